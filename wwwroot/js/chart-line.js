// One line of a chart: the whole curve, growing, and while zoomed a second, finer set of columns for the zoomed range.
import { Columns, floats, ints, longs } from "./chart-columns.js";
import { axes } from "./chart-axis.js";
import { smooth, stateBefore } from "./chart-smooth.js";

export class Line {
  constructor(packet) {
    this.update(packet);
    this.whole = new Columns(packet);
    this.detail = null;
    this.version = 0;
  }

  update(packet) {
    const { key, run, name, measure, colour, lap, style, stepsPerEpoch, start, pauses } = packet;
    const { group, groupName, groupColour, groupSeeds, isCounted } = packet;
    Object.assign(this, { key, run, name, measure, colour, lap, style, stepsPerEpoch, start, pauses });
    Object.assign(this, { group, groupName, groupColour, groupSeeds, isCounted });
  }

  get shown() {
    return this.detail ?? this.whole;
  }

  append(packet) {
    const [steps, times, values] = [ints(packet.steps), longs(packet.times), floats(packet.last)];
    for (let i = 0; i < steps.length; i++) {
      this.whole.push(steps[i], times[i], values[i]);
      if (this.detail && steps[i] <= this.detailTo) this.detail.push(steps[i], times[i], values[i]);
    }
    this.version++;
  }

  zoom(packet, to) {
    this.detail = packet ? new Columns(packet) : null;
    this.detailTo = to;
    this.version++;
  }

  // x, value, and of buckets least and greatest, for the axes of a view; what a logarithmic axis cannot show becomes a gap.
  columns(view) {
    const { steps, times, last, min, max } = this.shown;
    const isLogX = view.logX && view.axis !== "time";
    return this.keep("columns", [view.axis, isLogX, view.log], () => ({
      x: map(steps.values, (step, i) => drawable(axes[view.axis].x(this, step, times.values[i]), isLogX)),
      y: map(last.values, value => drawable(value, view.log)),
      min: min && map(min.values, value => drawable(value, view.log)),
      max: max && map(max.values, value => drawable(value, view.log)),
    }));
  }

  smoothed(view) {
    return this.keep("smoothed", [view.smoothing, view.log], () => {
      const start =
        this.detail && this.detail.length > 0 ? stateBefore(this.whole, view.smoothing, this.detail.steps.values[0]) : undefined;
      const values = smooth(this.shown, view.smoothing, this.whole.width, start);
      return view.log ? map(values, value => drawable(value, true)) : values;
    });
  }

  // The entry nearest to x, or null where the line has not come yet.
  at(x, view) {
    const xs = this.columns(view).x;
    if (xs.length === 0) return null;
    let low = 0;
    let high = xs.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (!(xs[middle] >= x)) low = middle + 1;
      else high = middle;
    }
    if (low > 0 && x - xs[low - 1] < xs[low] - x) low--;
    const reach = xs.length > 1 ? (xs.at(-1) - xs[0]) / (xs.length - 1) : Infinity;
    // A line of one point says nothing of any other place.
    if (xs.length === 1 ? Math.abs(xs[0] - x) > Math.abs(xs[0]) * 0.02 : !(Math.abs(xs[low] - x) <= reach * 2)) return null;
    const { steps, times, last } = this.shown;
    return {
      step: steps.values[low],
      time: times.values[low],
      x: xs[low],
      value: last.values[low],
      smoothed: view.smoothing > 0 ? this.smoothed(view)[low] : null,
    };
  }

  // Made once for each state of the line and of the view.
  keep(name, state, make) {
    const key = `${this.version}/${this.detail ? "detail" : "whole"}/${state.join()}`;
    if (this[`${name}Key`] !== key) [this[`${name}Key`], this[`${name}Kept`]] = [key, make()];
    return this[`${name}Kept`];
  }
}

const drawable = (value, log) => (Number.isFinite(value) && (!log || value > 0) ? value : NaN);

const map = (values, change) => {
  const changed = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) changed[i] = change(values[i], i);
  return changed;
};
