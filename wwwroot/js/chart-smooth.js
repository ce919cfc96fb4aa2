// Exponential moving average without the pull towards zero that it has at the beginning. A value that is no number stays a gap and
// weighs nothing. An entry that stands for many points moves the average as one entry of the whole curve does for each `unit` of them,
// so that zooming in does not change what was smoothed.
export function smooth(columns, weight, unit = columns.width, start = { sum: 0, mass: 0 }) {
  const values = columns.last.values;
  const smoothed = new Float64Array(values.length);
  let { sum, mass } = start;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      smoothed[i] = NaN;
      continue;
    }
    const keep = weight ** (columns.span(i) / unit);
    sum = sum * keep + values[i] * (1 - keep);
    mass = mass * keep + (1 - keep);
    smoothed[i] = sum / mass;
  }
  return smoothed;
}

// The state of the average over the entries before a step, from which a zoomed range goes on.
export function stateBefore(columns, weight, step) {
  let sum = 0;
  let mass = 0;
  for (let i = 0; i < columns.length && columns.steps.values[i] < step; i++) {
    const value = columns.last.values[i];
    if (!Number.isFinite(value)) continue;
    const keep = weight ** (columns.span(i) / columns.width);
    sum = sum * keep + value * (1 - keep);
    mass = mass * keep + (1 - keep);
  }
  return { sum, mass };
}
