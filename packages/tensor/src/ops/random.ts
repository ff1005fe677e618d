import { rules } from "@tinytorch/options";
import { type DType, dtypeRule, isFloat } from "../core/dtype.ts";
import { drawUniforms, type Generator, generatorRule, takeSpare } from "../core/generator.ts";
import { justBelow } from "../core/just-below.ts";
import type { Shape } from "../core/shape.ts";
import { Tensor } from "../core/tensor.ts";
import { activeKernels } from "../kernels/active.ts";
import { zeros } from "./factories.ts";

/** So many numbers are drawn at a time on their way to others. */
const CHUNK = 2048;

/** Options of the random factories. There is no generator behind the scenes: the same call gives the same numbers. */
export interface RandomOptions {
  /** Where the numbers come from. */
  generator: Generator;
  /** The element type: float32 unless said otherwise, and int32 for whole numbers. */
  dtype?: DType;
}

/** Numbers spread evenly over [0, 1). */
export function rand(shape: Shape, options: RandomOptions): Tensor {
  const { generator } = checked("rand", options);
  const result = floats("rand", shape, options);
  drawUniforms(generator, result.data);
  return bounded(result, 0, 1);
}

/**
 * Numbers spread evenly over [low, high), bounds that are rounded as the elements are.
 * @throws RangeError when low is above high, the distance between them is no number, or the element type does not hold one of them
 */
export function uniform(shape: Shape, low: number, high: number, options: RandomOptions): Tensor {
  rules.requireEach("uniform", rules.anyNumber, { low, high });
  const { generator, dtype = "float32" } = checked("uniform", options);
  if (!(high - low >= 0 && high - low < Number.POSITIVE_INFINITY))
    throw new RangeError(`uniform: low must be at most high, at a finite distance, got ${low} and ${high}`);
  if (dtype === "float32" && ![low, high].map(Math.fround).every(Number.isFinite))
    throw new RangeError(`uniform: bounds must be numbers that float32 holds, got ${low} and ${high}`);
  const result = floats("uniform", shape, options);
  const { data } = result;
  const distance = high - low;
  // In float64, before anything is rounded.
  const chunk = new Float64Array(Math.min(CHUNK, data.length));
  for (let start = 0; start < data.length; start += CHUNK) {
    const drawn = chunk.subarray(0, Math.min(CHUNK, data.length - start));
    drawUniforms(generator, drawn);
    for (let i = 0; i < drawn.length; i++) data[start + i] = low + distance * drawn[i];
  }
  return bounded(result, low, high);
}

/** Draws of which none is the upper bound, although in float32 one may be rounded up to it. */
function bounded(draws: Tensor, low: number, high: number): Tensor {
  const { data, dtype } = draws;
  const [least, bound] = dtype === "float32" ? [Math.fround(low), Math.fround(high)] : [low, high];
  if (least === bound) return draws;
  for (let i = 0; i < data.length; i++) if (data[i] >= bound) data[i] = justBelow(bound, dtype);
  return draws;
}

/** Normally distributed numbers with mean 0 and standard deviation 1. */
export function randn(shape: Shape, options: RandomOptions): Tensor {
  const { generator } = checked("randn", options);
  return normals(generator, 0, 1, floats("randn", shape, options));
}

/** Normally distributed numbers. @throws RangeError when the standard deviation is negative */
export function normal(shape: Shape, mean: number, standardDeviation: number, options: RandomOptions): Tensor {
  rules.requireEach("normal", rules.anyNumber, { mean, standardDeviation });
  const { generator } = checked("normal", options);
  if (!(standardDeviation >= 0))
    throw new RangeError(`normal: standardDeviation must be ≥ 0, got ${standardDeviation}`);
  return normals(generator, mean, standardDeviation, floats("normal", shape, options));
}

/** Fills a tensor with what as many calls of the generator's `normal` give. */
function normals(generator: Generator, mean: number, standardDeviation: number, out: Tensor): Tensor {
  const { data, size, storage } = out;
  if (size === 0) return out;
  const spare = takeSpare(generator);
  if (spare !== null) data[0] = mean + standardDeviation * spare;
  const first = spare === null ? 0 : 1;
  const rest = first === 0 ? out : new Tensor(storage, [size - 1], [1], 1);
  activeKernels().normals((target) => drawUniforms(generator, target), mean, standardDeviation, rest);
  // Of a pair that is not wanted whole the generator keeps the other.
  if ((size - first) % 2 === 1) data[size - 1] = generator.normal(mean, standardDeviation);
  return out;
}

/** Whole numbers in [low, high), each equally likely. @throws RangeError when there are none */
export function randint(low: number, high: number, shape: Shape, options: RandomOptions): Tensor {
  const { generator, dtype = "int32" } = checked("randint", options);
  if (!Number.isInteger(low) || !Number.isInteger(high) || low >= high)
    throw new RangeError(
      `randint: low must be below high, both whole numbers, got ${rules.shown(low)} and ${rules.shown(high)}`,
    );
  return drawn(shape, dtype, () => low + generator.integer(high - low));
}

/** The numbers 0 … n−1 in random order. */
export function randperm(n: number, options: RandomOptions): Tensor {
  const { generator, dtype = "int32" } = checked("randperm", options);
  const order = generator.permutation(n);
  let i = 0;
  return drawn([n], dtype, () => order[i++]);
}

const table = { generator: generatorRule, dtype: rules.optional(dtypeRule) };

function checked(operation: string, options: RandomOptions | undefined): RandomOptions {
  // Student code reaches this without a compiler.
  if (options?.generator === undefined)
    throw new TypeError(`${operation}: a generator must be given, got none; pass { generator: new Generator(seed) }`);
  const { generator, dtype } = rules.readOptions(operation, table, options);
  return dtype === undefined ? { generator } : { generator, dtype };
}

/** A tensor of floats to be filled. */
function floats(operation: string, shape: Shape, { dtype = "float32" }: RandomOptions): Tensor {
  if (!isFloat(dtype)) throw new RangeError(`${operation}: the element type must be a float's, got ${dtype}`);
  return zeros(shape, { dtype });
}

function drawn(shape: Shape, dtype: DType, draw: () => number): Tensor {
  const result = zeros(shape, { dtype });
  const data = result.data;
  for (let i = 0; i < data.length; i++) data[i] = draw();
  return result;
}
