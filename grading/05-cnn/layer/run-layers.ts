import type { Convolution } from "../conv-problem.ts";
import type { Block, Given } from "../given.ts";
import type { Scope } from "../scope.ts";

/** A layer with weights and bias as given, and the images it sees one after another. */
export type LayerProblem = Omit<Convolution, "x"> & {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernelSize: number | readonly [number, number];
  readonly images: readonly (Block | Given)[];
};

export type LayerRun = {
  /** Shape, numbers and dtype, for each of the images. */
  readonly outputs: [number[], number[], string][];
  /** What is left of the images, of weights and bias. */
  readonly kept: number[][];
};

/**
 * Runs in the sandbox: all layers are made before any of them is used. Their parameters are whatever `parameter` makes of the
 * first values, here numbers from outside.
 */
export function runLayers(
  { Conv2d, Generator, tensor }: Scope,
  problems: readonly LayerProblem[],
): LayerRun[] {
  const lay = (block: Block | Given, dtype: "float32" | "float64" = "float32") => {
    const laid = tensor([...block.values], { shape: [...block.shape], dtype });
    return "skip" in block ? laid.slice(0, block.skip).transpose(block.swap[0], block.swap[1]) : laid;
  };
  const valuesOf = ({ data }: { data: ArrayLike<number> }) =>
    Array.from({ length: data.length }, (_, e) => data[e]);
  const runs = problems.map(
    ({ inChannels, outChannels, kernelSize, options, weight, bias, images, dtype }) => {
      const [weights, offsets] = [lay(weight, dtype), bias && lay(bias, dtype)];
      const layer = new Conv2d(inChannels, outChannels, kernelSize, {
        ...options,
        ...(offsets ? {} : { bias: false }),
        generator: new Generator(1),
        parameter: (initial) => (initial.ndim === 1 && offsets ? offsets : weights),
      });
      return {
        layer,
        images: images.map((x) => lay(x, dtype)),
        parameters: [weights, ...(offsets ? [offsets] : [])],
      };
    },
  );
  return runs.map(({ layer, images, parameters }) => ({
    outputs: images.map((x) => {
      const out = layer.forward(x);
      return [[...out.shape], valuesOf(out.contiguous()), out.dtype];
    }),
    kept: [...images, ...parameters].map((each) => valuesOf(each.contiguous())),
  }));
}
