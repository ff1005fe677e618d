import type { Approximate } from "@tinytorch/testkit";
import type { Convolution } from "./conv-problem.ts";
import { positions, sizeOf } from "./given.ts";
import { placesOn } from "./sliding.ts";

/** One product of a convolution: where its factors stand, and in which output it is added up. */
type Term = { readonly out: number; readonly x: number; readonly weight: number };

/** How often a sum is rounded to the dtype: each time that something is added, or once at its end. */
export type Rounding = "each time" | "once";

/** Shape and numbers of a convolution, in float64 and with bounds; 0 where all numbers are whole. */
export function expectedConvolution(
  problem: Convolution,
  rounding: Rounding = "each time",
): [readonly number[], readonly Approximate[]] {
  const { x, weight, bias, dtype = "float32" } = problem;
  const unit = dtype === "float64" ? 2 ** -53 : 2 ** -24;
  const { shape, terms } = convolutionTerms(problem);
  const sums = positions(shape).map(([, o]) => ({
    value: bias?.values[o] ?? 0,
    size: Math.abs(bias?.values[o] ?? 0),
    count: 1,
  }));
  for (const term of terms) {
    const product = x.values[term.x] * weight.values[term.weight];
    const sum = sums[term.out];
    sum.value += product;
    sum.size += Math.abs(product);
    sum.count += 1;
  }
  const isWhole = [x, weight, bias].every((block) => block?.values.every(Number.isInteger) ?? true);
  const errorOf = ({ value, size, count }: (typeof sums)[number], out: number): number => {
    // An infinity is one, or it is not; half a unit of it would let every number pass.
    if (isWhole || !Number.isFinite(size)) return 0;
    // In whatever order n numbers are added up, they are off by no more than n half units of the sum of their sizes.
    if (rounding === "each time") return (count + 1) * unit * size;
    // Once at the end; a bias may be added to what has been rounded.
    const offset = Math.abs(bias?.values[positions(shape)[out][1]] ?? 0);
    return (count + 1) * 2 ** -53 * size + unit * (Math.abs(value) + offset);
  };
  return [shape, sums.map((sum, out) => ({ value: sum.value, error: errorOf(sum, out) }))];
}

/** The gradients of Σ g · out, for a g of whole numbers: they are sums of the same terms. */
export function expectedGradients(
  problem: Convolution,
  g: readonly number[],
): { x: number[]; weight: number[]; bias: number[] } {
  const { shape, terms } = convolutionTerms(problem);
  const gradients = {
    x: problem.x.values.map(() => 0),
    weight: problem.weight.values.map(() => 0),
    bias: Array.from({ length: shape[1] }, () => 0),
  };
  for (const { out, x, weight } of terms) {
    gradients.x[x] += g[out] * problem.weight.values[weight];
    gradients.weight[weight] += g[out] * problem.x.values[x];
  }
  for (const [index, [, o]] of positions(shape).entries()) gradients.bias[o] += g[index];
  return gradients;
}

function convolutionTerms({ x, weight, options = {} }: Convolution): { shape: number[]; terms: Term[] } {
  const [batch, channels, height, width] = x.shape;
  const [outChannels, channelsPerGroup, kernelHeight, kernelWidth] = weight.shape;
  const rows = placesOn(0, height, kernelHeight, options);
  const columns = placesOn(1, width, kernelWidth, options);
  const shape = [batch, outChannels, rows.length, columns.length];
  const outPerGroup = outChannels / (options.groups ?? 1);
  const terms: Term[] = [];
  for (const [out, [n, o, i, j]] of positions(shape).entries()) {
    for (const [k, [c, u, v]] of positions([channelsPerGroup, kernelHeight, kernelWidth]).entries()) {
      const [row, column] = [rows[i][u], columns[j][v]];
      if (row < 0 || row >= height || column < 0 || column >= width) continue;
      const channel = Math.floor(o / outPerGroup) * channelsPerGroup + c;
      terms.push({
        out,
        x: ((n * channels + channel) * height + row) * width + column,
        weight: o * sizeOf([channelsPerGroup, kernelHeight, kernelWidth]) + k,
      });
    }
  }
  return { shape, terms };
}
