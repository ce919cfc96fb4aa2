// Owns the charts of a page. .NET hands over columns and views; everything that moves with the pointer or with live points happens here.
import { unpack } from "./chart-columns.js";
import { Line } from "./chart-line.js";
import { bands } from "./chart-band.js";
import { Cursor } from "./chart-cursor.js";
import { Focus, mark } from "./chart-focus.js";
import { Pace } from "./chart-pace.js";
import { build, windowOf } from "./chart-option.js";
import * as files from "./chart-export.js";

const groups = new Map();
let engine = null;

export async function create(host, settings, dotnet) {
  await load();
  // The page may have been left while the script was on its way.
  if (!host?.isConnected) return;
  host.weblabChart = new Chart(host, settings, dotnet);
}

export const setLines = (host, heads, bytes) => host?.weblabChart?.setLines(unpack(heads, bytes));
export const append = (host, keys, counts, bytes) =>
  host?.weblabChart?.append(unpack(keys.map((key, i) => ({ key, count: counts[i], hasRange: false })), bytes));
export const setDetail = (host, heads, bytes, to) => host?.weblabChart?.setDetail(unpack(heads, bytes), to);
export const setView = (host, view) => host?.weblabChart?.setView(view);
export const save = (host, format, title) => host?.weblabChart && files.save(host.weblabChart, format, title);
export const remove = (host, run) => host?.weblabChart?.remove(run);
export const dispose = host => host?.weblabChart?.dispose();

export function focus(group, run) {
  for (const chart of groups.get(group) ?? []) chart.focus.show(run);
  mark(run);
}

// For measuring: how often each chart drew, the milliseconds that took in all, when it last did, and what it then showed.
export const figures = () => [...groups.values()].flatMap(group => [...group].map(chart => chart.figures));

class Chart {
  constructor(host, settings, dotnet) {
    this.host = host;
    this.settings = settings;
    this.dotnet = dotnet;
    this.lines = new Map();
    this.view = {
      axis: "step",
      logX: false,
      log: false,
      smoothing: 0,
      clip: false,
      band: "none",
      hidden: [],
      from: null,
      to: null,
      end: null,
    };
    this.canvas = host.querySelector(".chart-canvas");
    this.engine = echarts.init(this.canvas, null, { renderer: "canvas" });
    // Nothing moves by itself: each draw is whole, and ten more frames after it would each be one of the browser's.
    this.engine.getZr().setSleepAfterStill(1);
    if (!groups.has(settings.group)) groups.set(settings.group, new Set());
    this.group = groups.get(settings.group);
    this.group.add(this);
    this.window = { from: 0, to: 1, columns: 100 };
    this.drawn = [];
    this.isDrawn = false;
    this.focus = new Focus(this);
    this.cursor = new Cursor(this);
    this.pace = new Pace(host, () => this.draw());
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(this.canvas);
  }

  setLines(packets) {
    for (const packet of packets) {
      const known = this.lines.get(packet.key);
      const line = new Line(packet);
      if (known?.detail) {
        line.detail = known.detail;
        line.detailTo = known.detailTo;
      }
      this.lines.set(packet.key, line);
    }
    this.changed();
  }

  append(packets) {
    for (const packet of packets) this.lines.get(packet.key)?.append(packet);
    this.changed(true);
  }

  // The zoomed range in full; an empty list goes back to the whole.
  setDetail(packets, to) {
    const byKey = new Map(packets.map(packet => [packet.key, packet]));
    const others = [...this.lines.values()].filter(line => line.detail || byKey.has(line.key));
    for (const line of others) line.zoom(byKey.get(line.key), to);
    if (others.length > 0) this.changed();
  }

  setView(view) {
    if (JSON.stringify(view) === this.viewKey) return;
    this.viewKey = JSON.stringify(view);
    this.view = { ...this.view, ...view };
    this.changed();
  }

  remove(run) {
    for (const line of [...this.lines.values()]) if (line.run === run) this.lines.delete(line.key);
    this.changed();
  }

  changed(isLive = false) {
    this.host.dataset.lastStep = String(this.shown.reduce((last, line) => Math.max(last, line.whole.steps.values.at(-1) ?? 0), 0));
    this.host.dataset.points = String(this.shown.reduce((sum, line) => sum + line.whole.length, 0));
    this.pace.ask(isLive);
  }

  get shown() {
    const hidden = new Set(this.view.hidden);
    return [...this.lines.values()].filter(line => !hidden.has(line.run));
  }

  // What is drawn, for tests and for the curious: { key: { steps, values } }.
  get series() {
    return Object.fromEntries(
      this.shown.map(line => [line.key, { steps: [...line.shown.steps.values], values: [...line.shown.last.values] }]),
    );
  }

  get figures() {
    const { draws, busy, drawnAt } = this.pace;
    return {
      chart: this.host.dataset.chart,
      draws,
      busyMs: busy,
      drawnAt,
      lines: this.drawn.length,
      points: Number(this.host.dataset.points),
      window: this.window,
    };
  }

  draw() {
    const style = getComputedStyle(this.host);
    this.drawn = this.view.band === "none" || this.settings.area ? this.shown : bands(this.shown, this.view.band);
    this.window = windowOf(this.drawn, this.view, this.canvas.clientWidth);
    const ink = name => style.getPropertyValue(name).trim();
    this.engine.setOption(build({ ...this.forPaper(), ink, columns: this.window.columns }), {
      replaceMerge: ["series"],
      lazyUpdate: false,
    });
    this.isDrawn = true;
    this.focus.paint();
    this.cursor.redraw();
  }

  forPaper() {
    return { drawn: this.drawn, view: this.view, settings: this.settings };
  }

  // The pixels of the plot within the canvas.
  get plot() {
    return { left: 46, right: this.canvas.clientWidth - 14, top: 12, bottom: this.canvas.clientHeight - 24 };
  }

  valueAt(pixel) {
    return this.engine.convertFromPixel({ xAxisIndex: 0 }, pixel);
  }

  // Makes a run stand out wherever it is on the page.
  point(run) {
    focus(this.settings.group, run);
  }

  // A function from values of an axis to pixels, cheaper than asking the engine for each.
  scale(side) {
    const { left, right, top, bottom } = this.plot;
    const [p0, p1] = side === "x" ? [left, right] : [bottom, top];
    const isLog = side === "x" ? this.view.logX && this.view.axis !== "time" : this.view.log;
    const turn = isLog ? Math.log10 : value => value;
    const [v0, v1] = [p0, p1].map(pixel => turn(this.engine.convertFromPixel(side === "x" ? { xAxisIndex: 0 } : { yAxisIndex: 0 }, pixel)));
    return value => p0 + ((turn(value) - v0) / (v1 - v0)) * (p1 - p0);
  }

  resize() {
    if (this.canvas.clientWidth === 0) return;
    this.engine.resize();
    this.pace.ask();
  }

  dispose() {
    this.pace.stop();
    this.resizing.disconnect();
    this.group.delete(this);
    if (this.group.size === 0) groups.delete(this.settings.group);
    this.engine.dispose();
    delete this.host.weblabChart;
  }
}

new MutationObserver(() => {
  for (const group of groups.values()) for (const chart of group) chart.pace.ask();
}).observe(document.documentElement, { attributeFilter: ["data-theme"] });

// 1.1 MB that only pages with a chart need.
function load() {
  return (engine ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = "_content/Vizor.ECharts/js/vizor-echarts-bundle-min.js";
    script.onload = done;
    script.onerror = () => {
      engine = null;
      failed(new Error("The chart script could not be loaded."));
    };
    document.head.append(script);
  }));
}
