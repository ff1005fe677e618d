import { type Generator, rand, type Tensor } from "@tinytorch/tensor";
import type { Layer } from "../src/index.ts";

/** `tanh(x) = 2 / (1 + e⁻²ˣ) − 1`. */
export class Tanh implements Layer<Tensor> {
  forward(x: Tensor): Tensor {
    return x.mul(-2).exp().add(1).pow(-1).mul(2).sub(1);
  }

  parameters(): readonly Tensor[] {
    return [];
  }
}

/** In training each number is 0 with probability p, else divided by 1 − p; in evaluation nothing happens. */
export class Dropout implements Layer<Tensor> {
  training = true;
  readonly p: number;
  readonly generator: Generator;

  constructor(p: number, { generator }: { readonly generator: Generator }) {
    this.p = p;
    this.generator = generator;
  }

  forward(x: Tensor): Tensor {
    if (!this.training) return x;
    return x.mul(rand(x.shape, { generator: this.generator }).ge(this.p)).div(1 - this.p);
  }

  parameters(): readonly Tensor[] {
    return [];
  }
}
