// Crosshair, readings and zoom, drawn over the canvas so that moving the pointer redraws no curve. Text enters as text, never as markup.
import { axes, duration, measure, short, writeX } from "./chart-axis.js";

const maxReadings = 6;
const leastDrag = 6;

export class Cursor {
  constructor(chart) {
    this.chart = chart;
    this.rule = element("div", "chart-rule", chart.host);
    this.box = element("div", "chart-brush", chart.host);
    this.card = element("div", "chart-readings", chart.host);
    this.x = null;
    const { canvas } = chart;
    canvas.addEventListener("pointermove", event => this.move(event));
    canvas.addEventListener("pointerdown", event => this.press(event));
    canvas.addEventListener("pointerup", event => this.release(event));
    canvas.addEventListener("pointerleave", () => this.leave());
    canvas.addEventListener("dblclick", () => this.zoom(null, null));
    chart.host.addEventListener("keydown", event => this.key(event));
    chart.host.addEventListener("blur", () => this.leave());
  }

  move(event) {
    const at = this.locate(event);
    if (this.pressed !== undefined) this.brush(this.pressed, at.px);
    this.show(at.x, at.py);
  }

  press(event) {
    // A finger scrolls the page; the buttons beside the chart zoom there.
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    this.pressed = this.locate(event).px;
    this.chart.canvas.setPointerCapture(event.pointerId);
  }

  release(event) {
    if (this.pressed === undefined) return;
    const [from, to] = [this.pressed, this.locate(event).px].sort((a, b) => a - b);
    this.pressed = undefined;
    this.box.hidden = true;
    if (to - from >= leastDrag) this.zoom(this.valueAt(from), this.valueAt(to));
  }

  leave() {
    if (this.pressed === undefined) this.show(null);
  }

  // Arrows walk the crosshair, so that a keyboard reads what a pointer reads.
  key(event) {
    const { from, to } = this.range();
    const walk = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (walk) {
      event.preventDefault();
      this.show(Math.min(to, Math.max(from, (this.x ?? from) + (walk * (to - from)) / 60)), this.chart.canvas.clientHeight / 2);
    } else if (event.key === "Escape") this.zoom(null, null);
  }

  show(x, py = null) {
    for (const other of this.chart.group) {
      other.cursor.x = x;
      other.cursor.py = other === this.chart ? py : null;
      other.cursor.redraw();
    }
  }

  zoom(from, to) {
    this.chart.dotnet.invokeMethodAsync("OnZoom", from, to);
  }

  redraw() {
    const px = this.x === null ? NaN : this.chart.engine.convertToPixel({ xAxisIndex: 0 }, this.x);
    const grid = this.grid();
    const isInside = px >= grid.left - 1 && px <= grid.right + 1;
    this.rule.hidden = !isInside;
    this.card.hidden = !isInside || this.py === null;
    if (!isInside) return;
    this.rule.style.transform = `translateX(${px}px)`;
    if (!this.card.hidden) this.read(px);
  }

  read(px) {
    const { chart } = this;
    const readings = chart.shown
      .filter(line => line.style !== "faint" || chart.view.from !== null || chart.view.smoothing > 0)
      .map(line => ({ line, at: line.at(this.x, chart.view) }))
      .filter(({ at }) => at)
      .map(reading => ({ ...reading, distance: this.distance(reading.at) }))
      .sort((a, b) => a.distance - b.distance);
    const rows = readings.slice(0, maxReadings).map(({ line, at }) => this.row(line, at));
    const head = document.createElement("div");
    head.className = "chart-readings-head";
    head.textContent = readings.length > 0 ? this.place(readings[0]) : `${axes[chart.view.axis].word} ${writeX(this.x, chart.view.axis)}`;
    this.card.replaceChildren(head, ...rows);
    if (readings.length > maxReadings) {
      const more = document.createElement("div");
      more.className = "chart-readings-more";
      more.textContent = `${readings.length - maxReadings} more`;
      this.card.append(more);
    }
    const side = px > this.chart.canvas.clientWidth / 2 ? px - this.card.offsetWidth - 12 : px + 12;
    this.card.style.transform = `translate(${Math.max(0, side)}px, 12px)`;
  }

  place({ line, at }) {
    const epoch = short(Number((at.step / line.stepsPerEpoch).toFixed(2)));
    return `epoch ${epoch} · step ${at.step.toLocaleString("en")} · ${duration((at.time - line.start) / 1000)} · ${writeX(at.time, "time")}`;
  }

  distance(at) {
    const py = this.chart.engine.convertToPixel({ yAxisIndex: 0 }, at.smoothed ?? at.value);
    return Number.isFinite(py) ? Math.abs(py - this.py) : Infinity;
  }

  row(line, at) {
    const { share, area } = this.chart.settings;
    const row = document.createElement("div");
    row.className = "chart-reading";
    const mark = element("span", `chart-mark chart-mark-${line.style}`, row);
    mark.style.setProperty("--mark", `var(--${area ? "share" : "run"}-${line.colour})`);
    element("span", "chart-reading-name", row).textContent = area ? line.measure : `${line.name} · ${line.measure}`;
    if (at.smoothed !== null) element("span", "chart-reading-raw", row).textContent = measure(at.value, share);
    element("span", "chart-reading-value", row).textContent = measure(at.smoothed ?? at.value, share);
    return row;
  }

  brush(a, b) {
    const { left, right } = this.grid();
    const from = Math.max(left, Math.min(a, b));
    const to = Math.min(right, Math.max(a, b));
    this.box.hidden = to - from < leastDrag;
    this.box.style.transform = `translateX(${from}px)`;
    this.box.style.width = `${Math.max(0, to - from)}px`;
  }

  locate(event) {
    const bounds = this.chart.canvas.getBoundingClientRect();
    const px = event.clientX - bounds.left;
    return { px, py: event.clientY - bounds.top, x: this.valueAt(px) };
  }

  valueAt(px) {
    return this.chart.engine.convertFromPixel({ xAxisIndex: 0 }, px);
  }

  grid() {
    return { left: 46, right: this.chart.canvas.clientWidth - 14 };
  }

  range() {
    const { left, right } = this.grid();
    return { from: this.valueAt(left), to: this.valueAt(right) };
  }
}

function element(tag, className, parent) {
  const made = document.createElement(tag);
  made.className = className;
  made.hidden = tag === "div";
  parent.append(made);
  return made;
}
