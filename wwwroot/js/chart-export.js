// A chart as a file: PNG and SVG on white with title and key, in colours for paper; CSV of what is drawn.
import { build } from "./chart-option.js";
import { axes } from "./chart-axis.js";

const size = { width: 620, plot: 320, row: 18 };
const maxBytes = 290_000;
const font = "Helvetica, Arial, sans-serif";

export function save(chart, format, title) {
  const name = `${title.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.${format}`;
  if (format === "csv") download(name, new Blob([csv(chart)], { type: "text/csv" }));
  else if (format === "svg") download(name, new Blob([svg(chart, title)], { type: "image/svg+xml" }));
  else png(chart, title).then(blob => download(name, blob));
}

// Text stays text and nothing refers to another file. As many points as 300 kB hold.
export function svg(chart, title) {
  for (let columns = size.width; ; columns = Math.floor(columns / 2)) {
    const { option, height } = paper(chart, title, columns);
    const engine = echarts.init(null, null, { renderer: "svg", ssr: true, width: size.width, height });
    engine.setOption(option);
    const text = engine
      .renderToSVGString({ useViewBox: true })
      .replace(/<style[^]*?<\/style>| (class|pointer-events|baseProfile|xmlns:xlink)="[^"]*"/g, "");
    engine.dispose();
    if (text.length <= maxBytes || columns < 20) return text;
  }
}

export async function png(chart, title) {
  const { option, height } = paper(chart, title, size.width * 2);
  const place = document.createElement("div");
  const engine = echarts.init(place, null, { renderer: "canvas", width: size.width, height, devicePixelRatio: 3 });
  engine.setOption(option);
  const canvas = engine.renderToCanvas({ backgroundColor: "#ffffff", pixelRatio: 3 });
  const blob = await new Promise(done => canvas.toBlob(done, "image/png"));
  engine.dispose();
  return blob;
}

export function csv(chart) {
  if (chart.drawn.some(line => line.isBand)) return bandsCsv(chart);
  const rows = [["run", "name", "measure", "step", "epoch", "time", "value", "least", "greatest", "smoothed"]];
  for (const line of chart.drawn) {
    const { steps, times, last, min, max } = line.shown;
    const smoothed = chart.view.smoothing > 0 ? line.smoothed(chart.view) : null;
    for (let i = 0; i < steps.length; i++) {
      const step = steps.values[i];
      rows.push([
        line.run,
        line.name,
        line.measure,
        step,
        step / line.stepsPerEpoch,
        new Date(times.values[i]).toISOString(),
        last.values[i],
        min?.values[i],
        max?.values[i],
        smoothed?.[i],
      ]);
    }
  }
  return written(rows);
}

// Means over seeds: what they are of stands beside them, and no run's id, since they are of several.
function bandsCsv(chart) {
  const rows = [["name", "measure", "step", "epoch", "n", "mean", "sd", "min", "max"]];
  for (const line of chart.drawn) {
    const name = line.isBand ? line.members[0].groupName : line.name;
    const facts = line.isBand ? line.facts() : Array.from(line.shown.last.values, y => ({ n: 1, mean: y, sd: null, min: y, max: y }));
    facts.forEach(({ n, mean, sd, min, max }, i) => {
      const step = line.shown.steps.values[i];
      rows.push([name, line.measure, step, step / line.stepsPerEpoch, n, mean, sd, min, max]);
    });
  }
  return written(rows);
}

const written = rows => rows.map(row => row.map(cell).join(",")).join("\r\n") + "\r\n";

// The middle of a long name is left out: names of a sweep differ at their ends.
export function shortened(name, length) {
  if (name.length <= length) return name;
  const start = Math.floor((length - 1) / 3);
  return `${name.slice(0, start)}…${name.slice(name.length - (length - 1 - start))}`;
}

function paper(chart, title, columns) {
  const ink = lightInk();
  const names = new Map();
  for (const line of chart.drawn)
    if (line.style !== "faint" || chart.drawn.every(other => other.style === "faint")) {
      names.set(line.key, unique(names, `${shortened(line.name, 34)}, ${line.measure}`));
    }
  const few = [...names].slice(0, 40);
  const rows = Math.ceil(few.length / 2);
  const option = build({ ...chart.forPaper(), ink, columns, isPaper: true });
  const height = size.plot + rows * size.row + 34;
  for (const series of option.series) series.name = names.get(series.id.replace(/\/smooth$/, "")) ?? series.id;
  const axis = { nameLocation: "middle", nameTextStyle: { color: "#000000", fontFamily: font, fontSize: 12 } };
  Object.assign(option.xAxis, axis, { name: axes[chart.view.axis].word, nameGap: 24 });
  Object.assign(option.grid, { top: 40, bottom: 52 + rows * size.row, left: 56, right: 20 });
  for (const side of [option.xAxis, option.yAxis]) Object.assign(side.axisLabel, { fontFamily: font, fontSize: 11, color: "#000000" });
  option.title = { text: title, left: 56, top: 10, textStyle: { fontFamily: font, fontSize: 14, fontWeight: "bold", color: "#000000" } };
  option.legend = few.map(([key, name], i) => ({
    data: [{ name, icon: undefined }],
    left: 56 + (i % 2) * ((size.width - 76) / 2),
    top: size.plot + 34 + Math.floor(i / 2) * size.row - 6,
    itemWidth: 26,
    itemHeight: 8,
    selectedMode: false,
    textStyle: { fontFamily: font, fontSize: 11, color: "#000000", width: (size.width - 76) / 2 - 40, overflow: "truncate" },
  }));
  option.backgroundColor = "#ffffff";
  return { option, height };
}

// A legend joins entries of one name: two long names may still be alike once shortened.
function unique(names, name) {
  const used = new Set(names.values());
  for (let i = 1; ; i++) {
    const tried = i === 1 ? name : `${name} (${i})`;
    if (!used.has(tried)) return tried;
  }
}

// The style sheet's colours for light paper, whatever the page's theme is.
export function lightInk() {
  const light = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).filter(rule => rule.selectorText === ":root");
  return name => light.map(rule => rule.style.getPropertyValue(name).trim()).find(value => value !== "") ?? "";
}

function cell(value) {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return String(value);
  // As the server's Csv: no formula at any place where a spreadsheet may begin a cell, except a name that is a number.
  const safe = /\S/.test(value) && !isNaN(value) ? value : value.replace(/(^|[;\t\r\n])([\s"]*)(?=[=+\-@＝＋－＠])/g, "$1$2'");
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function download(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
