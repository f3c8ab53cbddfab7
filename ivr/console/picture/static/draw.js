// The picture as SVG: boxes with their texts, lines between them, and what is next to what.
const SVG = "http://www.w3.org/2000/svg";
const PAD = 10;
const ROUND = 6;
const THICKEST = 6;

export function draw(canvas, placed) {
  const most = Math.max(1, ...placed.steps.flatMap((step) => step.rows.map((row) => row.calls)));
  const svg = element("svg", { class: "pc-svg", "aria-hidden": "true", focusable: "false" });
  const scene = element("g", { class: "pc-scene" });
  const lines = placed.lines.map((line) => lineOf(line, most));
  const boxes = placed.steps.map(boxOf);
  scene.append(...lines.map((line) => line.element), ...boxes);
  svg.append(arrowHead(), scene);
  canvas.append(svg);
  const byId = new Map(placed.steps.map((step, at) => [step.id, { ...step, element: boxes[at] }]));
  return { ...placed, svg, scene, boxes: byId, light: (id) => light(lines, id), next: (...way) => next(byId, ...way) };
}

function element(name, attributes = {}, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

function arrowHead() {
  const defs = element("defs");
  const marker = element("marker", {
    id: "pc-head", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto", markerUnits: "userSpaceOnUse",
  });
  marker.append(element("path", { d: "M0,0 L8,4 L0,8 z", class: "pc-head" }));
  defs.append(marker);
  return defs;
}

function lineOf(line, most) {
  const thick = line.row.calls ? 1.2 + (THICKEST - 1.2) * (line.row.calls / most) : 1.2;
  const mark = line.row.mark ? ` pc-line--${line.row.mark}` : "";
  const path = element("path", {
    class: `pc-line${mark}`, d: rounded(line.points), "stroke-width": thick.toFixed(1), "marker-end": "url(#pc-head)",
  });
  return { ...line, element: path };
}

// Corners that are not sharp, so that two lines that meet in one can be told apart.
function rounded(points) {
  let path = `M${points[0].x},${points[0].y}`;
  for (let at = 1; at < points.length - 1; at += 1) {
    const corner = points[at];
    const before = towards(corner, points[at - 1]);
    const after = towards(corner, points[at + 1]);
    path += ` L${before.x},${before.y} Q${corner.x},${corner.y} ${after.x},${after.y}`;
  }
  const end = points.at(-1);
  return `${path} L${end.x},${end.y}`;
}

function towards(from, to) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const part = Math.min(ROUND, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function boxOf(step) {
  const marks = [step.kind, step.mark, step.faults && "wrong", step.now && "now"].filter(Boolean);
  const group = element("g", {
    class: ["pc-box", ...marks.map((mark) => `pc-box--${mark}`)].join(" "),
    transform: `translate(${step.x} ${step.y})`,
    "data-id": step.id,
  });
  group.append(element("rect", { class: "pc-frame", width: step.width, height: step.height, rx: step.kind === "say" || step.kind === "end" ? 14 : 4 }));
  if (step.mark === "added") {
    group.append(element("rect", { class: "pc-frame pc-frame--inner", x: 3, y: 3, width: step.width - 6, height: step.height - 6, rx: 3 }));
  }
  let y = PAD + 12;
  group.append(element("text", { class: "pc-kind", x: PAD, y }, step.kindShown));
  for (const line of step.titleLines) group.append(element("text", { class: "pc-title", x: PAD, y: (y += 19) }, line));
  for (const line of step.figureLines) group.append(element("text", { class: "pc-figure", x: PAD, y: (y += 17) }, line));
  for (const row of step.rows) group.append(rowOf(row, step));
  return group;
}

function rowOf(row, step) {
  const group = element("g", { class: `pc-row${row.drawn ? "" : " pc-row--named"}`, transform: `translate(0 ${row.y})` });
  if (!row.drawn) group.dataset.to = row.to;
  group.append(
    element("title", {}, row.full),
    element("line", { class: "pc-rule", x1: 0, x2: step.width, y1: 0, y2: 0 }),
    element("text", { class: "pc-why", x: PAD, y: 14.5 }, row.shown),
  );
  if (row.count) group.append(element("text", { class: "pc-count", x: step.width - PAD, y: 14.5 }, row.count));
  return group;
}

function light(lines, id) {
  for (const line of lines) line.element.classList.toggle("pc-line--lit", line.from === id || line.to === id);
}

// The nearest box in a direction; what lies straight ahead counts as nearer.
function next(boxes, from, dx, dy) {
  const here = boxes.get(from);
  if (!here) return boxes.keys().next().value;
  const centre = (box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const at = centre(here);
  let [best, nearest] = [from, Infinity];
  for (const box of boxes.values()) {
    const there = centre(box);
    const ahead = (there.x - at.x) * dx + (there.y - at.y) * dy;
    const aside = Math.abs((there.x - at.x) * dy) + Math.abs((there.y - at.y) * dx);
    if (box.id === from || ahead <= 1 || aside > ahead * 4) continue;
    const far = ahead + aside * 2;
    if (far < nearest) [best, nearest] = [box.id, far];
  }
  return best;
}
