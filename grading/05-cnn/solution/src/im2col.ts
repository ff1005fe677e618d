import { outputSizes } from "./output-size.ts";
import { type Size, slidingWindow, type WindowOptions } from "./window.ts";

/** One image: `image[channel][row][column]`. */
export type Image = readonly (readonly (readonly number[])[])[];

export type Im2colOptions = WindowOptions & {
  /** What the margin holds. Default 0. */
  fill?: number;
};

/**
 * What the window sees at each of its places, as columns of one matrix ("image to columns", Chellapilla et al., 2006).
 *
 * Places go row by row over the image. Within a column come all elements of channel 0, row by row, then those of channel 1,
 * and so on. A kernel that is written out as one row in that order, times the matrix, is a convolution.
 *
 * @param image [C][H][W], at least one channel
 * @returns C·kh·kw rows of oh·ow numbers
 * @throws RangeError when the rows differ in length, the window does not fit, or an option is out of range
 */
export function im2col(image: Image, kernel: Size, { fill = 0, ...options }: Im2colOptions = {}): number[][] {
  const [height, width] = checkedSides(image);
  const window = slidingWindow("im2col", kernel, options);
  const { stride, padding, dilation } = window;
  const [outHeight, outWidth] = outputSizes(height, width, window);
  const [kernelHeight, kernelWidth] = window.kernel;
  // BEGIN SOLUTION
  // TODO: for every c, u, v the row of what that element sees at all places
  const matrix: number[][] = [];
  for (const channel of image) {
    for (let u = 0; u < kernelHeight; u += 1) {
      for (let v = 0; v < kernelWidth; v += 1) {
        const seen: number[] = [];
        for (let i = 0; i < outHeight; i += 1) {
          for (let j = 0; j < outWidth; j += 1) {
            const row = i * stride[0] + u * dilation[0] - padding[0];
            const column = j * stride[1] + v * dilation[1] - padding[1];
            const isInside = row >= 0 && row < height && column >= 0 && column < width;
            seen.push(isInside ? channel[row][column] : fill);
          }
        }
        matrix.push(seen);
      }
    }
  }
  return matrix;
  // END SOLUTION
}

function checkedSides(image: Image): readonly [height: number, width: number] {
  if (image.length === 0) throw new RangeError("im2col: an image must have channels, got 0");
  const height = image[0].length;
  const width = image[0][0]?.length ?? 0;
  for (const channel of image) {
    const lengths = channel.map((row) => row.length);
    if (lengths.length !== height || lengths.some((length) => length !== width)) {
      throw new RangeError(
        `im2col: channels must be ${height} rows of ${width} numbers, got rows of ${lengths.join(", ")}`,
      );
    }
  }
  return [height, width];
}
