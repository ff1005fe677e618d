import type { SlidingWindow } from "../contract/kernels.ts";
import type { Strided } from "../contract/layout.ts";

/** Adds, tap by tap, every channel's shifted image times the kernel's weight to the output. */
export function conv2d(x: Strided, weight: Strided, window: SlidingWindow, groups: number, out: Strided): void {
  const { kernel, stride, padding, dilation, output } = window;
  const [images, channels, height, width] = x.shape;
  const [outputs, perGroup] = weight.shape;
  const source = x.storage.data;
  const weights = weight.storage.data;
  const target = out.storage.data;
  target.fill(0, out.offset, out.offset + out.size);
  for (let plane = 0; plane < images * outputs; plane++) {
    const [image, o] = [Math.floor(plane / outputs), plane % outputs];
    const group = Math.floor((o * groups) / outputs);
    let w = weight.offset + o * perGroup * kernel[0] * kernel[1];
    for (let c = 0; c < perGroup; c++) {
      const channel = x.offset + (image * channels + group * perGroup + c) * height * width;
      for (let ky = 0; ky < kernel[0]; ky++) {
        for (let kx = 0; kx < kernel[1]; kx++, w++) {
          const factor = weights[w];
          for (let oy = 0; oy < output[0]; oy++) {
            const y = oy * stride[0] + ky * dilation[0] - padding[0];
            if (y < 0 || y >= height) continue;
            let k = out.offset + (plane * output[0] + oy) * output[1];
            let column = kx * dilation[1] - padding[1];
            for (let ox = 0; ox < output[1]; ox++, k++, column += stride[1]) {
              if (column >= 0 && column < width) target[k] += factor * source[channel + y * width + column];
            }
          }
        }
      }
    }
  }
}
