import { rules } from "@tinytorch/options";
import { flip, type Generator, pad, type Tensor, tensor, zeros } from "@tinytorch/tensor";
import { formatShape, generatorRule, requireTensor } from "@tinytorch/tensor/internal";

/** Something done to the tensor of a sample. */
export type Transform = (x: Tensor) => Tensor;

/** Transforms one after another. @throws TypeError on anything but functions */
export function compose(...transforms: readonly Transform[]): Transform {
  for (const transform of transforms) {
    if (typeof transform !== "function")
      throw new TypeError(`compose: a transform must be a function, got ${rules.shown(transform)}`);
  }
  return (x) => transforms.reduce((y, transform) => transform(y), x);
}

/**
 * `(x − mean) / deviation`: one of each for all elements, or one for each channel, which is the first dimension.
 * @throws RangeError when a deviation is not > 0, there are not as many of both, or an image has another number of channels
 */
export function normalize(mean: number | readonly number[], deviation: number | readonly number[]): Transform {
  const [means, deviations] = [[mean].flat(), [deviation].flat()];
  for (const value of [...means, ...deviations])
    rules.requireEach("normalize", rules.finite, { "a mean or deviation": value });
  if (means.length !== deviations.length || !deviations.every((value) => value > 0)) {
    throw new RangeError(
      `normalize: there must be as many deviations > 0 as means, got ${formatShape(means)} and ${formatShape(deviations)}`,
    );
  }
  return (x) => {
    requireTensor("normalize", "the sample", x);
    if (means.length === 1) return x.sub(means[0]).div(deviations[0]);
    if (x.shape[0] !== means.length) {
      throw new RangeError(
        `normalize: there must be a mean for each channel, which is the first dimension, got ${means.length} for ${formatShape(x.shape)}`,
      );
    }
    const perChannel = [-1, ...x.shape.slice(1).map(() => 1)];
    const part = (values: readonly number[]) => tensor(values, { dtype: x.dtype }).reshape(perChannel);
    return x.sub(part(means)).div(part(deviations));
  };
}

/** Options of transforms that happen by chance. */
export interface ChanceOptions {
  /** How often (default ½). */
  p?: number;
  generator: Generator;
}

const chanceTable = { p: rules.share.or(0.5), generator: generatorRule };

/** Mirrors an image along its last dimension, by chance. @throws RangeError when p is not in [0, 1] */
export function randomHorizontalFlip(options: ChanceOptions): Transform {
  const { p, generator } = rules.readOptions("randomHorizontalFlip", chanceTable, options);
  return (x) => {
    requireTensor("randomHorizontalFlip", "the sample", x);
    return generator.uniform() < p ? flip(x, -1) : x;
  };
}

/** Options of `randomShift`. */
export interface RandomShiftOptions {
  /** By how many elements at most, in each direction. */
  by: number;
  generator: Generator;
}

const shiftTable = { by: rules.wholeNonNegative, generator: generatorRule };

/**
 * Moves an image along its last two dimensions by a random distance, with zeros where nothing was.
 * @throws RangeError when a sample has fewer than two dimensions
 */
export function randomShift(options: RandomShiftOptions): Transform {
  const { by, generator } = rules.readOptions("randomShift", shiftTable, options);
  return (x) => {
    requireTensor("randomShift", "the sample", x);
    if (x.ndim < 2)
      throw new RangeError(`randomShift: a sample must be […, height, width], got ${formatShape(x.shape)}`);
    const [height, width] = x.shape.slice(-2);
    const [down, right] = [generator.integer(2 * by + 1), generator.integer(2 * by + 1)];
    return pad(x, [by, by, by, by])
      .slice(-2, down, down + height)
      .slice(-1, right, right + width)
      .contiguous();
  };
}

/**
 * Whole numbers as rows of zeros with a single one: `[…] -> […, classes]`, float32.
 * @throws RangeError when `classes` is not a whole number ≥ 1, or a number not a whole one in [0, classes)
 */
export function oneHot(indices: Tensor, classes: number): Tensor {
  requireTensor("oneHot", "the classes", indices);
  rules.requireEach("oneHot", rules.count, { classes });
  const rows = zeros([indices.size, classes]);
  for (const [row, index] of indices.contiguous().data.entries()) {
    if (!Number.isInteger(index) || index < 0 || index >= classes)
      throw new RangeError(`oneHot: a class must be a whole number in [0, ${classes - 1}], got ${index}`);
    rows.data[row * classes + index] = 1;
  }
  return rows.reshape([...indices.shape, classes]);
}
