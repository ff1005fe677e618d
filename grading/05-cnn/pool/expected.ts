import type { Approximate } from "@tinytorch/testkit";
import { type Block, positions } from "../given.ts";
import { placesOn } from "../sliding.ts";
import type { PoolProblem } from "./run-pools.ts";

/** What a window of pooling sees of the image: where its numbers stand in there. */
export type Seen = { readonly inside: readonly number[]; readonly size: number };

/** Shape of the output, and what is under the window at each of its places. */
export function windowsOf(
  { kernelSize, options = {} }: Pick<PoolProblem, "kernelSize" | "options">,
  { shape }: Block,
): { shape: number[]; windows: Seen[] } {
  const [batch, channels, height, width] = shape;
  const [kernelHeight, kernelWidth] = typeof kernelSize === "number" ? [kernelSize, kernelSize] : kernelSize;
  const sliding = { ...options, stride: options.stride ?? kernelSize };
  const rows = placesOn(0, height, kernelHeight, sliding);
  const columns = placesOn(1, width, kernelWidth, sliding);
  const out = [batch, channels, rows.length, columns.length];
  const windows = positions(out).map(([n, c, i, j]) => ({
    inside: rows[i]
      .filter((row) => row >= 0 && row < height)
      .flatMap((row) =>
        columns[j]
          .filter((column) => column >= 0 && column < width)
          .map((column) => ((n * channels + c) * height + row) * width + column),
      ),
    size: kernelHeight * kernelWidth,
  }));
  return { shape: out, windows };
}

export function expectedPool(
  problem: PoolProblem,
  x: Block,
): [readonly number[], readonly Approximate[], string | null] {
  const { dtype = "float32" } = problem;
  const unit = dtype === "float64" ? 2 ** -53 : 2 ** -24;
  const { shape, windows } = windowsOf(problem, x);
  const values = windows.map(({ inside, size }) => {
    const seen = inside.map((index) => x.values[index]);
    if (problem.layer === "MaxPool2d") {
      return { value: seen.some(Number.isNaN) ? Number.NaN : Math.max(...seen), error: 0 };
    }
    const count = problem.options?.countIncludePad === false ? inside.length : size;
    const total = seen.reduce((sum, value) => sum + value, 0);
    const sizes = seen.reduce((sum, value) => sum + Math.abs(value), 0);
    // Whole numbers add up exactly, and what is left is a division, or a product with 1/count; 0 is 0.
    const adding = seen.every(Number.isInteger) ? 0 : (seen.length * unit * sizes) / count;
    // An infinity is one, or it is not; a bound in proportion would let every number pass.
    const error = Number.isFinite(sizes) ? adding + 2 * unit * Math.abs(total / count) : 0;
    return { value: total / count, error };
  });
  return [shape, values, problem.dtype ?? null];
}
