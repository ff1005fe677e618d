import { type Operation, unary } from "@tinytorch/autograd";
import type { Shape } from "@tinytorch/tensor";
import { fold as foldOf, type SlidingWindow } from "@tinytorch/tensor/internal";

/** Where columns go. */
interface Folding {
  readonly window: SlidingWindow;
  /** That of the images. */
  readonly shape: Shape;
}

/** Columns added up where a window saw them, as in the gradients of what slides over images; each gradient is seen there again */
export const fold: Operation<Folding> = unary("fold", {
  forward: (columns, { window, shape }: Folding) => foldOf(columns, window, shape),
  gradient: (g, _, { attributes: { window } }) => g.unfold2d(window.kernel, movesOf(window)),
  differentiable: (g, _, { attributes: { window } }) => g.unfold2d(window.kernel, movesOf(window)),
});

function movesOf({ stride, padding, dilation }: SlidingWindow) {
  return { stride, padding, dilation };
}
