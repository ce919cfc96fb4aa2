// As many points as the screen has columns for, and none of the extremes lost: of each column the first, least, greatest and last.
// Takes x and y columns (of buckets: least and greatest beside the last value) and gives pairs, flat; a gap is one pair with NaN.

export function thin(xs, ys, { min = null, max = null, from, to, columns }) {
  const [first, end] = [lower(xs, from) - 1, lower(xs, to) + 2];
  const start = Math.max(0, first);
  const stop = Math.min(xs.length, end);
  const out = [];
  if (stop - start <= columns * 2) {
    for (let i = start; i < stop; i++) if (!Number.isNaN(xs[i])) entry(out, xs[i], ys, min, max, i);
    return Float64Array.from(out);
  }
  const width = (to - from) / columns;
  for (let i = start; i < stop;) {
    // What a logarithmic axis cannot place.
    if (Number.isNaN(xs[i])) {
      i++;
      continue;
    }
    const column = Math.floor((xs[i] - from) / width);
    const opening = i;
    let [low, high, gap] = [-1, -1, false];
    for (; i < stop && Math.floor((xs[i] - from) / width) === column; i++) {
      if (Number.isNaN(ys[i])) gap = true;
      else {
        if (low < 0 || (min ?? ys)[i] < (min ?? ys)[low]) low = i;
        if (high < 0 || (max ?? ys)[i] > (max ?? ys)[high]) high = i;
      }
    }
    if (gap) out.push(xs[opening], NaN);
    if (low < 0) continue;
    const [one, two] = low <= high ? [low, high] : [high, low];
    pair(out, xs[opening], ys[opening]);
    pair(out, xs[one], one === low ? (min ?? ys)[low] : (max ?? ys)[high]);
    pair(out, xs[two], two === high ? (max ?? ys)[high] : (min ?? ys)[low]);
    pair(out, xs[i - 1], ys[i - 1]);
  }
  return Float64Array.from(out);
}

// Least and greatest of each column of the screen, as stretches of [x, least, greatest] that a gap ends.
export function envelope(xs, min, max, { from, to, columns }) {
  const start = Math.max(0, lower(xs, from) - 1);
  const stop = Math.min(xs.length, lower(xs, to) + 2);
  const width = stop - start <= columns ? 0 : (to - from) / columns;
  const stretches = [];
  let [stretch, column] = [null, NaN];
  for (let i = start; i < stop; i++) {
    if (!(min[i] <= max[i]) || Number.isNaN(xs[i])) {
      stretch = null;
      continue;
    }
    if (!stretch) stretches.push((stretch = []));
    const last = stretch.at(-1);
    const own = width > 0 ? Math.floor((xs[i] - from) / width) : i;
    if (last && own === column) {
      last[1] = Math.min(last[1], min[i]);
      last[2] = Math.max(last[2], max[i]);
    } else stretch.push([xs[i], min[i], max[i]]);
    column = own;
  }
  return stretches;
}

function entry(out, x, ys, min, max, i) {
  const value = ys[i];
  if (!min || min[i] === max[i] || Number.isNaN(value)) {
    out.push(x, value);
    return;
  }
  // A bucket is drawn through both of its extremes, the one nearer to the entry before first.
  const rises = i === 0 || !(ys[i - 1] > value);
  out.push(x, rises ? min[i] : max[i], x, rises ? max[i] : min[i], x, value);
}

function pair(out, x, y) {
  if (!Number.isNaN(y)) out.push(x, y);
}

function lower(xs, x) {
  let [low, high] = [0, xs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (!(xs[middle] >= x)) low = middle + 1;
    else high = middle;
  }
  return low;
}
