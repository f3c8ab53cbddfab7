// How large each box is, by its texts; and where it stands, which elkjs computes in a worker.
const WIDTH = 270;
const PAD = 10;
const LINE = 17;
const ROW = 20;
const COUNT = 56;

// The steps with their texts cut into lines, and the place of each line within its box.
export function measured(steps, canvas) {
  const pen = document.createElement("canvas").getContext("2d");
  const family = getComputedStyle(canvas).fontFamily;
  const plain = `13px ${family}`;
  const bold = `600 15px ${family}`;
  const width = (font, text) => {
    pen.font = font;
    return pen.measureText(text).width;
  };
  return steps.map((step) => {
    const inner = WIDTH - 2 * PAD;
    const title = wrapped(step.title, bold, inner, 3, width);
    const notes = [step.markName, step.faults, step.now].filter(Boolean);
    const figures = flowed([...notes, ...step.figures], plain, inner, width);
    const head = PAD + LINE + title.length * 19 + figures.length * LINE + 6;
    const rows = step.rows.map((row, at) => {
      const text = row.drawn ? row.text : `${row.text} → ${row.target}`;
      const room = inner - (row.count ? COUNT : 0);
      return { ...row, full: `${row.text} → ${row.target}`, shown: cut(text, plain, room, width), y: head + at * ROW };
    });
    const height = head + rows.length * ROW + PAD / 2;
    const kind = step.role ? `${step.kindName} · ${step.role}` : step.kindName;
    return { ...step, kindShown: cut(kind, plain, inner, width), titleLines: title, figureLines: figures, rows, width: WIDTH, height };
  });
}

function cut(text, font, room, width) {
  if (width(font, text) <= room) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (width(font, `${text.slice(0, middle).trimEnd()}…`) <= room) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd()}…`;
}

function wrapped(text, font, room, most, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (width(font, longer) <= room || !lines.at(-1)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  if (lines.length > most) lines.splice(most - 1, lines.length, lines.slice(most - 1).join(" "));
  return lines.map((line) => cut(line, font, room, width));
}

// As many on a line as there is room for.
function flowed(texts, font, room, width) {
  const lines = [];
  for (const text of texts) {
    const longer = lines.length ? `${lines.at(-1)} · ${text}` : text;
    if (lines.length && width(font, longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(cut(text, font, room, width));
  }
  return lines;
}

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.spacing.nodeNodeBetweenLayers": "60",
  "elk.layered.spacing.edgeNodeBetweenLayers": "18",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "8",
  "elk.spacing.nodeNode": "26",
  "elk.spacing.edgeNode": "14",
  "elk.spacing.edgeEdge": "8",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
};

// The same steps with x and y, and the lines between them as points.
export async function layOut(steps, worker) {
  const known = new Set(steps.map((step) => step.id));
  const elk = new window.ELK({ workerUrl: worker });
  const drawn = (step) => step.rows.filter((row) => row.drawn && row.to !== step.id && known.has(row.to));
  const graph = {
    id: "picture",
    layoutOptions: OPTIONS,
    children: steps.map((step) => ({
      id: step.id,
      width: step.width,
      height: step.height,
      layoutOptions: { "elk.portConstraints": "FIXED_POS" },
      ports: [
        { id: `${step.id}:in`, x: 0, y: PAD + LINE, layoutOptions: { "elk.port.side": "WEST" } },
        ...drawn(step).map((row) => ({
          id: `${step.id}:${row.to}`,
          x: step.width,
          y: row.y + ROW / 2,
          layoutOptions: { "elk.port.side": "EAST" },
        })),
      ],
    })),
    edges: steps.flatMap((step) =>
      drawn(step).map((row) => ({
        id: `${step.id}>${row.to}`,
        sources: [`${step.id}:${row.to}`],
        targets: [`${row.to}:in`],
      })),
    ),
  };
  const placed = await elk.layout(graph);
  elk.terminateWorker();
  const at = new Map(placed.children.map((child) => [child.id, child]));
  const rows = new Map(steps.flatMap((step) => step.rows.map((row) => [`${step.id}>${row.to}`, row])));
  return {
    width: placed.width,
    height: placed.height,
    steps: steps.map((step) => ({ ...step, x: at.get(step.id).x, y: at.get(step.id).y })),
    lines: placed.edges.map((edge) => ({
      from: edge.id.split(">")[0],
      to: edge.id.split(">")[1],
      row: rows.get(edge.id),
      points: edge.sections.flatMap((part) => [part.startPoint, ...(part.bendPoints ?? []), part.endPoint]),
    })),
  };
}
