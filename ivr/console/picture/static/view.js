// What of the picture is seen: moved by pointer, wheel and keys.
const SMALLEST = 0.05;
const LARGEST = 2;
const READABLE = 0.75;
const STEP = 1.3;
const MARGIN = 24;

export class View {
  constructor(canvas, picture) {
    this.canvas = canvas;
    this.picture = picture;
    this.x = 0;
    this.y = 0;
    this.scale = 1;
    this.listen();
  }

  // At first readable, from the chosen step or the first one on; all of it where that is readable, too.
  begin(chosen) {
    if (this.whole() >= READABLE) return;
    const box = this.picture.boxes.get(chosen) ?? this.picture.boxes.values().next().value;
    this.scale = READABLE;
    this.centre(box, chosen ? 0.5 : 0, chosen ? 0.5 : 0);
  }

  whole() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const fits = Math.min((width - MARGIN) / this.picture.width, (height - MARGIN) / this.picture.height);
    this.scale = Math.max(SMALLEST, Math.min(1, fits));
    this.x = (width - this.picture.width * this.scale) / 2;
    this.y = (height - this.picture.height * this.scale) / 2;
    this.put();
    return this.scale;
  }

  zoom(how) {
    if (how === "whole") {
      this.whole();
      return;
    }
    const { clientWidth: width, clientHeight: height } = this.canvas;
    this.zoomAt(width / 2, height / 2, how === "in" ? STEP : 1 / STEP);
  }

  zoomAt(x, y, by) {
    const scale = Math.max(SMALLEST, Math.min(LARGEST, this.scale * by));
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.put();
  }

  // Bring a step into the middle, large enough to be read.
  show(id) {
    if (this.scale < READABLE) this.scale = READABLE;
    this.centre(this.picture.boxes.get(id), 0.5);
  }

  // Into the middle, or at 0 to the left or the upper edge.
  centre(box, across, down = 0.5) {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    this.x = across ? width * across - (box.x + box.width / 2) * this.scale : MARGIN - box.x * this.scale;
    const tall = Math.min(box.height, height / this.scale);
    this.y = down ? height * down - (box.y + tall / 2) * this.scale : MARGIN - box.y * this.scale;
    this.put();
  }

  put() {
    this.picture.scene.setAttribute("transform", `translate(${this.x} ${this.y}) scale(${this.scale})`);
    this.canvas.dataset.scale = this.scale.toFixed(3);
  }

  listen() {
    this.canvas.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        const { left, top } = this.canvas.getBoundingClientRect();
        this.zoomAt(event.clientX - left, event.clientY - top, Math.exp(-event.deltaY / 500));
      },
      { passive: false },
    );
    const pointers = new Map();
    const over = (event) => pointers.delete(event.pointerId);
    this.canvas.addEventListener("pointerdown", (event) => pointers.set(event.pointerId, { x: event.clientX, y: event.clientY }));
    for (const name of ["pointerup", "pointercancel", "pointerleave"]) this.canvas.addEventListener(name, over);
    this.canvas.addEventListener("pointermove", (event) => this.moved(event, pointers));
  }

  // One finger moves the picture, two change its size.
  moved(event, pointers) {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, now);
    if (other) {
      const { left, top } = this.canvas.getBoundingClientRect();
      const apart = (point) => Math.hypot(point.x - other.x, point.y - other.y) || 1;
      this.zoomAt((now.x + other.x) / 2 - left, (now.y + other.y) / 2 - top, apart(now) / apart(before));
      return;
    }
    this.x += now.x - before.x;
    this.y += now.y - before.y;
    this.put();
  }
}
