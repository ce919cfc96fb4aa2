// A stroke is one line of a chart as it is drawn: its points, thinned to the columns of the screen, and how the pen goes. On the screen
// one series draws all strokes, because a series of its own for each costs ECharts more than drawing it; on paper each is a series with
// a name in the legend.
import { colourOf, dashOf } from "./chart-mark.js";
import { thin } from "./chart-thin.js";

// Of more lines than have a range, buckets share a column of two pixels: half the strokes, and still every least and greatest.
const manyColumns = 2;

export function strokes(line, view, ink, window, isMany, hasRange) {
  const { x, y, min, max } = line.columns(view);
  const isFaint = line.style === "faint";
  const isSmooth = view.smoothing > 0;
  const stroke = (id, points, width, opacity) => ({
    id,
    points,
    width,
    opacity,
    color: ink(colourOf(line, false)),
    dash: dashOf(line),
    z: isFaint ? 0 : 1,
  });
  const raw = stroke(
    line.key,
    thin(
      x,
      y,
      hasRange || line.isBand ? window : { ...window, columns: isMany && min ? window.columns / manyColumns : window.columns, min, max },
    ),
    isFaint || isSmooth ? 1 : 1.75,
    isSmooth ? 0.3 : isFaint ? 0.38 : 1,
  );
  return isSmooth
    ? [raw, stroke(`${line.key}/smooth`, thin(x, line.smoothed(view), window), isFaint ? 1.25 : 1.75, isFaint ? 0.7 : 1)]
    : [raw];
}

export function together(strokes, view, window) {
  const drawn = strokes.map(stroke => ({ ...stroke, bounds: bounds(stroke.points) })).filter(({ bounds }) => bounds[0] <= bounds[1]);
  const turns = { x: view.logX && view.axis !== "time" ? Math.log10 : same, y: view.log ? Math.log10 : same };
  return {
    id: "strokes",
    type: "custom",
    silent: true,
    zlevel: 1,
    z: 3,
    clip: true,
    // By so much the clipping leaves room for a line that lies on the plot's edge.
    lineStyle: { width: 2 },
    data: drawn.map(({ bounds }) => bounds),
    dimensions: ["x0", "x1", "y0", "y1"],
    encode: { x: [0, 1], y: [2, 3] },
    renderItem(params, api) {
      const { points, width, opacity, color, dash, z } = drawn[params.dataIndex];
      const place = (params.context.place ??= placing(api, window, drawn, turns));
      return {
        type: strokeShape(),
        z2: z,
        shape: { points: place(points) },
        style: { fill: null, stroke: color, lineWidth: width, lineDash: dash, opacity, lineJoin: "bevel" },
      };
    },
  };
}

export const apart = ({ id, points, width, opacity, color, dash, z }) => ({
  id,
  type: "line",
  data: points,
  dimensions: ["x", "y"],
  symbol: "none",
  silent: true,
  zlevel: 1,
  z: 2 + z,
  itemStyle: { color },
  lineStyle: { color, width, type: dash, opacity },
});

// Least and greatest of x and of y, without the gaps.
function bounds(points) {
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i], points[i + 1]];
    if (Number.isNaN(y)) continue;
    x0 = Math.min(x0, x);
    x1 = Math.max(x1, x);
    y0 = Math.min(y0, y);
    y1 = Math.max(y1, y);
  }
  return [x0, x1, y0, y1];
}

// How values become pixels, from two that the engine placed, as far apart as the values are: asking it for each point
// would take most of the time.
function placing(api, window, drawn, turns) {
  const [x0, y0] = [window.from, Math.min(...drawn.map(({ bounds }) => bounds[2]))];
  const [x1, y1] = [window.to > x0 ? window.to : beyond(x0), Math.max(beyond(y0), ...drawn.map(({ bounds }) => bounds[3]))];
  const [from, to] = [api.coord([x0, y0]), api.coord([x1, y1])];
  const [toX, toY] = [scale(turns.x, [x0, from[0]], [x1, to[0]]), scale(turns.y, [y0, from[1]], [y1, to[1]])];
  return points => points.map((value, i) => (i % 2 === 0 ? toX(value) : toY(value)));
}

const same = value => value;

const beyond = value => value + (Math.abs(value) || 1);

function scale(turn, [v0, p0], [v1, p1]) {
  const slope = (p1 - p0) / (turn(v1) - turn(v0));
  const base = p0 - slope * turn(v0);
  return value => base + slope * turn(value);
}

let registered = null;

function strokeShape() {
  if (registered) return registered;
  registered = "weblab-stroke";
  echarts.graphic.registerShape(
    registered,
    echarts.graphic.extendShape({
      type: registered,
      buildPath(pen, { points }) {
        let isDown = false;
        for (let i = 0; i < points.length; i += 2) {
          if (Number.isNaN(points[i + 1])) isDown = false;
          else {
            if (isDown) pen.lineTo(points[i], points[i + 1]);
            else pen.moveTo(points[i], points[i + 1]);
            isDown = true;
          }
        }
      },
    }),
  );
  return registered;
}
