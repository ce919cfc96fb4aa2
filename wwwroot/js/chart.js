// Owns the ECharts instances. .NET hands over columns; lines are drawn here, at most ten times a second and never while the tab is hidden.
import { Line } from "./chart-line.js";
import { Cursor } from "./chart-cursor.js";
import { build } from "./chart-option.js";

const interval = 100;
const groups = new Map();
let engine = null;

export async function create(host, settings, dotnet) {
  await load();
  host.weblabChart = new Chart(host, settings, dotnet);
}

export const setLines = (host, packets) => host.weblabChart?.setLines(packets);
export const append = (host, packets) => host.weblabChart?.append(packets);
export const setDetail = (host, packets, to) => host.weblabChart?.setDetail(packets, to);
export const setView = (host, view) => host.weblabChart?.setView(view);
export const remove = (host, run) => host.weblabChart?.remove(run);
export const dispose = host => host.weblabChart?.dispose();

class Chart {
  constructor(host, settings, dotnet) {
    this.host = host;
    this.settings = settings;
    this.dotnet = dotnet;
    this.lines = new Map();
    this.view = { axis: "step", logX: false, log: false, smoothing: 0, hidden: [], focus: null, from: null, to: null, end: null };
    this.canvas = host.querySelector(".chart-canvas");
    this.engine = echarts.init(this.canvas, null, { renderer: "canvas" });
    this.drawnAt = 0;
    if (!groups.has(settings.group)) groups.set(settings.group, new Set());
    this.group = groups.get(settings.group);
    this.group.add(this);
    this.cursor = new Cursor(this);
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(this.canvas);
    this.schedule();
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
    this.schedule();
  }

  append(packets) {
    for (const packet of packets) this.lines.get(packet.key)?.append(packet);
    this.schedule();
  }

  // The zoomed range in full; an empty list goes back to the whole.
  setDetail(packets, to) {
    for (const line of this.lines.values()) line.zoom(packets.find(packet => packet.key === line.key), to);
    this.schedule();
  }

  setView(view) {
    Object.assign(this.view, view);
    this.schedule();
  }

  remove(run) {
    for (const line of [...this.lines.values()]) if (line.run === run) this.lines.delete(line.key);
    this.schedule();
  }

  get shown() {
    return [...this.lines.values()].filter(line => !this.view.hidden.includes(line.run));
  }

  // What is drawn, for tests and for the curious: { key: { steps, values } }.
  get series() {
    return Object.fromEntries(this.shown.map(line => [line.key, { steps: line.shown.steps.values, values: line.shown.last.values }]));
  }

  schedule() {
    if (this.timer || document.hidden) {
      this.late = document.hidden;
      return;
    }
    this.timer = setTimeout(() => this.draw(), Math.max(0, this.drawnAt + interval - performance.now()));
  }

  draw() {
    this.timer = null;
    this.late = false;
    this.drawnAt = performance.now();
    this.engine.setOption(build(this), { replaceMerge: ["series"], lazyUpdate: false });
    const steps = this.shown.map(line => line.whole.steps.values.at(-1) ?? 0);
    this.host.dataset.lastStep = String(Math.max(0, ...steps));
    this.host.dataset.points = String(this.shown.reduce((sum, line) => sum + line.whole.length, 0));
    this.cursor.redraw();
  }

  resize() {
    if (this.canvas.clientWidth === 0) return;
    this.engine.resize();
    this.cursor.redraw();
  }

  dispose() {
    clearTimeout(this.timer);
    this.resizing.disconnect();
    this.group.delete(this);
    this.engine.dispose();
    delete this.host.weblabChart;
  }
}

function redrawAll(isNeeded) {
  for (const group of groups.values()) for (const chart of group) if (isNeeded(chart)) chart.schedule();
}

document.addEventListener("visibilitychange", () => document.hidden || redrawAll(chart => chart.late));
new MutationObserver(() => redrawAll(() => true)).observe(document.documentElement, { attributeFilter: ["data-theme"] });

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
