import { type Operation, unary } from "@tinytorch/autograd";
import type { Shape } from "@tinytorch/tensor";
import { fold as foldOf, type SlidingWindow, unfold as unfoldOf } from "@tinytorch/tensor/internal";

/** Where columns go. */
interface Folding {
  readonly window: SlidingWindow;
  /** That of the images. */
  readonly shape: Shape;
}

/** Columns added up where a window saw them, as in the gradients of what slides over images; each gradient is seen there again */
export const fold: Operation<Folding> = unary("fold", {
  forward: (columns, { window, shape }: Folding) => foldOf(columns, window, shape),
  gradient: (g, _, { attributes: { window } }) => unfoldOf(g, window),
  differentiable: (g, _, context) => context.apply(unfold, [g], context.attributes),
});

/** What a window sees, with as many places as it says, which may be fewer than there is room for; its gradients add up there */
const unfold: Operation<Folding> = unary("unfold", {
  forward: (images, { window }: Folding) => unfoldOf(images, window),
  gradient: (g, _, { attributes: { window, shape } }) => foldOf(g, window, shape),
  differentiable: (g, _, context) => context.apply(fold, [g], context.attributes),
});
