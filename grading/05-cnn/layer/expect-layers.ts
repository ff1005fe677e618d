import type { Inputs } from "@tinytorch/testkit";
import { firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import type { Convolution } from "../conv-problem.ts";
import { expectedConvolution } from "../expected-convolution.ts";
import { type Block, different, type Given, whole } from "../given.ts";
import { submission } from "../hidden.ts";
import { type LayerProblem, runLayers } from "./run-layers.ts";

export type LayerShape = {
  readonly channels: readonly [inChannels: number, outChannels: number];
  readonly kernelSize: number | readonly [number, number];
  readonly options?: Convolution["options"];
  /** Default true. */
  readonly bias?: boolean;
};

/** A layer of whole numbers, to be used on such images. */
export function layerOn(
  inputs: Inputs,
  shape: LayerShape,
  ...images: readonly (Block | Given)[]
): LayerProblem {
  const [inChannels, outChannels] = shape.channels;
  const kernel =
    typeof shape.kernelSize === "number" ? [shape.kernelSize, shape.kernelSize] : shape.kernelSize;
  return {
    inChannels,
    outChannels,
    kernelSize: shape.kernelSize,
    weight: whole(inputs, outChannels, inChannels / (shape.options?.groups ?? 1), ...kernel),
    images,
    ...(shape.bias !== false && { bias: different(inputs, outChannels) }),
    ...(shape.options && { options: shape.options }),
  };
}

/** Every layer's outputs beside what they should be; `seen` says what the images are where they are laid as views, and the dtype is compared where a problem names one. */
export async function expectLayers(
  ...problems: readonly (LayerProblem & { seen?: readonly Block[] })[]
): Promise<void> {
  const runs = await submission.evaluate(
    runLayers,
    problems.map(({ seen: _, ...problem }) => problem),
  );
  const expected = problems.map(({ images, seen = images, ...layer }) =>
    seen.map((x) => [...expectedConvolution({ ...layer, x }), layer.dtype ?? null]),
  );
  expect(
    firstDifference(
      runs.map(({ outputs }, index) =>
        outputs.map(([shape, values, dtype]) => [shape, values, problems[index].dtype ? dtype : null]),
      ),
      expected,
    ),
  ).toBe(null);
}
