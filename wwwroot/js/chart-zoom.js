// Drag across a chart to zoom, double click or double tap to see all again. A finger that moves up or down scrolls the page.
const leastDrag = 8;
const tapTime = 350;

export class Zoom {
  constructor(chart, locate) {
    this.chart = chart;
    this.locate = locate;
    this.box = document.createElement("div");
    this.box.className = "chart-brush";
    this.box.hidden = true;
    chart.host.append(this.box);
    this.tappedAt = -Infinity;
    const { canvas } = chart;
    canvas.addEventListener("pointerdown", event => this.press(event));
    canvas.addEventListener("pointermove", event => this.drag(event));
    canvas.addEventListener("pointerup", event => this.release(event));
    canvas.addEventListener("pointercancel", () => this.end());
    canvas.addEventListener("dblclick", () => this.to(null, null));
  }

  get isDragging() {
    return this.pressed !== undefined;
  }

  press(event) {
    if (event.button !== 0) return;
    this.pressed = this.locate(event).px;
    this.chart.canvas.setPointerCapture(event.pointerId);
  }

  drag(event) {
    if (!this.isDragging) return;
    const { left, right } = this.chart.plot;
    const at = this.locate(event).px;
    const from = Math.max(left, Math.min(this.pressed, at));
    const to = Math.min(right, Math.max(this.pressed, at));
    this.box.hidden = to - from < leastDrag;
    this.box.style.transform = `translateX(${from}px)`;
    this.box.style.width = `${Math.max(0, to - from)}px`;
  }

  release(event) {
    if (!this.isDragging) return;
    const { left, right } = this.chart.plot;
    const [from, to] = [this.pressed, this.locate(event).px].map(px => Math.min(right, Math.max(left, px))).sort((a, b) => a - b);
    this.end();
    if (to - from >= leastDrag) this.to(this.chart.valueAt(from), this.chart.valueAt(to));
    else if (event.pointerType !== "mouse") this.tap();
  }

  tap() {
    if (performance.now() - this.tappedAt < tapTime) this.to(null, null);
    this.tappedAt = performance.now();
  }

  end() {
    this.pressed = undefined;
    this.box.hidden = true;
  }

  to(from, to) {
    this.chart.dotnet.invokeMethodAsync("OnZoom", from, to);
  }
}
