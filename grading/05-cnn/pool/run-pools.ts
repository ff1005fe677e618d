import type { Block, Given } from "../given.ts";
import type { Scope } from "../scope.ts";
import type { Sliding } from "../sliding.ts";

export type PoolProblem = {
  readonly layer: "MaxPool2d" | "AvgPool2d";
  readonly kernelSize: number | readonly [number, number];
  readonly options?: Sliding & { readonly countIncludePad?: boolean };
  /** Of the images, and so of the outputs. Default "float32". */
  readonly dtype?: "float32" | "float64";
  /** Seen one after another. */
  readonly images: readonly (Block | Given)[];
};

export type PoolRun = {
  /** Shape, numbers and dtype, for each of the images. */
  readonly outputs: [number[], number[], string][];
  /** What is left of the images. */
  readonly kept: number[][];
  /** How many parameters the layer has. */
  readonly parameters: number;
};

/** Runs in the sandbox: all layers are made before any of them is used. */
export function runPools(scope: Scope, problems: readonly PoolProblem[]): PoolRun[] {
  const lay = (block: Block | Given, dtype: "float32" | "float64" = "float32") => {
    const laid = scope.tensor([...block.values], { shape: [...block.shape], dtype });
    return "skip" in block ? laid.slice(0, block.skip).transpose(block.swap[0], block.swap[1]) : laid;
  };
  const valuesOf = ({ data }: { data: ArrayLike<number> }) =>
    Array.from({ length: data.length }, (_, e) => data[e]);
  const runs = problems.map(({ layer: name, kernelSize, options, images, dtype }) => {
    type Drawn = ReturnType<typeof lay>;
    const given = [kernelSize, ...(options === undefined ? [] : [options])] as const;
    const layer =
      name === "MaxPool2d" ? new scope.MaxPool2d<Drawn>(...given) : new scope.AvgPool2d<Drawn>(...given);
    return { layer, images: images.map((x) => lay(x, dtype)) };
  });
  return runs.map(({ layer, images }) => ({
    outputs: images.map((x) => {
      const out = layer.forward(x);
      return [[...out.shape], valuesOf(out.contiguous()), out.dtype];
    }),
    kept: images.map((x) => valuesOf(x.contiguous())),
    parameters: layer.parameters().length,
  }));
}
