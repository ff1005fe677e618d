import type { Inputs } from "@tinytorch/testkit";

/** Numbers with a shape, row-major. */
export type Block = { readonly shape: readonly number[]; readonly values: readonly number[] };

/**
 * A block as it is laid in the sandbox: stored numbers, of which the first `skip` slices are not part of it, and two
 * dimensions that are swapped. `tensor(values, { shape }).slice(0, skip).transpose(...swap)` is the block.
 */
export type Given = Block & { readonly skip: number; readonly swap: readonly [number, number] };

/** Whole numbers of either sign, none of them 0: sums of their products are exact in float32, in whatever order. */
export function whole(inputs: Inputs, ...shape: readonly number[]): Block {
  return drawn(shape, () => inputs.integer(1, 9) * (inputs.integer(0, 1) === 0 ? -1 : 1));
}

/** A row of such numbers of which no two are alike: where one stands for another, it shows. */
export function different(inputs: Inputs, count: number): Block {
  const left = Array.from({ length: 9 }, (_, index) => index + 1).flatMap((size) => [size, -size]);
  return drawn([count], () => left.splice(inputs.integer(0, left.length - 1), 1)[0]);
}

/** Whole numbers that are all negative. */
export function negative(inputs: Inputs, ...shape: readonly number[]): Block {
  return drawn(shape, () => -inputs.integer(1, 9));
}

/** Numbers over the powers of ten from `low` to `high`, of either sign. */
export function rough(inputs: Inputs, low: number, high: number, ...shape: readonly number[]): Block {
  return { shape, values: inputs.magnitudes(sizeOf(shape), low, high) };
}

/** Numbers that take all digits of a float64. */
export function thirds({ shape, values }: Block): Block {
  return { shape, values: values.map((value) => value / 3) };
}

export function drawn(shape: readonly number[], draw: (index: number) => number): Block {
  return { shape, values: Array.from({ length: sizeOf(shape) }, (_, index) => draw(index)) };
}

export function plain(block: Block): Given {
  return { ...block, skip: 0, swap: [0, 0] };
}

/** A view that begins later in its storage. */
export function offset({ shape, values }: Block): Given {
  const slice = sizeOf(shape.slice(1));
  const before = Array.from({ length: slice }, (_, index) => 1000 + index);
  return { shape: [shape[0] + 1, ...shape.slice(1)], values: [...before, ...values], skip: 1, swap: [0, 0] };
}

/** A view whose storage has two dimensions the other way round. */
export function swapped({ shape, values }: Block, first: number, second: number): Given {
  const stored = shape.map((size, d) => (d === first ? shape[second] : d === second ? shape[first] : size));
  const strides = stridesOf(shape);
  const order = stored.map((_, d) => strides[d === first ? second : d === second ? first : d]);
  return {
    shape: stored,
    values: positions(stored).map((at) => values[at.reduce((sum, index, d) => sum + index * order[d], 0)]),
    skip: 0,
    swap: [first, second],
  };
}

/** Every index of a shape, in row-major order. */
export function positions(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (before, size) => before.flatMap((at) => Array.from({ length: size }, (_, index) => [...at, index])),
    [[]],
  );
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function stridesOf(shape: readonly number[]): number[] {
  return shape.map((_, d) => sizeOf(shape.slice(d + 1)));
}
