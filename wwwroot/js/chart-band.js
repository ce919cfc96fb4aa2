// Runs that differ only in their seed as one line: their mean, and around it what the statistic says. It is drawn and read as a line is.

// Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom; beyond, the normal one is within 2 %.
const student = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086,
  2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

const spreads = {
  deviation: { words: "SD", of: sd => sd },
  error: { words: "SE", of: (sd, n) => sd / Math.sqrt(n) },
  confidence: { words: "95 % CI", of: (sd, n) => ((student[n - 2] ?? 1.96) * sd) / Math.sqrt(n) },
};

export function bands(lines, statistic) {
  const groups = Map.groupBy(lines, line => `${line.group ?? line.run}/${line.measure}`);
  return [...groups.values()].flatMap(members => {
    const counted = members.filter(line => line.isCounted);
    return counted.length > 1 ? [new Band(counted, statistic)] : members;
  });
}

export class Band {
  constructor(members, statistic) {
    const first = members[0];
    Object.assign(this, {
      members,
      statistic,
      run: first.run,
      measure: first.measure,
      lap: 0,
      style: first.style,
    });
    // A group has a colour of its own; dashes are left to what is measured.
    const [palette, colour] = first.groupColour.split("-");
    Object.assign(this, { palette, colour: Number(colour) });
    Object.assign(this, {
      stepsPerEpoch: first.stepsPerEpoch, start: first.start, pauses: first.pauses, key: `${first.group}/${first.measure}`, isBand: true,
    });
    const what = statistic === "range" ? "mean, min to max" : `mean ± ${spreads[statistic].words}`;
    this.name = `${first.groupName} (${what}, n = ${members.length}${first.groupSeeds > members.length ? ` of ${first.groupSeeds}` : ""})`;
    this.finest = members.reduce((best, line) => (line.shown.length > best.shown.length ? line : best));
  }

  get runs() {
    return this.members.map(line => line.run);
  }

  get shown() {
    return this.finest.shown;
  }

  get whole() {
    return this.finest.whole;
  }

  columns(view) {
    if (this.kept?.view === view && this.kept.log === view.log) return this.kept.columns;
    const grid = this.finest.shown.steps.values;
    const [x, y, min, max] = Array.from({ length: 4 }, () => new Float64Array(grid.length).fill(NaN));
    const readers = this.members.map(line => reader(line, view));
    for (let i = 0; i < grid.length; i++) {
      const found = readers.map(read => read(grid[i])).filter(point => point !== null && Number.isFinite(point.y));
      x[i] = this.finest.columns(view).x[i];
      if (found.length === 0) continue;
      const [mean, low, high] = summary(found, this.statistic);
      y[i] = drawable(mean, view.log);
      min[i] = drawable(low, view.log);
      max[i] = drawable(high, view.log);
    }
    this.kept = { view, log: view.log, columns: { x, y, min, max } };
    return this.kept.columns;
  }

  // What a file says of one entry: mean, deviation, count and ends, whatever the band on the screen shows.
  facts() {
    const grid = this.finest.shown.steps.values;
    const readers = this.members.map(line => reader(line));
    return Array.from(grid, step => {
      const found = readers.map(read => read(step)).filter(point => point !== null && Number.isFinite(point.y));
      const n = found.length;
      if (n === 0) return { n };
      const mean = found.reduce((sum, { y }) => sum + y, 0) / n;
      const sd = n > 1 ? Math.sqrt(found.reduce((sum, { y }) => sum + (y - mean) ** 2, 0) / (n - 1)) : null;
      return { n, mean, sd, min: Math.min(...found.map(({ low }) => low)), max: Math.max(...found.map(({ high }) => high)) };
    });
  }

  smoothed(view) {
    const { y } = this.columns(view);
    const smoothed = new Float64Array(y.length).fill(NaN);
    let [sum, mass] = [0, 0];
    for (let i = 0; i < y.length; i++) {
      if (Number.isNaN(y[i])) continue;
      sum = sum * view.smoothing + y[i] * (1 - view.smoothing);
      mass = mass * view.smoothing + 1 - view.smoothing;
      smoothed[i] = sum / mass;
    }
    return smoothed;
  }

  at(x, view) {
    const at = this.finest.at(x, view);
    if (!at) return null;
    const { x: xs, y, min, max } = this.columns(view);
    const i = xs.indexOf(at.x);
    return { ...at, value: y[i], low: min[i], high: max[i], smoothed: view.smoothing > 0 ? this.smoothed(view)[i] : null };
  }
}

export function summary(points, statistic) {
  const n = points.length;
  const mean = points.reduce((sum, { y }) => sum + y, 0) / n;
  if (statistic === "range") return [mean, Math.min(...points.map(({ low }) => low)), Math.max(...points.map(({ high }) => high))];
  if (n === 1) return [mean, NaN, NaN];
  const sd = Math.sqrt(points.reduce((sum, { y }) => sum + (y - mean) ** 2, 0) / (n - 1));
  const spread = spreads[statistic].of(sd, n);
  return [mean, mean - spread, mean + spread];
}

// Reads a line at steps that only grow: its entry there, or between two entries what lies between them; nothing beyond its ends.
function reader(line) {
  const { steps, last, min, max } = line.shown;
  const [at, values] = [steps.values, last.values];
  let i = 0;
  return step => {
    while (i < at.length && at[i] < step) i++;
    if (i === at.length || (i === 0 && at[0] > step)) return null;
    if (at[i] === step) return { y: values[i], low: (min?.values ?? values)[i], high: (max?.values ?? values)[i] };
    const part = (step - at[i - 1]) / (at[i] - at[i - 1]);
    const y = values[i - 1] + part * (values[i] - values[i - 1]);
    return { y, low: y, high: y };
  };
}

const drawable = (value, log) => (Number.isFinite(value) && (!log || value > 0) ? value : NaN);
