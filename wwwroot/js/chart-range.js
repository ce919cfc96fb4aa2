// The range of y that leaves far values out of sight: of each line between the 2nd and the 98th hundredth of what the window shows, of
// several lines those that lie with the most, and some air. So one run that diverged is as far as one point that did.
const far = 0.02;
const air = 0.1;
// As many times the spread of the lines' ends beside their median as a line may lie out.
const reach = 5;

export function middle(lines, view, { from, to }) {
  const ranges = lines.map(line => within(line.columns(view), from, to)).filter(range => range !== null);
  if (ranges.length === 0) return null;
  const low = Math.min(...together(ranges.map(range => range.low)));
  const high = Math.max(...together(ranges.map(range => range.high)));
  if (view.log) return { min: low / (1 + air), max: high * (1 + air) };
  const margin = (high - low || Math.abs(high) || 1) * air;
  return { min: low >= 0 ? Math.max(0, low - margin) : low - margin, max: high + margin };
}

function within({ x, y }, from, to) {
  const values = [];
  for (let i = 0; i < y.length; i++) if (x[i] >= from && x[i] <= to && !Number.isNaN(y[i])) values.push(y[i]);
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const [low, high] = [far, 1 - far].map(share => sorted[Math.round(share * (sorted.length - 1))]);
  return { low, high };
}

// The values but for those that lie far from the rest; of two, which of them is far nobody knows, and the one nearer to nought stays.
function together(values) {
  const sorted = values.toSorted((a, b) => Math.abs(a) - Math.abs(b));
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  const spread = sorted.map(value => Math.abs(value - median)).toSorted((a, b) => a - b)[Math.floor((sorted.length - 1) / 2)];
  const most = reach * Math.max(spread, Math.abs(median) || 1e-12);
  return sorted.filter(value => Math.abs(value - median) <= most);
}
