import { type TensorOptions, zeros } from "./factories.ts";
import { defaultGenerator, type Generator } from "./generator.ts";
import type { Shape } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/** Options of the random factories. */
export interface RandomOptions extends TensorOptions {
  /** Where the numbers come from; the default generator unless given. */
  generator?: Generator;
}

/** Numbers spread evenly over [0, 1). */
export function rand(shape: Shape, options?: RandomOptions): Tensor {
  return uniform(shape, 0, 1, options);
}

/** Numbers spread evenly over [low, high). */
export function uniform(shape: Shape, low: number, high: number, options: RandomOptions = {}): Tensor {
  const { generator = defaultGenerator } = options;
  return drawn(shape, options, () => generator.uniform(low, high));
}

/** Normally distributed numbers with mean 0 and standard deviation 1. */
export function randn(shape: Shape, options: RandomOptions = {}): Tensor {
  const { generator = defaultGenerator } = options;
  return drawn(shape, options, () => generator.normal());
}

/** Whole numbers in [low, high), each equally likely. */
export function randint(low: number, high: number, shape: Shape, options: RandomOptions = {}): Tensor {
  const { generator = defaultGenerator } = options;
  return drawn(shape, options, () => low + generator.integer(high - low));
}

/** The numbers 0 … n−1 in random order. */
export function randperm(n: number, options: RandomOptions = {}): Tensor {
  const { generator = defaultGenerator } = options;
  const order = generator.permutation(n);
  let i = 0;
  return drawn([n], options, () => order[i++]);
}

function drawn(shape: Shape, options: TensorOptions, draw: () => number): Tensor {
  const result = zeros(shape, options);
  const data = result.data;
  for (let i = 0; i < data.length; i++) data[i] = draw();
  return result;
}
