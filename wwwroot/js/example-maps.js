// Maps of every training example of a run, or of two. The browser reads the columns by itself and draws them: fifty thousand numbers a
// column. The page hears which examples are chosen, and a few words on each group. What is brushed in one map is marked in all.
import { download, lightInk } from "./chart-export.js";
import { cellsOf, heldOutOf, median, read, spearman, within } from "./example-columns.js";
import { binsOf, option } from "./example-map-option.js";
import { engine } from "./field-chart.js";

const leastDrag = 5;
const near = 6;
const all = new Set();

// What is drawn with, while the numbers are still to come.
export const prepare = () => engine();

export async function open(root, settings, dotnet) {
  const [columns] = await Promise.all([readAll(settings.sources), engine()]);
  if (!root?.isConnected) return;
  close(root);
  const settingsOf = id => settings.panels.find(panel => panel.id === id);
  const maps = { root, dotnet, ...settings, settingsOf, columns: new Map(columns), later: {}, panels: new Map(), view: {} };
  // An example that never came to something has no epoch for it.
  for (const name of settings.endless) endless(maps.columns.get(name));
  for (const name of settings.cells) {
    maps.columns.set(name, cellsOf(maps.columns));
    maps.columns.set("held-out", heldOutOf(maps.columns));
  }
  root.exampleMaps = maps;
  all.add(maps);
  for (const panel of settings.panels) place(maps, panel);
}

// What is looked at: the colours' column, the brush, and columns of one epoch in place of those before. Returns what is told of it.
export async function look(root, view) {
  const maps = root?.exampleMaps;
  if (!maps) return null;
  maps.view = view;
  for (const [name, address] of Object.entries(view.later ?? {})) {
    if (maps.later[name] === address) continue;
    const [[, values]] = await read({ address, names: [name] });
    // A slider that went on meanwhile has asked for another.
    if (maps.view !== view || root.exampleMaps !== maps) return null;
    maps.later[name] = address;
    maps.columns.set(name, values);
  }
  maps.groups = groupsOf(maps, view.colour);
  const brush = view.brush && { ...view.brush, ...maps.settingsOf(view.brush.panel) };
  maps.chosen = brush ? within(maps.columns, bounded(brush)) : null;
  if (maps.isDrawn) paint(maps);
  // Another look has begun, or the page is left.
  else if (!(await paintEach(maps, view))) return null;
  return told(maps);
}

export function close(root) {
  const maps = root?.exampleMaps;
  if (!maps) return;
  all.delete(maps);
  for (const panel of maps.panels.values()) {
    panel.resizing.disconnect();
    panel.engine.dispose();
  }
  delete root.exampleMaps;
}

export function save(root, id, name) {
  const maps = root?.exampleMaps;
  const panel = maps?.panels.get(id);
  if (!panel) return;
  const paper = echarts.init(document.createElement("div"), null, {
    renderer: "canvas",
    devicePixelRatio: 3,
    width: panel.host.clientWidth,
    height: panel.host.clientHeight,
  });
  paper.setOption({ ...option(panel.settings, maps, lightInk()), backgroundColor: "#ffffff" });
  paper.renderToCanvas({ backgroundColor: "#ffffff", pixelRatio: 3 }).toBlob(blob => {
    paper.dispose();
    download(`${name}.png`, blob);
  });
}

async function readAll(sources) {
  const all = await Promise.all(sources.map(async source => [source.prefix ?? "", await read(source)]));
  return all.flatMap(([prefix, columns]) => columns.map(([name, values]) => [prefix + name, values]));
}

function endless(values) {
  for (let i = 0; i < (values?.length ?? 0); i++) if (!(values[i] > 0)) values[i] = Infinity;
}

const bounded = ({ x, y, left, right, bottom, top }) => ({
  x,
  y,
  left: left ?? -Infinity,
  right: right ?? Infinity,
  bottom: bottom ?? -Infinity,
  top: top ?? Infinity,
});

function place(maps, settings) {
  const host = maps.root.querySelector(`[data-map="${settings.id}"]`);
  if (!host) return;
  const box = document.createElement("div");
  box.className = "map-brush";
  box.hidden = true;
  const canvas = document.createElement("div");
  canvas.className = "map-canvas";
  host.replaceChildren(canvas, box);
  const panel = { settings, host, box, canvas, engine: echarts.init(canvas, null, { renderer: "canvas" }) };
  panel.resizing = new ResizeObserver(() => {
    panel.engine.resize();
    // Before there is something drawn it has no axes.
    if (maps.groups) frame(maps, panel);
  });
  panel.resizing.observe(host);
  maps.panels.set(settings.id, panel);
  canvas.addEventListener("pointerdown", event => press(maps, panel, event));
  canvas.addEventListener("pointermove", event => drag(panel, event));
  canvas.addEventListener("pointerup", event => release(maps, panel, event));
  canvas.addEventListener("pointercancel", () => {
    panel.pressed = undefined;
    frame(maps, panel);
  });
}

function groupsOf(maps, colour) {
  const groups = maps.colours.find(each => each.name === colour) ?? maps.colours[0];
  const values = maps.columns.get(groups.column);
  const found = groups.groups.map(group => ({ ...group, members: [] }));
  const count = maps.columns.values().next().value?.length ?? 0;
  const heldOut = maps.columns.get("held-out");
  for (let i = 0; i < count; i++) {
    if (heldOut?.[i]) continue;
    const at = values ? found.findIndex(group => values[i] <= group.most) : 0;
    found[at < 0 ? found.length - 1 : at]?.members.push(i);
  }
  return found;
}

function paint(maps) {
  for (const panel of maps.panels.values()) paintOne(maps, panel);
}

// The first time each map is on the screen before the next is made: whoever waits has something to look at.
async function paintEach(maps, view) {
  for (const panel of maps.panels.values()) {
    paintOne(maps, panel);
    await shown();
    if (maps.view !== view || maps.root.exampleMaps !== maps) return false;
  }
  maps.isDrawn = true;
  return true;
}

// After the next frame; a tab that is not looked at has none.
const shown = () => new Promise(done => (document.hidden ? done() : requestAnimationFrame(() => setTimeout(done))));

function paintOne(maps, panel) {
  const style = getComputedStyle(maps.root);
  panel.engine.setOption(
    option(panel.settings, maps, name => style.getPropertyValue(name).trim()),
    { notMerge: true },
  );
  frame(maps, panel);
}

// The box of the brush stays where it was drawn, in the map's own numbers.
function frame(maps, panel) {
  const { brush } = maps.view;
  panel.box.hidden = brush?.panel !== panel.settings.id;
  if (panel.box.hidden) return;
  const area = plot(panel);
  const [left, right] = [across(maps, panel, brush.left, area.left), across(maps, panel, brush.right, area.right, true)];
  const isCloud = panel.settings.kind === "cloud";
  const up = (value, end) =>
    value === null || value === undefined || !isCloud ? end : panel.engine.convertToPixel({ yAxisIndex: 0 }, value);
  draw(panel, left, up(brush.top, area.top), right, up(brush.bottom, area.bottom));
}

function across(maps, panel, value, end, isRight) {
  if (value === null || value === undefined) return end;
  if (panel.settings.kind === "cloud") return panel.engine.convertToPixel({ xAxisIndex: 0 }, value);
  const { left, right } = plot(panel);
  const { edges, count } = binsOf(panel.settings, maps.columns);
  const at = edges.findIndex(edge => edge >= value - Math.abs(value) * 1e-6);
  return at < 0 ? end : left + ((right - left) * Math.min(at, count)) / count;
}

function draw({ box, host }, left, top, right, bottom) {
  const [x, y] = [Math.max(0, left), Math.max(0, top)];
  box.hidden = false;
  box.style.transform = `translate(${x}px, ${y}px)`;
  box.style.width = `${Math.max(2, Math.min(right, host.clientWidth) - x)}px`;
  box.style.height = `${Math.max(2, Math.min(bottom, host.clientHeight) - y)}px`;
}

function plot({ canvas }) {
  return { left: 62, right: canvas.clientWidth - 18, top: 14, bottom: canvas.clientHeight - 46 };
}

const here = ({ canvas }, event) => {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};

function press(maps, panel, event) {
  if (event.button !== 0 || !maps.columns.get(panel.settings.x)) return;
  panel.pressed = here(panel, event);
  panel.canvas.setPointerCapture(event.pointerId);
}

function drag(panel, event) {
  if (!panel.pressed) return;
  const [x, y] = here(panel, event);
  const [fromX, fromY] = panel.pressed;
  const isCloud = panel.settings.kind === "cloud";
  const area = plot(panel);
  if (Math.abs(x - fromX) < leastDrag) return;
  const [top, bottom] = isCloud ? [Math.min(y, fromY), Math.max(y, fromY)] : [area.top, area.bottom];
  draw(panel, Math.min(x, fromX), top, Math.max(x, fromX), bottom);
}

function release(maps, panel, event) {
  if (!panel.pressed) return;
  let [[fromX, fromY], [x, y]] = [panel.pressed, here(panel, event)];
  panel.pressed = undefined;
  // A click is a brush as wide as a finger's tip.
  if (Math.hypot(x - fromX, y - fromY) < leastDrag) {
    const by = panel.settings.kind === "cloud" ? near : 0;
    [fromX, fromY, x, y] = [x - by, y - by, x + by, y + by];
  }
  const brush =
    panel.settings.kind === "cloud"
      ? ofCloud(panel, Math.min(fromX, x), Math.min(fromY, y), Math.max(fromX, x), Math.max(fromY, y))
      : ofBars(maps, panel, Math.min(fromX, x), Math.max(fromX, x));
  maps.dotnet.invokeMethodAsync("OnBrush", { panel: panel.settings.id, ...brush });
}

const short = value => Number(value.toPrecision(4));

// A brush to the end of an axis has no end there: what lies beyond is drawn on it.
function ofCloud(panel, left, top, right, bottom) {
  const area = plot(panel);
  const x = px => short(panel.engine.convertFromPixel({ xAxisIndex: 0 }, px));
  const y = px => short(panel.engine.convertFromPixel({ yAxisIndex: 0 }, px));
  return {
    left: left <= area.left ? null : x(left),
    right: right >= area.right ? null : x(right),
    bottom: bottom >= area.bottom ? null : y(bottom),
    top: top <= area.top ? null : y(top),
  };
}

// Whole bins. The first and the last have no end on their outer side, since they hold what lies beyond.
function ofBars(maps, panel, from, to) {
  const { left, right } = plot(panel);
  const { edges, count } = binsOf(panel.settings, maps.columns);
  const at = px => Math.max(0, Math.min(count - 1, Math.floor(((px - left) / (right - left)) * count)));
  const [first, last] = [at(from), at(to)];
  const hasNever = edges[count] === Infinity;
  const end = edges[last + 1];
  // Up to the next edge, but not the value on it.
  const below = last === count - 1 ? null : short(end - Math.abs(end) * 1e-4);
  const lowest = first === 0 ? null : hasNever && first === count - 1 ? short(edges[first]) : short(edges[first]);
  return { left: lowest, right: below };
}

// What is written beside: how many are chosen, which, and the medians of each group.
function told(maps) {
  const groups = maps.groups.map(group => ({ title: group.title, members: group.members }));
  if (maps.chosen) groups.push({ title: "Chosen", members: maps.chosen });
  return {
    count: maps.chosen?.length ?? 0,
    indices: (maps.chosen ?? []).slice(0, maps.most),
    groups: groups.map(({ title, members }) => ({
      title,
      count: members.length,
      medians: maps.told.map(name => {
        const values = maps.columns.get(name);
        const value = values ? median(Float32Array.from(members, i => values[i])) : NaN;
        return Number.isFinite(value) ? value : null;
      }),
    })),
    correlations: Object.fromEntries(
      [...maps.panels.values()]
        .filter(({ settings }) => settings.isRanked)
        .map(({ settings: { id, x, y } }) => [id, spearman(maps.columns.get(x) ?? [], maps.columns.get(y) ?? [])])
        .filter(([, value]) => Number.isFinite(value)),
    ),
  };
}

new MutationObserver(() => all.forEach(maps => maps.groups && paint(maps))).observe(document.documentElement, {
  attributeFilter: ["data-theme"],
});
