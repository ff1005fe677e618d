import { type Shape, type Size, type Tensor, type UnfoldOptions, zeros } from "@tinytorch/tensor";
import type { Operation } from "./operation.ts";

/** A size along the height and one along the width; a single number is both. */
function pair(size: Size): readonly [number, number] {
  return typeof size === "number" ? [size, size] : size;
}

/**
 * What a window sees from each of its places, as columns: images [N, C, H, W] → [N, C, kh·kw, oh·ow]. It copies each element to
 * every place from where it is seen; so going back, the gradients of all its copies add up: `fold`.
 */
export const unfold2d = (size: Size, options: UnfoldOptions): Operation => ({
  name: "unfold2d",
  reads: "shapes",
  forward: (x) => x.unfold2d(size, options),
  gradient: (g, [x]) => [fold(g, x.shape, size, options)],
});

/**
 * The way back from columns to images, for gradients: each number of the columns is added to the element it is a copy of.
 *
 * The columns [N, C, kh·kw, oh·ow] are in row-major order: by image, by channel, by place inside the window (its rows first),
 * by place of the window (its rows first). In the window at place (i, j), what stands at (p, q) inside it is a copy of
 *
 *   row i · stride + p · dilation − padding,  column j · stride + q · dilation − padding
 *
 * each with its own side's options; outside the image it was margin, and its gradient is dropped. Along a side of `length` a
 * window of `kernel` has ⌊(length + 2 · padding − dilation · (kernel − 1) − 1) / stride⌋ + 1 places.
 *
 * @param shape of the images, [N, C, H, W].
 * @returns a new tensor of that shape, of the columns' dtype.
 */
function fold(columns: Tensor, shape: Shape, size: Size, options: UnfoldOptions): Tensor {
  const [kernel, stride] = [pair(size), pair(options.stride ?? 1)];
  const [padding, dilation] = [pair(options.padding ?? 0), pair(options.dilation ?? 1)];
  const [images, channels, height, width] = shape;
  const result = zeros(shape, { dtype: columns.dtype });
  // Plain arrays of numbers in row-major order: read `from`, write into `into`.
  const [from, into] = [columns.contiguous().data, result.data];
  // BEGIN SOLUTION
  // TODO: add each number of the columns to the element it is a copy of
  const places = (side: 0 | 1, length: number): number => {
    const reach = dilation[side] * (kernel[side] - 1) + 1;
    return Math.floor((length + 2 * padding[side] - reach) / stride[side]) + 1;
  };
  const [rows, across] = [places(0, height), places(1, width)];
  let next = 0;
  for (let plane = 0; plane < images * channels; plane += 1) {
    for (let p = 0; p < kernel[0]; p += 1) {
      for (let q = 0; q < kernel[1]; q += 1) {
        for (let i = 0; i < rows; i += 1) {
          for (let j = 0; j < across; j += 1) {
            const row = i * stride[0] + p * dilation[0] - padding[0];
            const column = j * stride[1] + q * dilation[1] - padding[1];
            const isInside = row >= 0 && row < height && column >= 0 && column < width;
            if (isInside) into[(plane * height + row) * width + column] += from[next];
            next += 1;
          }
        }
      }
    }
  }
  return result;
  // END SOLUTION
}
