/**
 * A plane through the weights of a small network: 2 inputs, two layers of `hidden` tanh units, 1 output that says which of two spirals a
 * point is on. Each place is a whole network, mixed of three: `trained` at (0, 0), `other`, trained from another seed, at (1, 0), and
 * `untrained`, what the first one was before, at (0, 1). Weights are in one list: of each layer W, `[out, in]`, and then b.
 */
export interface NetworkSlice {
  readonly hidden: number;
  /** Two numbers a point. */
  readonly inputs: readonly number[];
  /** Of each point which spiral it is on, 0 or 1. */
  readonly labels: readonly number[];
  readonly trained: readonly number[];
  readonly other: readonly number[];
  readonly untrained: readonly number[];
  /** Where the loss is lowest in the plane, near both trained networks. */
  readonly minima: readonly (readonly [number, number])[];
}

/** The sizes of its layers: inputs and outputs of each. */
export function layersOf({ hidden }: Pick<NetworkSlice, "hidden">): readonly (readonly [number, number])[] {
  return [
    [2, hidden],
    [hidden, hidden],
    [hidden, 1],
  ];
}

/** The loss on plain numbers: binary cross-entropy, the mean over all points. A map asks for thousands of them at once. */
export function sliceHeight(slice: NetworkSlice): (x: number, y: number) => number {
  const layers = layersOf(slice);
  const trained = Float64Array.from(slice.trained);
  const across = trained.map((from, at) => (slice.other[at] ?? 0) - from);
  const up = trained.map((from, at) => (slice.untrained[at] ?? 0) - from);
  const points = slice.labels.map((label, point) => ({
    label,
    input: Float64Array.from(slice.inputs.slice(2 * point, 2 * point + 2)),
  }));
  // One place for each layer's values: all points go through the same.
  const values = layers.map(([, out]) => new Float64Array(out));
  return (x, y) => {
    const weights = trained.map((from, at) => from + x * (across[at] ?? 0) + y * (up[at] ?? 0));
    let sum = 0;
    for (const { input, label } of points) {
      let before = input;
      let begin = 0;
      for (const after of values) {
        begin = passLayer(weights, begin, before, after);
        if (after !== values.at(-1))
          for (let unit = 0; unit < after.length; unit += 1) after[unit] = Math.tanh(after[unit] ?? 0);
        before = after;
      }
      const logit = before[0] ?? Number.NaN;
      sum += Math.max(logit, 0) - logit * label + Math.log1p(Math.exp(-Math.abs(logit)));
    }
    return sum / points.length;
  };
}

/** Writes `W before + b` into `after`; gives where the next layer's weights begin. */
function passLayer(weights: Float64Array, begin: number, before: Float64Array, after: Float64Array): number {
  const bias = begin + before.length * after.length;
  for (let unit = 0; unit < after.length; unit += 1) {
    let sum = weights[bias + unit] ?? 0;
    const row = begin + unit * before.length;
    for (let index = 0; index < before.length; index += 1) sum += (weights[row + index] ?? 0) * (before[index] ?? 0);
    after[unit] = sum;
  }
  return bias + after.length;
}
