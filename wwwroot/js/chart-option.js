// Turns a chart's lines and view into an ECharts option. Names never enter it: the legend and the tooltip are ours.
import { horizontal, measure } from "./chart-axis.js";
import { thin } from "./chart-thin.js";

const symbols = ["circle", "rect", "triangle", "diamond"];
const maxRanges = 16;

export function build(chart) {
  const style = getComputedStyle(chart.host);
  const ink = name => style.getPropertyValue(name).trim();
  const { view, settings, shown } = chart;
  const window = windowOf(shown, view, chart.canvas.clientWidth);
  const faded = line => (view.focus && view.focus !== line.run ? 0.15 : 1);
  const series = settings.area
    ? shown.map(line => area(line, view, ink, window))
    : shown.flatMap(line => curve(line, view, ink, faded(line), window, shown.length <= maxRanges));
  if (!settings.area) series.push(heads(shown, view, ink, faded));
  return {
    animation: false,
    grid: { left: 46, right: 14, top: 12, bottom: 24 },
    xAxis: horizontal(view, ink, window),
    yAxis: {
      type: view.log ? "log" : "value",
      min: settings.share ? ({ min }) => (view.log ? null : Math.min(0, Math.floor(min * 10) / 10)) : view.log ? null : 0,
      max: settings.share ? 1 : null,
      axisLine: { show: false },
      axisTick: { show: false },
      splitNumber: 4,
      interval: settings.share && !view.log ? 0.25 : undefined,
      splitLine: { lineStyle: { color: ink("--line") } },
      axisLabel: { color: ink("--ink-2"), fontSize: 11, fontFamily: ink("--font"), hideOverlap: true, formatter: value => measure(value, settings.share) },
    },
    series,
  };
}

// The range of x on the screen; where the view leaves it open, from the first to the last entry.
function windowOf(lines, view, columns) {
  let [least, greatest] = [Infinity, -Infinity];
  for (const line of lines) {
    const { x } = line.columns(view);
    const first = x.find(value => !Number.isNaN(value));
    if (first === undefined) continue;
    least = Math.min(least, first);
    greatest = Math.max(greatest, x.at(-1));
  }
  if (least > greatest) [least, greatest] = [1, 1];
  return { from: view.from === null || (view.logX && view.from < least) ? least : view.from, to: view.to ?? greatest, columns: Math.max(100, columns) };
}

function curve(line, view, ink, opacity, window, withRange) {
  const color = ink(`--run-${line.colour}`);
  const { x, y, min, max } = line.columns(view);
  const isFaint = line.style === "faint";
  const isSmooth = view.smoothing > 0;
  const range = withRange && min !== null && !isSmooth;
  const drawn = (id, data, width, alpha) => ({
    id,
    type: "line",
    data,
    dimensions: ["x", "y"],
    showSymbol: false,
    silent: true,
    z: isFaint ? 2 : 3,
    lineStyle: { color, width, type: line.style === "dashed" ? [5, 4] : "solid", opacity: opacity * alpha },
  });
  const raw = drawn(
    line.key,
    thin(x, y, range ? window : { ...window, min, max }),
    isFaint || isSmooth ? 1 : 1.75,
    isSmooth ? 0.3 : isFaint ? 0.38 : 1);
  if (isSmooth) return [raw, drawn(`${line.key}/smooth`, thin(x, line.smoothed(view), window), isFaint ? 1.25 : 1.75, isFaint ? 0.7 : 1)];
  return range ? [rangeOf(line, view, color, opacity), raw] : [raw];
}

// What lies between least and greatest of each bucket, as one polygon.
function rangeOf(line, view, color, opacity) {
  const { x, min, max } = line.columns(view);
  const whole = [...x.keys()].filter(i => !Number.isNaN(min[i]) && !Number.isNaN(max[i]));
  return {
    id: `${line.key}/range`,
    type: "custom",
    silent: true,
    z: 1,
    data: whole.map(i => [x[i], min[i], max[i]]),
    dimensions: ["x", "min", "max"],
    encode: { x: 0, y: [1, 2] },
    clip: true,
    renderItem(params, api) {
      if (params.dataIndexInside !== 0) return null;
      const points = [...whole.map(i => api.coord([x[i], max[i]])), ...whole.reverse().map(i => api.coord([x[i], min[i]]))];
      return { type: "polygon", shape: { points }, style: { fill: color, opacity: opacity * 0.16 } };
    },
  };
}

function area(line, view, ink) {
  const color = ink(`--share-${line.colour}`);
  const { x, y } = line.columns(view);
  return {
    id: line.key,
    type: "line",
    stack: "shares",
    data: Array.from(x, (value, i) => [value, y[i]]),
    showSymbol: false,
    silent: true,
    lineStyle: { color, width: 1 },
    areaStyle: { color, opacity: 0.75 },
  };
}

// A mark at each line's last point: where the run is now, and a shape beside its colour.
function heads(lines, view, ink, faded) {
  const data = lines
    .filter(line => line.style !== "faint" && line.shown.length > 0)
    .map(line => ({
      value: [line.columns(view).x.at(-1), (view.smoothing > 0 ? line.smoothed(view) : line.columns(view).y).at(-1)],
      symbol: symbols[line.colour % symbols.length],
      itemStyle: { color: ink(`--run-${line.colour}`), opacity: faded(line), borderColor: ink("--surface"), borderWidth: 1 },
    }))
    .filter(({ value }) => !Number.isNaN(value[0]) && !Number.isNaN(value[1]));
  return { id: "heads", type: "scatter", silent: true, z: 4, symbolSize: 7, data };
}
