// The picture of a line: asks for its drawing, lays it out, and lets people look around in it.
import { draw } from "./draw.js";
import { layOut, measured } from "./layout.js";
import { install as installSearch } from "./search.js";
import { View } from "./view.js";

const canvas = document.getElementById("pc-canvas");
const details = document.getElementById("pc-details");
const told = document.getElementById("pc-told");
const waiting = document.getElementById("pc-waiting");

async function begin() {
  const response = await fetch(canvas.dataset.drawing);
  if (!response.ok) throw new Error(`the drawing: ${response.status}`);
  await document.fonts.ready;
  const steps = measured((await response.json()).steps, canvas);
  const placed = await layOut(steps, canvas.dataset.worker);
  const picture = draw(canvas, placed);
  waiting.remove();
  const view = new View(canvas, picture);
  const chooser = new Chooser(picture, view);
  view.begin(canvas.dataset.chosen);
  if (canvas.dataset.chosen) chooser.mark(canvas.dataset.chosen);
  installSearch(picture, (id) => chooser.choose(id));
  listen(view, chooser);
  canvas.dataset.ready = "yes";
}

// Which step is chosen: marked in the picture, and shown beside it.
class Chooser {
  constructor(picture, view) {
    this.picture = picture;
    this.view = view;
    this.chosen = "";
  }

  mark(id) {
    this.picture.boxes.get(this.chosen)?.element.classList.remove("pc-box--chosen");
    this.chosen = id;
    const box = this.picture.boxes.get(id);
    box.element.classList.add("pc-box--chosen");
    this.picture.light(id);
    told.textContent = [box.title, box.kindName, ...box.figures, box.now, box.markName, box.faults].filter(Boolean).join(", ");
  }

  async choose(id, { focus = false } = {}) {
    if (!this.picture.boxes.has(id)) return;
    this.mark(id);
    this.view.show(id);
    await this.open();
    if (focus) details.focus();
  }

  // The address names the step, so that it can be sent to a colleague; "back" leads out of the picture.
  async open() {
    const id = this.chosen;
    if (!id) return;
    const address = new URL(window.location.href);
    address.searchParams.set("step", id);
    window.history.replaceState(null, "", address);
    const response = await fetch(canvas.dataset.step.replace("STEP", encodeURIComponent(id)));
    if (!response.ok || this.chosen !== id) return;
    details.innerHTML = await response.text();
    window.htmx?.process(details);
  }
}

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOMS = { "+": "in", "-": "out", 0: "whole" };

function listen(view, chooser) {
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in DIRECTIONS) {
      const next = chooser.picture.next(chooser.chosen, ...DIRECTIONS[event.key]);
      chooser.mark(next);
      view.show(next);
    } else if (event.key in ZOOMS) view.zoom(ZOOMS[event.key]);
    else if (event.key === "Enter") chooser.open().then(() => details.focus());
    else return;
    event.preventDefault();
  });
  canvas.addEventListener("click", (event) => {
    const row = event.target.closest("[data-to]");
    const box = event.target.closest("[data-id]");
    if (row) chooser.choose(row.dataset.to);
    else if (box) chooser.choose(box.dataset.id);
  });
  details.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-step]");
    if (!link) return;
    event.preventDefault();
    chooser.choose(link.dataset.step, { focus: true });
  });
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => view.zoom(button.dataset.zoom));
  }
}

begin().catch(() => {
  waiting.textContent = waiting.dataset.lost;
});
