import type { Shape, Size, UnfoldOptions } from "@tinytorch/tensor";
import { fold, windowOver } from "@tinytorch/tensor/internal";
import { unary } from "../operation.ts";

/** What a window sees, as columns; each gradient goes back to where its element was seen, and adds up there */
export const unfold2d = unary("unfold2d", {
  forward: (x, [size, options]: readonly [Size, UnfoldOptions]) => x.unfold2d(size, options),
  gradient(g, _, context) {
    const [size, options] = context.attributes;
    const shape: Shape = context.shapeOf(0);
    return fold(g, windowOver("unfold2d", { shape }, size, options), shape);
  },
});
