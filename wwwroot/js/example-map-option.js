// What ECharts is given for one map: a cloud with a point an example, or bars with a share a bin.
import { bins, shares } from "./example-columns.js";

const grid = { left: 62, right: 18, top: 14, bottom: 46 };
const faint = 0.1;

export function option(panel, { columns, groups, chosen }, ink) {
  const base = { animation: false, textStyle: { fontFamily: ink("--font") }, grid };
  return { ...base, ...(panel.kind === "cloud" ? cloud(panel, columns, groups, chosen, ink) : bars(panel, columns, groups, chosen, ink)) };
}

function side(ink, name, isX, more) {
  return {
    name,
    nameLocation: "middle",
    nameGap: isX ? 28 : 44,
    nameTextStyle: { color: ink("--ink"), fontWeight: 560 },
    axisLabel: { color: ink("--ink-2"), fontSize: 12, hideOverlap: true, ...more.label },
    axisLine: { show: true, lineStyle: { color: ink("--line-strong") } },
    axisTick: { show: false },
    splitLine: { show: !isX || more.type !== "category", lineStyle: { color: ink("--line") } },
    ...more.axis,
    type: more.type,
  };
}

// Whole numbers would lie on one another: each is moved a little, always the same way for the same example.
const moved = (value, i, by) => value + by * (((i * 2654435761) % 1024) / 1024 - 0.5);

// What lies beyond an axis is drawn at its end: a logarithm has no zero.
const inside = (value, ends) => (ends ? Math.max(ends[0], Math.min(ends[1] ?? Infinity, value)) : value);

function points(members, across, up, panel) {
  const flat = new Float32Array(members.length * 2);
  for (let k = 0; k < members.length; k++) {
    const i = members[k];
    flat[2 * k] = moved(inside(across[i], panel.xEnds), i, panel.jitterX);
    flat[2 * k + 1] = moved(inside(up[i], panel.yEnds), i * 31 + 7, panel.jitterY);
  }
  return flat;
}

function dots(name, data, colour, opacity, size) {
  return {
    name,
    type: "scatter",
    large: true,
    largeThreshold: 1,
    // In one go: a drawing that comes in parts flickers under the brush.
    progressive: 0,
    silent: true,
    symbolSize: size,
    dimensions: ["x", "y"],
    data,
    itemStyle: { color: colour, opacity },
  };
}

function cloud(panel, columns, groups, chosen, ink) {
  const [across, up] = [columns.get(panel.x), columns.get(panel.y)];
  if (!across || !up) return { series: [] };
  const opacity = chosen ? faint : across.length > 5000 ? 0.35 : 0.7;
  const size = across.length > 5000 ? 3 : 5;
  const series = groups.map(group => dots(group.title, points(group.members, across, up, panel), ink(group.ink), opacity, size));
  if (chosen) series.push(dots("chosen", points(chosen, across, up, panel), ink("--accent"), 0.9, size + 1));
  return {
    xAxis: side(ink, panel.xTitle, true, scale(panel, panel.xEnds)),
    yAxis: side(ink, panel.yTitle, false, scale(panel, panel.yEnds)),
    series,
  };
}

const ends = range => (range ? { min: range[0], max: range[1] ?? "dataMax" } : { scale: true });

const scale = (panel, range) => ({
  type: panel.isLog ? "log" : "value",
  axis: ends(range),
  label: panel.isLog ? { formatter: value => (value < 0.001 ? value.toExponential(0) : String(value)) } : undefined,
});

export function binsOf(panel, columns) {
  const values = columns.get(panel.x);
  let [least, most] = [Infinity, -Infinity];
  for (const value of values ?? []) {
    if (value < least) least = value;
    if (value > most && value < Infinity) most = value;
  }
  const half = panel.isWhole ? 0.5 : 0;
  const [from, to] = panel.xEnds ?? (most + half > least - half ? [least - half, most + half] : [0, 1]);
  return bins({ ...panel, from, to, count: panel.bins });
}

function bars(panel, columns, groups, chosen, ink) {
  const values = columns.get(panel.x);
  if (!values) return { series: [] };
  const parts = binsOf(panel, columns);
  const columnsOf = (name, members, itemStyle) => ({
    name,
    type: "bar",
    silent: true,
    // Over one another, each bar as wide as its bin.
    barGap: "-100%",
    barCategoryGap: "4%",
    data: shares(values, members, parts).map(share => (share > 0 ? share : "-")),
    itemStyle,
  });
  const series = groups.map(group => columnsOf(group.title, group.members, { color: ink(group.ink), opacity: chosen ? 0.2 : 0.5 }));
  if (chosen)
    series.push(
      columnsOf("chosen", chosen, { color: "transparent", borderColor: ink("--accent"), borderWidth: 1.5, borderType: "dashed" }),
    );
  const label = i => word(panel, parts.edges, i);
  return {
    xAxis: side(ink, panel.xTitle, true, {
      type: "category",
      axis: { data: Array.from({ length: parts.count }, (_, i) => label(i)), boundaryGap: true },
    }),
    yAxis: side(ink, "share of the group", false, {
      type: "value",
      label: { formatter: value => `${Number((value * 100).toPrecision(3))} %` },
    }),
    series,
  };
}

// Of whole numbers by its first and last, of others by its middle.
function word(panel, edges, i) {
  if (edges[i + 1] === Infinity) return "never";
  if (panel.isWhole) {
    const [first, last] = [Math.ceil(edges[i]), Math.ceil(edges[i + 1]) - 1];
    return last > first ? `${first} to ${last}` : `${first}`;
  }
  const middle = panel.isLog ? Math.sqrt(edges[i] * edges[i + 1]) : (edges[i] + edges[i + 1]) / 2;
  return `${panel.isLog && i === 0 ? "≤ " : ""}${Number(middle.toPrecision(2))}`;
}
