import type { SlidingWindow } from "../contract/kernels.ts";
import type { Strided } from "../contract/layout.ts";

/** Copies every patch of every image into a column (im2col). */
export function unfold(x: Strided, window: SlidingWindow, padding: number, out: Strided): void {
  const source = x.storage.data;
  const target = out.storage.data;
  let k = out.offset;
  forEachTap(x.shape, window, (start, inside) => {
    target[k++] = inside ? source[x.offset + start] : padding;
  });
}

/** Adds every column back onto the patch it came from (col2im). */
export function fold(columns: Strided, window: SlidingWindow, out: Strided): void {
  const source = columns.storage.data;
  const target = out.storage.data;
  target.fill(0, out.offset, out.offset + out.size);
  let i = columns.offset;
  forEachTap(out.shape, window, (start, inside) => {
    if (inside) target[out.offset + start] += source[i];
    i++;
  });
}

/**
 * Walks over the elements of the columns in order, `[N, C, kh·kw, oh·ow]`, and reports the position in the images
 * `[N, C, H, W]` that each stands for, and whether it lies inside the image or in the padding.
 */
function forEachTap(
  [images, channels, height, width]: readonly number[],
  { kernel, stride, padding, dilation, output }: SlidingWindow,
  visit: (position: number, inside: boolean) => void,
): void {
  for (let plane = 0; plane < images * channels; plane++) {
    for (let ky = 0; ky < kernel[0]; ky++) {
      for (let kx = 0; kx < kernel[1]; kx++) {
        for (let oy = 0; oy < output[0]; oy++) {
          const y = oy * stride[0] + ky * dilation[0] - padding[0];
          const row = (plane * height + y) * width;
          for (let ox = 0; ox < output[1]; ox++) {
            const x = ox * stride[1] + kx * dilation[1] - padding[1];
            visit(row + x, y >= 0 && y < height && x >= 0 && x < width);
          }
        }
      }
    }
  }
}
