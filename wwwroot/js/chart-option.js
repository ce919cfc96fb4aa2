// Turns a chart's lines and view into an ECharts option. Names never enter it: the legend and the tooltip are ours.

const symbols = ["circle", "rect", "triangle", "diamond"];
const maxBands = 8;

export function build(chart) {
  const style = getComputedStyle(chart.host);
  const ink = name => style.getPropertyValue(name).trim();
  const { view, settings, shown } = chart;
  const faded = line => (view.focus && view.focus !== line.run ? 0.15 : 1);
  const series = settings.area
    ? shown.map(line => area(line, view, ink))
    : shown.flatMap(line => curve(line, view, ink, faded(line), shown.length <= maxBands * 2));
  if (!settings.area) series.push(heads(shown, view, ink, faded));
  return {
    animation: false,
    grid: { left: 46, right: 14, top: 12, bottom: 24 },
    xAxis: {
      type: "value",
      min: view.from ?? 0,
      max: view.to ?? view.end ?? "dataMax",
      axisLine: { lineStyle: { color: ink("--line-strong") } },
      axisTick: { show: false },
      splitLine: { show: false },
      splitNumber: 6,
      axisLabel: { color: ink("--ink-2"), fontSize: 11, fontFamily: ink("--font"), hideOverlap: true, formatter: short, showMaxLabel: view.from === null },
    },
    yAxis: {
      type: view.log ? "log" : "value",
      min: settings.share ? ({ min }) => (view.log ? null : Math.min(0, Math.floor(min * 10) / 10)) : view.log ? null : 0,
      max: settings.share ? 1 : null,
      axisLine: { show: false },
      axisTick: { show: false },
      splitNumber: 4,
      splitLine: { lineStyle: { color: ink("--line") } },
      axisLabel: { color: ink("--ink-2"), fontSize: 11, fontFamily: ink("--font"), hideOverlap: true, formatter: value => measure(value, settings.share) },
    },
    series,
  };
}

export function measure(value, isShare) {
  if (!Number.isFinite(value)) return "not a number";
  if (isShare) return `${(value * 100).toFixed(Math.abs(value) < 1 && value !== 0 && Math.abs(value * 100) % 1 > 1e-6 ? 1 : 0)} %`;
  if (value !== 0 && (Math.abs(value) < 0.001 || Math.abs(value) >= 1e6)) return value.toExponential(1);
  return String(Number(value.toPrecision(4)));
}

export function short(value) {
  if (Math.abs(value) >= 1e6) return `${Number((value / 1e6).toPrecision(4))}M`;
  if (Math.abs(value) >= 1e4) return `${Number((value / 1e3).toPrecision(4))}k`;
  return String(Number(value.toPrecision(6)));
}

function curve(line, view, ink, opacity, withBand) {
  const color = ink(`--run-${line.colour}`);
  const band = withBand && line.band(view.byEpoch, view.log);
  const drawn = {
    id: line.key,
    type: "line",
    data: line.points(view.byEpoch, view.log),
    showSymbol: false,
    silent: true,
    z: line.style === "faint" ? 2 : 3,
    lineStyle: {
      color,
      width: line.style === "faint" ? 1 : 1.75,
      type: line.style === "dashed" ? [5, 4] : "solid",
      opacity: opacity * (line.style === "faint" ? 0.38 : 1),
    },
  };
  return band ? [bandOf(line, band, color, opacity), drawn] : [drawn];
}

// The range within each bucket, as one polygon.
function bandOf(line, band, color, opacity) {
  return {
    id: `${line.key}/band`,
    type: "custom",
    silent: true,
    z: 1,
    data: band,
    dimensions: ["x", "min", "max"],
    encode: { x: 0, y: [1, 2] },
    clip: true,
    renderItem(params, api) {
      if (params.dataIndexInside !== 0) return null;
      const whole = band.filter(([, min, max]) => !Number.isNaN(min) && !Number.isNaN(max));
      const points = [...whole.map(([x, , max]) => api.coord([x, max])), ...whole.reverse().map(([x, min]) => api.coord([x, min]))];
      return { type: "polygon", shape: { points }, style: { fill: color, opacity: opacity * 0.16 } };
    },
  };
}

function area(line, view, ink) {
  const color = ink(`--share-${line.colour}`);
  return {
    id: line.key,
    type: "line",
    stack: "shares",
    data: line.points(view.byEpoch, false),
    showSymbol: false,
    silent: true,
    lineStyle: { color, width: 1 },
    areaStyle: { color, opacity: 0.75 },
  };
}

// A mark at each line's last point: where the run is now, and a shape beside its colour.
function heads(lines, view, ink, faded) {
  const data = lines
    .filter(line => line.style !== "faint" && line.shown.steps.length > 0)
    .map(line => ({
      value: line.points(view.byEpoch, view.log).at(-1),
      symbol: symbols[line.colour % symbols.length],
      itemStyle: { color: ink(`--run-${line.colour}`), opacity: faded(line), borderColor: ink("--surface"), borderWidth: 1 },
    }))
    .filter(({ value }) => !Number.isNaN(value[1]));
  return { id: "heads", type: "scatter", silent: true, z: 4, symbolSize: 7, data };
}
