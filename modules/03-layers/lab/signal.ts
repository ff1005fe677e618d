import { Generator, normal, randn, type Shape, type Tensor } from "@tinytorch/tensor";
import type { Layers } from "./layers.ts";
import { wordsOf } from "./words-of.ts";

/** One signal on its way through layers that all start the same way. */
export type Signal = {
  readonly name: string;
  /** What deviation to expect after the last layer, in a word or two. */
  readonly expected: string;
  /** The signal's standard deviation before the first layer and after each; shorter where it ended. */
  readonly deviations: readonly number[];
  /** Why there is no more of it; null when it arrived. */
  readonly reason: string | null;
};

const width = 100;
const depth = 30;

/** Sends one batch through thirty layers of a hundred, started in four ways. */
export function signalsThrough({ Linear, xavierNormal, heNormal }: Layers): Signal[] {
  const ways: readonly {
    readonly name: string;
    readonly expected: string;
    readonly weight: (shape: Shape, generator: Generator) => Tensor;
    readonly after: (x: Tensor) => Tensor;
  }[] = [
    {
      name: "N(0, 1)",
      expected: "10³⁰: tenfold a layer",
      weight: (shape, generator) => randn(shape, { generator }),
      after: (x) => x,
    },
    {
      name: "Xavier",
      expected: "1: flat",
      weight: (shape, generator) => xavierNormal(shape, { generator }),
      after: (x) => x,
    },
    {
      name: "He, with relu",
      expected: "1: flat",
      weight: (shape, generator) => heNormal(shape, { generator }),
      after: (x) => x.maximum(0),
    },
    {
      name: "small, N(0, 0.01²)",
      expected: "10⁻³⁰: a tenth",
      weight: (shape, generator) => normal(shape, 0, 0.01, { generator }),
      after: (x) => x,
    },
  ];
  return ways.map(({ name, expected, weight, after }) => {
    const generator = new Generator(3);
    const deviations: number[] = [];
    try {
      let x = randn([64, width], { generator });
      deviations.push(sizeOf(x));
      for (let layer = 0; layer < depth; layer += 1) {
        const linear = new Linear(width, width, {
          generator,
          bias: false,
          parameter: (initial) => weight(initial.shape, generator),
        });
        x = linear.forward(after(x));
        deviations.push(sizeOf(x));
      }
      return { name, expected, deviations, reason: null };
    } catch (error) {
      return { name, expected, deviations, reason: wordsOf(error) };
    }
  });
}

/** √ of the mean of x²: the standard deviation of numbers around 0. */
function sizeOf(x: Tensor): number {
  // In float64, for the square of 10³⁰ is beyond float32.
  return Math.sqrt(x.to("float64").pow(2).mean().item());
}
