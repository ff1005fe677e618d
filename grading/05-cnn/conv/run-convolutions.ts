import type { Convolution, Laid } from "../conv-problem.ts";
import type { Given } from "../given.ts";
import type { Scope } from "../scope.ts";

export type Convolved = {
  readonly shape: number[];
  readonly dtype: string;
  readonly values: number[];
  /** What is left of x, weight and bias afterwards. */
  readonly kept: number[][];
};

/** Runs in the sandbox. Without options or a bias nothing is handed over in their place. */
export function runConvolutions(
  { conv2d, tensor }: Scope,
  problems: readonly (readonly [Convolution, Laid])[],
): Convolved[] {
  return problems.map(([{ x, weight, bias, options, dtype = "float32" }, laid]) => {
    const lay = (given: Given) =>
      tensor([...given.values], { shape: [...given.shape], dtype })
        .slice(0, given.skip)
        .transpose(given.swap[0], given.swap[1]);
    const [images, kernels] = [
      lay(laid.x ?? { ...x, skip: 0, swap: [0, 0] }),
      lay(laid.weight ?? { ...weight, skip: 0, swap: [0, 0] }),
    ];
    const offsets = bias && lay(laid.bias ?? { ...bias, skip: 0, swap: [0, 0] });
    const out =
      offsets || options
        ? conv2d(images, kernels, { ...options, ...(offsets && { bias: offsets }) })
        : conv2d(images, kernels);
    const valuesOf = ({ data }: { data: ArrayLike<number> }) =>
      Array.from({ length: data.length }, (_, e) => data[e]);
    return {
      shape: [...out.shape],
      dtype: out.dtype,
      values: valuesOf(out.contiguous()),
      kept: [images, kernels, ...(offsets ? [offsets] : [])].map((each) => valuesOf(each.contiguous())),
    };
  });
}
