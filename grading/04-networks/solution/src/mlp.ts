import { type Arithmetic, Generator, type Tensor } from "@tinytorch/tensor";
import type { Layer } from "./layer.ts";
import { type InitialOptions, Linear, ReLU } from "./layers.ts";
import { Sequential } from "./sequential.ts";

/** What an MLP can be told. */
export type MlpOptions<T> = InitialOptions<T> & {
  /** Makes the layer that stands between two linear ones, a new one for each place. Default: `() => new ReLU()`. */
  readonly activation?: () => Layer<T>;
};

/**
 * A multilayer perceptron: linear layers with an activation between each two.
 *
 *   [2, 8, 8, 1]   →   Linear(2, 8), ReLU, Linear(8, 8), ReLU, Linear(8, 1)
 *
 * None comes after the last one, for the output is to be any number. The linear layers draw from the generator in their order.
 * @throws RangeError on fewer than two sizes, like `MLP: sizes must be at least an input and an output, got [4]`
 */
export class MLP<T extends Arithmetic<T>> extends Sequential<T> {
  readonly sizes: readonly number[];

  constructor(sizes: readonly number[], options: MlpOptions<T>) {
    super(...layersOf(sizes, options));
    this.sizes = [...sizes];
  }
}

function layersOf<T extends Arithmetic<T>>(
  sizes: readonly number[],
  { activation = () => new ReLU<T>(), generator, parameter }: MlpOptions<T>,
): readonly Layer<T>[] {
  if (sizes.length < 2) {
    throw new RangeError(`MLP: sizes must be at least an input and an output, got [${sizes}]`);
  }
  // `new Linear<T>(inFeatures, outFeatures, { generator, parameter })` is in layers.ts.
  // BEGIN SOLUTION
  // TODO: list the linear layers, with an activation between each two
  return sizes.slice(1).flatMap((size, index): readonly Layer<T>[] => {
    const linear = new Linear<T>(sizes[index], size, { generator, parameter });
    return index === 0 ? [linear] : [activation(), linear];
  });
  // END SOLUTION
}

/** What `createMlp` can be told. */
export type CreateMlpOptions = Pick<MlpOptions<Tensor>, "activation"> & {
  /** Decides the first weights. Default 0. */
  readonly seed?: number;
};

/** An MLP on tensors in one line: the same sizes and seed give the same first weights, in tensors of its own. */
export function createMlp(
  sizes: readonly number[],
  { seed = 0, ...options }: CreateMlpOptions = {},
): MLP<Tensor> {
  // BEGIN SOLUTION
  // TODO: make an MLP on tensors, from a generator with this seed
  return new MLP<Tensor>(sizes, {
    ...options,
    generator: new Generator(seed),
    parameter: (initial) => initial,
  });
  // END SOLUTION
}
