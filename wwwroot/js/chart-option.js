// Turns drawn lines and a view into an ECharts option. Names never enter it on the screen: the legend and the tooltip are ours.
import { horizontal, measure } from "./chart-axis.js";
import { colourOf, isHollow, symbolOf } from "./chart-mark.js";
import { middle } from "./chart-range.js";
import { apart, strokes, together } from "./chart-stroke.js";
import { envelope } from "./chart-thin.js";

const maxRanges = 16;

// isPaper: each line is a series of its own, which a legend can name.
export function build({ drawn, view, settings, columns, ink, isPaper = false }) {
  const window = windowOf(drawn, view, columns);
  const series = settings.area
    ? areas(drawn, view, ink)
    : [
        ...curves(drawn, view, ink, window, isPaper ? all => all.map(apart) : all => [together(all, view, window)]),
        heads(drawn, view, ink, window),
      ];
  const clip = view.clip && !settings.share && !settings.area ? middle(drawn, view, window) : null;
  return {
    animation: false,
    // A time of day is UTC wherever it stands: in files, in readings, and on the axis.
    useUTC: true,
    grid: { left: 46, right: 14, top: 12, bottom: 24 },
    xAxis: horizontal(view, ink, window),
    yAxis: {
      type: view.log ? "log" : "value",
      min: clip
        ? clip.min
        : settings.share
          ? ({ min }) => (view.log ? null : Math.min(0, Math.floor(min * 10) / 10))
          : view.log
            ? null
            : ({ min }) => Math.min(0, min),
      max: clip ? clip.max : settings.share ? 1 : null,
      axisLine: { show: false },
      axisTick: { show: false },
      splitNumber: 4,
      interval: settings.share && !view.log ? 0.25 : undefined,
      splitLine: { lineStyle: { color: ink("--line") } },
      axisLabel: {
        color: ink("--ink-2"),
        fontSize: 11,
        fontFamily: ink("--font"),
        hideOverlap: true,
        formatter: value => measure(value, settings.share),
      },
    },
    series,
  };
}

// The range of x on the screen; where the view leaves it open, from the first to the last entry.
export function windowOf(lines, view, columns) {
  let [least, greatest] = [Infinity, -Infinity];
  for (const line of lines) {
    const { x } = line.columns(view);
    const first = x.find(value => !Number.isNaN(value));
    if (first === undefined) continue;
    least = Math.min(least, first);
    greatest = Math.max(greatest, x.at(-1));
  }
  if (least > greatest) [least, greatest] = [1, 1];
  const from = view.from === null || (view.logX && view.from < least) ? least : view.from;
  return { from, to: view.to ?? greatest, columns: Math.max(20, columns) };
}

// The strokes of the lines, and behind a line the range of its buckets.
function curves(lines, view, ink, window, draw) {
  const parts = lines.map(line => {
    const isMany = !line.isBand && lines.length > maxRanges;
    const hasRange = !isMany && line.columns(view).min !== null && (line.isBand || view.smoothing === 0);
    return {
      range: hasRange ? [rangeOf(line, view, ink(colourOf(line, false)), window)] : [],
      strokes: strokes(line, view, ink, window, isMany, hasRange),
    };
  });
  return [...parts.flatMap(part => part.range), ...draw(parts.flatMap(part => part.strokes))];
}

// What lies between least and greatest.
function rangeOf(line, view, color, window) {
  const { x, min, max } = line.columns(view);
  return filled(`${line.key}/range`, envelope(x, min, max, window), color, line.isBand ? 0.2 : 0.16);
}

// Shares that add up to one, each standing on those before. (ECharts itself stacks along x where both axes are of values.)
function areas(lines, view, ink) {
  const floor = [];
  return lines.map(line => {
    const { x, y } = line.columns(view);
    const stretch = Array.from(x, (at, i) => [at, floor[i] ?? 0, (floor[i] = (floor[i] ?? 0) + y[i])]);
    return filled(line.key, [stretch.filter(point => !point.some(Number.isNaN))], ink(colourOf(line, true)), 0.75);
  });
}

// One polygon for each stretch of [x, low, high].
function filled(id, stretches, color, opacity) {
  return {
    id,
    type: "custom",
    silent: true,
    zlevel: 1,
    z: 1,
    data: stretches.flat(),
    dimensions: ["x", "low", "high"],
    encode: { x: 0, y: [1, 2] },
    clip: true,
    itemStyle: { color },
    renderItem(params, api) {
      if (params.dataIndexInside !== 0) return null;
      return {
        type: "group",
        children: stretches.map(stretch => ({
          type: "polygon",
          shape: {
            points: [
              ...stretch.map(([at, , high]) => api.coord([at, high])),
              ...stretch.toReversed().map(([at, low]) => api.coord([at, low])),
            ],
          },
          style: { fill: color, opacity },
        })),
      };
    },
  };
}

// A mark at each line's last point in sight: where the run is now, and a shape beside its colour.
function heads(lines, view, ink, window) {
  const data = lines
    .filter(line => line.style !== "faint" && line.shown.length > 0)
    .map(line => ({ line, x: line.columns(view).x.at(-1), y: (view.smoothing > 0 ? line.smoothed(view) : line.columns(view).y).at(-1) }))
    .filter(({ x, y }) => x <= window.to && !Number.isNaN(y))
    .map(({ line, x, y }) => {
      const color = ink(colourOf(line, false));
      const [fill, edge] = isHollow(line) ? [ink("--surface"), color] : [color, ink("--surface")];
      return {
        value: [x, y],
        symbol: symbolOf(line),
        itemStyle: { color: fill, borderColor: edge, borderWidth: isHollow(line) ? 1.5 : 1 },
      };
    });
  return { id: "heads", type: "scatter", silent: true, zlevel: 1, z: 4, symbolSize: 7, data };
}
