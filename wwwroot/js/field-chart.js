// Charts of runs over fields: scatter and parallel coordinates. Names go in as data and are drawn on a canvas, never as markup.
import { download, lightInk } from "./chart-export.js";

const symbols = ["circle", "rect", "triangle", "diamond"];
const charts = new Set();
const fontOfFiles = "Helvetica, Arial, sans-serif";

export async function draw(host, kind, data) {
  await engine();
  if (!host?.isConnected) return;
  if (!host.fieldChart) {
    host.fieldChart = {
      engine: echarts.init(host, null, { renderer: "canvas" }),
      resizing: new ResizeObserver(() => host.fieldChart?.engine.resize()),
    };
    host.fieldChart.resizing.observe(host);
    charts.add(host);
  }
  Object.assign(host.fieldChart, { kind, data });
  paint(host);
}

export function dispose(host) {
  if (!host?.fieldChart) return;
  charts.delete(host);
  host.fieldChart.resizing.disconnect();
  host.fieldChart.engine.dispose();
  delete host.fieldChart;
}

function paint(host) {
  const style = getComputedStyle(host);
  const ink = name => style.getPropertyValue(name).trim();
  host.fieldChart.engine.setOption(option(host, ink, ink("--font")), { notMerge: true });
}

function option({ fieldChart: { kind, data } }, ink, fontFamily) {
  return { animation: false, textStyle: { fontFamily }, ...(kind === "scatter" ? scatter(data, ink) : parallel(data, ink)) };
}

// As a file: on white, in the colours for light paper, with the words as text.
export function save(host, format, name) {
  const size = { width: host.clientWidth, height: host.clientHeight };
  const paper = { ...option(host, lightInk(), fontOfFiles), backgroundColor: "#ffffff", tooltip: { show: false } };
  if (format === "svg") {
    const engine = echarts.init(null, null, { renderer: "svg", ssr: true, ...size });
    engine.setOption(paper);
    download(`${name}.svg`, new Blob([engine.renderToSVGString({ useViewBox: true })], { type: "image/svg+xml" }));
    engine.dispose();
    return;
  }
  const engine = echarts.init(document.createElement("div"), null, { renderer: "canvas", devicePixelRatio: 3, ...size });
  engine.setOption(paper);
  engine.renderToCanvas({ backgroundColor: "#ffffff", pixelRatio: 3 }).toBlob(blob => {
    engine.dispose();
    download(`${name}.png`, blob);
  });
}

export const number = (axis, value, digits = axis.isShare ? 1 : 4) =>
  value === null || value === undefined
    ? "–"
    : typeof value === "string"
      ? value
      : axis.isShare
        ? `${(value * 100).toFixed(digits)} %`
        : String(Number(value.toPrecision(digits)));

// Ticks that lie close need more digits than a value by itself, or they read alike.
export function tickDigits(axis, values) {
  const known = values.filter(Number.isFinite);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const step = (most - least) / 10;
  if (!(step > 0)) return undefined;
  if (axis.isShare) return Math.min(6, Math.max(1, Math.ceil(-Math.log10(step * 100))));
  return Math.min(12, Math.max(4, Math.ceil(Math.log10(Math.max(Math.abs(least), Math.abs(most)) / step)) + 1));
}

const labels = (axis, ink, values) => {
  const digits = axis.categories ? undefined : tickDigits(axis, values);
  return {
    color: ink("--ink-2"),
    fontSize: 12,
    formatter: value => (typeof value === "number" ? number(axis, value, digits) : value),
  };
};

function tooltip(ink, formatter) {
  return {
    trigger: "item",
    renderMode: "richText",
    confine: true,
    formatter,
    backgroundColor: ink("--surface"),
    borderColor: ink("--line-strong"),
    textStyle: { color: ink("--ink"), fontSize: 12 },
  };
}

function side(axis, ink, place, values) {
  const lines = { lineStyle: { color: ink("--line") } };
  return {
    type: axis.categories ? "category" : "value",
    data: axis.categories ?? undefined,
    scale: true,
    name: axis.name,
    nameLocation: "middle",
    nameGap: place === "x" ? 30 : 62,
    nameTextStyle: { color: ink("--ink"), fontWeight: 560 },
    axisLabel: labels(axis, ink, values),
    axisLine: { show: true, lineStyle: { color: ink("--line-strong") } },
    splitLine: { show: true, ...lines },
  };
}

const symbolOf = (look, ink) => {
  const colour = ink(`--run-${look.hue}`);
  return {
    symbol: symbols[look.hue % symbols.length],
    itemStyle: look.hollow ? { color: ink("--surface"), borderColor: colour, borderWidth: 2 } : { color: colour },
  };
};

function scatter({ x, y, points }, ink) {
  return {
    grid: { left: 84, right: 24, top: 20, bottom: 56 },
    xAxis: side(x, ink, "x", points.map(point => point.x)),
    yAxis: side(y, ink, "y", points.map(point => point.y)),
    tooltip: tooltip(ink, at => `${at.data.name}\n${x.name}: ${number(x, at.data.value[0])}\n${y.name}: ${number(y, at.data.value[1])}`),
    series: [
      {
        type: "scatter",
        symbolSize: 12,
        data: points.map(point => ({ name: point.look.name, value: [point.x, point.y], ...symbolOf(point.look, ink) })),
      },
    ],
  };
}

function parallel({ axes, lines }, ink) {
  return {
    parallel: {
      left: 60,
      right: 90,
      top: 48,
      bottom: 28,
      parallelAxisDefault: { areaSelectStyle: { color: ink("--accent"), borderColor: ink("--accent"), opacity: 0.25 } },
    },
    parallelAxis: axes.map((axis, dim) => ({
      dim,
      type: axis.categories ? "category" : "value",
      data: axis.categories ?? undefined,
      scale: true,
      name: axis.name,
      nameTextStyle: { color: ink("--ink"), fontWeight: 560 },
      nameTruncate: { maxWidth: 140 },
      axisLabel: labels(axis, ink, lines.map(line => line.values[dim])),
      axisLine: { lineStyle: { color: ink("--line-strong") } },
    })),
    tooltip: tooltip(ink, at => [at.data.name, ...axes.map((axis, i) => `${axis.name}: ${number(axis, at.data.value[i])}`)].join("\n")),
    series: [
      {
        type: "parallel",
        smooth: false,
        lineStyle: { width: 2, opacity: 0.85 },
        emphasis: { lineStyle: { width: 4, opacity: 1 } },
        inactiveOpacity: 0.06,
        data: lines.map(line => ({
          name: line.look.name,
          value: line.values.map(value => value ?? "-"),
          lineStyle: { color: ink(`--run-${line.look.hue}`), type: line.look.hollow ? "dashed" : "solid" },
        })),
      },
    ],
  };
}

new MutationObserver(() => charts.forEach(paint)).observe(document.documentElement, { attributeFilter: ["data-theme"] });

// The script is on the page already where a chart of curves was drawn.
export function engine() {
  if (globalThis.echarts) return Promise.resolve();
  return new Promise((done, failed) => {
    let script = document.querySelector('script[src*="vizor-echarts"]');
    if (!script) {
      script = document.createElement("script");
      script.src = "_content/Vizor.ECharts/js/vizor-echarts-bundle-min.js";
      document.head.append(script);
    }
    script.addEventListener("load", done);
    script.addEventListener("error", () => {
      // Whoever needs it next fetches it anew.
      script.remove();
      failed(new Error("The chart script could not be loaded."));
    });
  });
}
