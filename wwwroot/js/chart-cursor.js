// Crosshair and readings, drawn over the canvas so that moving the pointer redraws no curve. Text enters as text, never as markup.
import { axes, duration, measure, trained, writePlace, writeX } from "./chart-axis.js";
import { sample } from "./chart-mark.js";
import { Zoom } from "./chart-zoom.js";
import { shortened } from "./chart-export.js";

const maxReadings = 5;
const reach = 24;

export class Cursor {
  constructor(chart) {
    this.chart = chart;
    this.rule = element("div", "chart-rule", chart.host);
    this.card = element("div", "chart-readings", chart.host);
    this.x = null;
    this.zoom = new Zoom(chart, event => this.locate(event));
    chart.canvas.addEventListener("pointermove", event => this.move(event));
    chart.canvas.addEventListener("pointerleave", () => this.leave());
    chart.host.addEventListener("keydown", event => this.key(event));
    chart.host.addEventListener("blur", () => this.leave());
  }

  // One answer a frame, however often the pointer reports.
  move(event) {
    const at = this.locate(event);
    if (!this.frame) this.frame = requestAnimationFrame(() => this.follow());
    this.next = at;
  }

  follow() {
    this.frame = null;
    if (!this.next) return;
    this.show(this.next.x, this.next.py);
    const nearest = this.readings()[0];
    this.point(nearest && nearest.distance <= reach ? nearest.line.run : null);
  }

  leave() {
    if (this.zoom.isDragging) return;
    this.next = null;
    this.show(null);
    this.point(null);
  }

  point(run) {
    if (run === this.pointed) return;
    this.pointed = run;
    this.chart.point(run);
  }

  // Arrows walk the crosshair, so that a keyboard reads what a pointer reads; a screen reader hears it.
  key(event) {
    const { left, right } = this.chart.plot;
    const walk = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (walk) {
      event.preventDefault();
      const px = this.x === null ? (walk > 0 ? left : right) : this.pixel() + (walk * (right - left)) / 60;
      this.show(this.chart.valueAt(Math.min(right, Math.max(left, px))), this.chart.canvas.clientHeight / 2);
      this.speak();
    } else if (event.key === "Escape") this.zoom.to(null, null);
  }

  show(x, py = null) {
    for (const other of this.chart.group) {
      other.cursor.x = x;
      other.cursor.py = other === this.chart ? py : null;
      other.cursor.redraw();
    }
  }

  isInPlot(px) {
    const { left, right } = this.chart.plot;
    return px >= left - 1 && px <= right + 1;
  }

  redraw() {
    // A chart that a narrow screen does not show has no axes yet.
    const px = this.x === null || !this.chart.isDrawn ? NaN : this.pixel();
    // The plot's size is asked for only where there is a crosshair: the browser lays the page out to tell it.
    const isInside = !Number.isNaN(px) && this.isInPlot(px);
    this.rule.hidden = !isInside;
    this.card.hidden = !isInside || this.py === null;
    if (!isInside) return;
    this.rule.style.transform = `translateX(${px}px)`;
    if (!this.card.hidden) this.read(px);
  }

  pixel() {
    return this.chart.engine.convertToPixel({ xAxisIndex: 0 }, this.x);
  }

  // What each line says at the crosshair, the nearest first.
  readings() {
    const { chart } = this;
    const toPixel = chart.scale("y");
    const isAlone = chart.drawn.every(line => line.style === "faint");
    return chart.drawn
      .filter(line => line.style !== "faint" || isAlone || chart.view.from !== null || chart.view.smoothing > 0)
      .map(line => ({ line, at: line.at(this.x, chart.view) }))
      .filter(({ at }) => at)
      .map(reading => ({ ...reading, distance: distance(toPixel(reading.at.smoothed ?? reading.at.value), this.py) }))
      .sort((a, b) => a.distance - b.distance);
  }

  read(px) {
    const readings = this.readings();
    const head = document.createElement("div");
    head.className = "chart-readings-head";
    head.textContent =
      readings.length > 0 ? place(readings[0]) : `${axes[this.chart.view.axis].word} ${writePlace(this.x, this.chart.view.axis)}`;
    this.card.replaceChildren(head, ...readings.slice(0, maxReadings).map(reading => this.row(reading)));
    if (readings.length > maxReadings)
      element("p", "chart-readings-more", this.card).textContent = `and ${readings.length - maxReadings} more`;
    const width = this.chart.canvas.clientWidth;
    const side = px > width / 2 ? px - this.card.offsetWidth - 12 : px + 12;
    this.card.style.transform = `translate(${Math.max(0, Math.min(side, width - this.card.offsetWidth))}px, 12px)`;
  }

  row({ line, at, distance: away }) {
    const { share, area } = this.chart.settings;
    const row = document.createElement("div");
    row.className = away <= reach ? "chart-reading is-near" : "chart-reading";
    row.append(sample(line, area));
    element("span", "chart-reading-name", row).textContent = area ? line.measure : `${shortened(line.name, 44)} · ${line.measure}`;
    if (at.low !== undefined && Number.isFinite(at.low))
      element("span", "chart-reading-raw", row).textContent = `${measure(at.low, share)} to ${measure(at.high, share)}`;
    if (at.smoothed !== null) element("span", "chart-reading-raw", row).textContent = measure(at.value, share);
    element("span", "chart-reading-value", row).textContent = measure(at.smoothed ?? at.value, share);
    return row;
  }

  speak() {
    const readings = this.readings().slice(0, maxReadings);
    const words = readings.map(
      ({ line, at }) => `${line.name} ${line.measure} ${measure(at.smoothed ?? at.value, this.chart.settings.share)}`,
    );
    this.chart.host.querySelector("[data-spoken]").textContent = [
      `${axes[this.chart.view.axis].word} ${writePlace(this.x, this.chart.view.axis)}`,
      ...words,
    ].join(", ");
  }

  locate(event) {
    const bounds = this.chart.canvas.getBoundingClientRect();
    const px = event.clientX - bounds.left;
    return { px, py: event.clientY - bounds.top, x: this.chart.valueAt(px) };
  }
}

const distance = (pixel, py) => (Number.isFinite(pixel) ? Math.abs(pixel - py) : Infinity);

function place({ line, at }) {
  const epoch = writePlace(at.step / line.stepsPerEpoch, "epoch");
  const taken = duration(trained(line, at.time));
  return `epoch ${epoch} · step ${at.step.toLocaleString("en")} · ${taken} · ${writeX(at.time, "time")}`;
}

function element(tag, className, parent) {
  const made = document.createElement(tag);
  made.className = className;
  made.hidden = tag === "div";
  parent.append(made);
  return made;
}
