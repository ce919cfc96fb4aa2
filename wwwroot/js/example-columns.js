// Columns of values, one an example, by original index; what is chosen of them, counted and put in a few words.

// Little-endian 32-bit floats, column after column as named; NaN for none.
export async function read({ address, names }) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(await sentence(answer));
  const values = new Float32Array(await answer.arrayBuffer());
  const count = values.length / names.length;
  return names.map((name, i) => [name, values.subarray(i * count, (i + 1) * count)]);
}

async function sentence(answer) {
  try {
    return (await answer.json()).detail ?? `The server answered ${answer.status}.`;
  } catch {
    return `The server answered ${answer.status}.`;
  }
}

// The examples whose values lie in the ranges of a brush, ascending.
export function within(columns, { x, y, left, right, bottom, top }) {
  const [across, up, heldOut] = [columns.get(x), columns.get(y), columns.get("held-out")];
  const found = [];
  if (!across || (y && !up)) return found;
  for (let i = 0; i < across.length; i++)
    if (across[i] >= left && across[i] <= right && (!up || (up[i] >= bottom && up[i] <= top)) && !heldOut?.[i]) found.push(i);
  return found;
}

export function median(values) {
  const known = values.filter(value => !Number.isNaN(value)).sort();
  return known.length === 0 ? NaN : (known[(known.length - 1) >> 1] + known[known.length >> 1]) / 2;
}

// Even bins between the ends, or those of the logarithm. The first and the last hold what lies beyond as well; what is without end, as an
// epoch that never came, has one of its own.
export function bins({ from, to, count, isLog, isWhole, hasNever }) {
  const scale = isLog ? Math.log10 : value => value;
  const back = isLog ? value => 10 ** value : value => value;
  const [low, high] = [scale(from), scale(to)];
  const n = isWhole ? Math.min(count, Math.max(1, Math.round(to - from))) : count;
  const width = (high - low) / n;
  const edges = Array.from({ length: n + 1 }, (_, i) => back(low + i * width));
  return {
    count: hasNever ? n + 1 : n,
    at: value =>
      hasNever && value === Infinity
        ? n
        : Math.max(0, Math.min(n - 1, Math.floor((scale(Math.max(value, isLog ? from : value)) - low) / width))),
    edges: hasNever ? [...edges, Infinity] : edges,
  };
}

// Shares of the examples in each bin: groups of many and of few are compared.
export function shares(values, members, { count, at }) {
  const found = new Array(count).fill(0);
  let all = 0;
  for (const i of members) {
    if (Number.isNaN(values[i])) continue;
    found[at(values[i])]++;
    all++;
  }
  return found.map(each => (all === 0 ? 0 : each / all));
}

// Spearman's rank correlation over the examples that have both; ties have their mean rank.
export function spearman(first, second) {
  const both = [];
  for (let i = 0; i < first.length; i++) if (Number.isFinite(first[i]) && Number.isFinite(second[i])) both.push(i);
  if (both.length < 3) return NaN;
  const [a, b] = [ranks(first, both), ranks(second, both)];
  const middle = (both.length + 1) / 2;
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < both.length; i++) {
    const [x, y] = [a[i] - middle, b[i] - middle];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : NaN;
}

function ranks(values, members) {
  const order = members.map((_, place) => place).sort((a, b) => values[members[a]] - values[members[b]]);
  const found = new Float64Array(members.length);
  for (let i = 0; i < order.length; ) {
    let end = i;
    while (end + 1 < order.length && values[members[order[end + 1]]] === values[members[order[i]]]) end++;
    for (let k = i; k <= end; k++) found[order[k]] = (i + end) / 2 + 1;
    i = end + 1;
  }
  return found;
}

// Of two runs: 0 where neither fits the example, 1 the first alone, 2 the second alone, 3 both.
export function cellsOf(columns) {
  const fits = prefix => {
    const [prediction, given] = [columns.get(`${prefix}prediction`), columns.get(`${prefix}given-label`)];
    return i => (prediction[i] === given[i] ? 1 : 0);
  };
  const [first, second] = [fits("first."), fits("second.")];
  return Float32Array.from(columns.get("first.prediction"), (_, i) => first(i) + 2 * second(i));
}

// What one of them never trained on is not compared.
export const heldOutOf = columns => columns.get("first.held-out").map((is, i) => Math.max(is, columns.get("second.held-out")[i]));
