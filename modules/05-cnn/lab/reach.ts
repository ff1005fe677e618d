import { Generator, ones, type Tensor, tensor } from "@tinytorch/tensor";
import type * as mine from "../src/index.ts";
import { attempt, type Part } from "./part.ts";

type Layers = Pick<typeof mine, "Conv2d" | "MaxPool2d">;

/** Some layers, and which pixels of a row the middle number of their output depends on. */
export type Reach = { readonly name: string; readonly seen: Part<readonly boolean[]> };

export const pixels = 33;

/** What one output sees of a row of pixels, through more and more of a student's layers. */
export function measureReach({ Conv2d, MaxPool2d }: Layers): Reach[] {
  const conv = (dilation = 1) =>
    new Conv2d<Tensor>(1, 1, [1, 3], {
      dilation: [1, dilation],
      padding: [0, dilation],
      generator: new Generator(1),
      parameter: (initial) => (initial.ndim === 1 ? ones(initial.shape).mul(0) : ones(initial.shape)),
    });
  const pool = () => new MaxPool2d<Tensor>([1, 2]);
  const networks = {
    "1 layer": () => [conv()],
    "2 layers": () => [conv(), conv()],
    "4 layers": () => [conv(), conv(), conv(), conv()],
    "3, pooled twice": () => [conv(), pool(), conv(), pool(), conv()],
    "dilated 1, 2, 4, 8": () => [conv(1), conv(2), conv(4), conv(8)],
  };
  return Object.entries(networks).map(([name, build]) => ({
    name,
    seen: attempt(() => pixelsSeen(build())),
  }));
}

/** One image for each pixel, in which that one alone is lit: those that light the middle of the output are seen. */
function pixelsSeen(layers: readonly { forward(x: Tensor): Tensor }[]): boolean[] {
  const lit = Array.from({ length: pixels }, (_, lit) =>
    Array.from({ length: pixels }, (_, pixel) => (pixel === lit ? 1 : 0)),
  );
  const out = layers.reduce((x, layer) => layer.forward(x), tensor(lit).reshape([pixels, 1, 1, pixels]));
  const middle = out.select(3, Math.floor((out.shape[3] ?? 0) / 2)).contiguous();
  return Array.from({ length: pixels }, (_, pixel) => middle.data[pixel] !== 0);
}
