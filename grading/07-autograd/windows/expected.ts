import type { Problem } from "../differentiate.ts";
import { copied } from "../expected-gradients.ts";

const both = (size: number | readonly [number, number]): readonly [number, number] =>
  typeof size === "number" ? [size, size] : size;

/** How many places a window has along each side of an image. */
export function placesOf({
  operands: [x],
  given = {},
}: Pick<Problem, "operands" | "given">): readonly [number, number] {
  const { stride = 1, padding = 0, dilation = 1 } = given.window ?? {};
  const kernel = both(given.size ?? 1);
  const along = (side: 0 | 1) => {
    const room = x.shape[2 + side] + 2 * both(padding)[side] - both(dilation)[side] * (kernel[side] - 1) - 1;
    return Math.floor(room / both(stride)[side]) + 1;
  };
  return [along(0), along(1)];
}

/** Where each number of the columns was seen. */
export const unfold2d = copied((problem) => {
  const { operands, given = {} } = problem;
  const [images, channels, height, width] = operands[0].shape;
  const { stride = 1, padding = 0, dilation = 1, fill = 0 } = given.window ?? {};
  const kernel = both(given.size ?? 1);
  const [rows, across] = placesOf(problem);
  return {
    shape: [images, channels, kernel[0] * kernel[1], rows * across],
    fill,
    from([image, channel, inside, place]) {
      const row =
        Math.floor(place / across) * both(stride)[0] +
        Math.floor(inside / kernel[1]) * both(dilation)[0] -
        both(padding)[0];
      const column =
        (place % across) * both(stride)[1] + (inside % kernel[1]) * both(dilation)[1] - both(padding)[1];
      const isInside = row >= 0 && row < height && column >= 0 && column < width;
      return isInside ? [image, channel, row, column] : null;
    },
  };
});
