import { flip, type Generator } from "@tinytorch/tensor";
import type { Transform } from "./transform.ts";

/**
 * Mirrors an image from left to right, along its last dimension, with probability p, and else gives it back as it is. Each
 * call decides for itself: `generator.uniform()` draws a number from 0 up to, but not including, 1, and `flip(x, -1)` mirrors.
 *
 *   [[1, 2, 3],        [[3, 2, 1],
 *    [4, 5, 6]]    →    [6, 5, 4]]
 *
 * With p = 0 nothing is ever mirrored, with p = 1 everything.
 * @throws RangeError when p is not in [0, 1], like `randomHorizontalFlip: p must be in [0, 1], got 1.5`
 */
export function randomHorizontalFlip(p: number, { generator }: { readonly generator: Generator }): Transform {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`randomHorizontalFlip: p must be in [0, 1], got ${p}`);
  throw new Error("TODO(06-dataloader): return a transform that draws, and mirrors or not");
}
