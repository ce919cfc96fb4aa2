// One line of a chart: columns of steps and values that grow, and while zoomed a second, finer set for the zoomed range.

class Columns {
  constructor({ steps, last, min, max }) {
    this.steps = Array.from(ints(steps));
    this.last = Array.from(floats(last));
    this.min = min ? Array.from(floats(min)) : null;
    this.max = max ? Array.from(floats(max)) : null;
  }

  push(step, value) {
    this.steps.push(step);
    this.last.push(value);
    this.min?.push(value);
    this.max?.push(value);
  }
}

export class Line {
  constructor(packet) {
    this.key = packet.key;
    this.run = packet.run;
    this.name = packet.name;
    this.measure = packet.measure;
    this.colour = packet.colour;
    this.style = packet.style;
    this.stepsPerEpoch = packet.stepsPerEpoch;
    this.whole = new Columns(packet);
    this.detail = null;
  }

  get shown() {
    return this.detail ?? this.whole;
  }

  append(steps, values) {
    const xs = ints(steps);
    const ys = floats(values);
    for (let i = 0; i < xs.length; i++) {
      this.whole.push(xs[i], ys[i]);
      if (this.detail && xs[i] <= this.detailTo) this.detail.push(xs[i], ys[i]);
    }
  }

  zoom(packet, to) {
    this.detail = packet ? new Columns(packet) : null;
    this.detailTo = to;
  }

  x(step, byEpoch) {
    return byEpoch ? step / this.stepsPerEpoch : step;
  }

  step(x, byEpoch) {
    return byEpoch ? x * this.stepsPerEpoch : x;
  }

  // Pairs [x, y]; what a logarithmic axis cannot show becomes a gap.
  points(byEpoch, log) {
    const { steps, last } = this.shown;
    return steps.map((step, i) => [this.x(step, byEpoch), drawable(last[i], log)]);
  }

  // Triples [x, min, max] of a bucketed line, else null.
  band(byEpoch, log) {
    const { steps, min, max } = this.shown;
    return min && steps.map((step, i) => [this.x(step, byEpoch), drawable(min[i], log), drawable(max[i], log)]);
  }

  // The entry nearest to x, or null where the line has not come yet.
  at(x, byEpoch) {
    const { steps, last } = this.shown;
    const step = this.step(x, byEpoch);
    let low = 0;
    let high = steps.length - 1;
    if (high < 0) return null;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (steps[middle] < step) low = middle + 1;
      else high = middle;
    }
    if (low > 0 && step - steps[low - 1] < steps[low] - step) low--;
    const reach = steps.length > 1 ? (steps.at(-1) - steps[0]) / (steps.length - 1) : this.stepsPerEpoch;
    return Math.abs(steps[low] - step) > reach * 2 ? null : { step: steps[low], value: last[low] };
  }
}

const drawable = (value, log) => (Number.isFinite(value) && (!log || value > 0) ? value : NaN);

// .NET sends columns as bytes, little-endian, so that NaN arrives as NaN. A copy, because the bytes may lie unaligned.
const ints = bytes => new Int32Array(bytes.slice().buffer);
const floats = bytes => new Float32Array(bytes.slice().buffer);
