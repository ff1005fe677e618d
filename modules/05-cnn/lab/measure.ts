import { loadMine } from "@tinytorch/lab/terminal";
import { Generator, randn, type Tensor } from "@tinytorch/tensor";
import type * as mine from "../src/index.ts";

/** What the measurement needs of a module. */
export type Measured = Pick<typeof mine, "conv2d" | "Conv2d" | "MaxPool2d">;

export interface Cost {
  readonly name: string;
  /** The fastest of the calls: whatever else the machine does only makes them slower. */
  readonly milliseconds: number;
  /** Products of a number of the image with one of a kernel; null where there are none. */
  readonly products: number | null;
}

/** Times the loops and the matrix product on the same images and kernels, and pooling on what comes out. */
export function measure({ conv2d, Conv2d, MaxPool2d }: Measured, repeats: number): Cost[] {
  const generator = new Generator(1);
  const [batch, inChannels, outChannels, side, kernel] = [8, 16, 32, 28, 3];
  const layer = new Conv2d<Tensor>(inChannels, outChannels, kernel, {
    padding: 1,
    bias: false,
    generator,
    parameter: (initial) => initial,
  });
  const pool = new MaxPool2d<Tensor>(2);
  const x = randn([batch, inChannels, side, side], { generator });
  const out = layer.forward(x);
  const products = batch * outChannels * side * side * inChannels * kernel * kernel;
  return [
    {
      name: "conv2d, loops",
      milliseconds: time(() => conv2d(x, layer.weight, { padding: 1 }), repeats),
      products,
    },
    { name: "Conv2d, a matrix product", milliseconds: time(() => layer.forward(x), repeats), products },
    {
      name: "its columns alone",
      milliseconds: time(() => x.unfold2d(kernel, { padding: 1 }), repeats),
      products: null,
    },
    { name: "MaxPool2d of the result", milliseconds: time(() => pool.forward(out), repeats), products: null },
  ];
}

function time(run: () => unknown, repeats: number): number {
  run();
  let fastest = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const start = performance.now();
    run();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}

if (import.meta.main) {
  for (const { name, milliseconds, products } of measure(
    await loadMine<typeof mine>(import.meta.dirname),
    9,
  )) {
    const speed =
      products === null ? "" : `${Math.round(products / milliseconds / 1000)} million products a second`;
    process.stdout.write(
      `${name.padEnd(26)}${milliseconds.toFixed(1).padStart(8)} ms   ${speed}`.trimEnd().concat("\n"),
    );
  }
}
