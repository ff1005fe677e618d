import type { Shape, Size, UnfoldOptions } from "@tinytorch/tensor";
import { fold, type SlidingWindow, windowOver } from "@tinytorch/tensor/internal";
import { smooth, unary } from "../operation.ts";

/** What a window sees, as columns; each gradient goes back to where its element was seen, and adds up there */
export const unfold2d = unary("unfold2d", {
  forward: (x, [size, options]: readonly [Size, UnfoldOptions]) => x.unfold2d(size, options),
  gradient(g, _, context) {
    const [size, options] = context.attributes;
    const shape: Shape = context.shapeOf(0);
    return fold(g, windowOver("unfold2d", { shape }, size, options), shape);
  },
  differentiable(g, _, context) {
    const [size, options] = context.attributes;
    const shape: Shape = context.shapeOf(0);
    return context.apply(fold2d, [g], { window: windowOver("unfold2d", { shape }, size, options), shape });
  },
});

/** The arguments of `fold2d`. */
export interface Folding {
  readonly window: SlidingWindow;
  /** That of the images. */
  readonly shape: Shape;
}

/** Columns added up where a window saw them; each gradient is seen there again */
export const fold2d = smooth("fold2d", {
  forward: (columns, { window, shape }: Folding) => fold(columns, window, shape),
  rule: (g, _, { attributes: { window } }) =>
    g.unfold2d(window.kernel, { stride: window.stride, padding: window.padding, dilation: window.dilation }),
});
