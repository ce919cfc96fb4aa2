// A line's entries as growing typed columns. An entry is a point, or a bucket that stands for several.

export class Columns {
  constructor({ steps, times, last, min, max, width }) {
    this.steps = new Column(ints(steps));
    this.times = new Column(longs(times));
    this.last = new Column(floats(last));
    this.min = min ? new Column(floats(min)) : null;
    this.max = max ? new Column(floats(max)) : null;
    this.width = width ?? 1;
    this.stored = this.steps.length;
  }

  get length() {
    return this.steps.length;
  }

  push(step, time, value) {
    this.steps.push(step);
    this.times.push(time);
    this.last.push(value);
    this.min?.push(value);
    this.max?.push(value);
  }

  // Points that an entry stands for: what came live stands for itself.
  span(i) {
    return i < this.stored ? this.width : 1;
  }
}

class Column {
  constructor(values) {
    this.buffer = values;
    this.length = values.length;
  }

  get values() {
    return this.buffer.subarray(0, this.length);
  }

  push(value) {
    if (this.length === this.buffer.length) {
      const grown = new this.buffer.constructor(Math.max(16, this.length * 2));
      grown.set(this.buffer);
      this.buffer = grown;
    }
    this.buffer[this.length++] = value;
  }
}

// The columns of some lines come as one array of bytes, in the order of their heads.
export function unpack(heads, bytes) {
  let at = 0;
  const take = length => bytes.subarray(at, (at += length));
  return heads.map(head => {
    const [steps, times, last] = [take(4 * head.count), take(8 * head.count), take(4 * head.count)];
    const [min, max] = head.hasRange ? [take(4 * head.count), take(4 * head.count)] : [null, null];
    return { ...head, steps, times, last, min, max };
  });
}

// .NET sends columns as bytes, little-endian, so that NaN arrives as NaN. A copy, because the bytes may lie unaligned.
export const ints = bytes => new Int32Array(bytes.slice().buffer);
export const floats = bytes => new Float32Array(bytes.slice().buffer);
// Times are exact below 2^53; a BigInt for each would cost as much as all the other columns.
export const longs = bytes => {
  const halves = new Uint32Array(bytes.slice().buffer);
  const values = new Float64Array(halves.length / 2);
  for (let i = 0; i < values.length; i++) values[i] = halves[2 * i] + halves[2 * i + 1] * 4294967296;
  return values;
};
