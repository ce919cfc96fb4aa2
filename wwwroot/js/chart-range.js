// The range of y that leaves far values out of sight: between the 2nd and the 98th hundredth of what the window shows, and some air.
const far = 0.02;
const air = 0.1;

export function middle(lines, view, { from, to }) {
  const values = [];
  for (const line of lines) {
    const { x, y } = line.columns(view);
    for (let i = 0; i < y.length; i++) if (x[i] >= from && x[i] <= to && !Number.isNaN(y[i])) values.push(y[i]);
  }
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const [low, high] = [far, 1 - far].map(share => sorted[Math.round(share * (sorted.length - 1))]);
  if (view.log) return { min: low / (1 + air), max: high * (1 + air) };
  const margin = (high - low || Math.abs(high) || 1) * air;
  return { min: low >= 0 ? Math.max(0, low - margin) : low - margin, max: high + margin };
}
