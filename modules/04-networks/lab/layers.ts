import type { Generator, Tensor } from "@tinytorch/tensor";
import type { Layer } from "../src/index.ts";

export class Tanh implements Layer<Tensor> {
  forward(x: Tensor): Tensor {
    return x.tanh();
  }

  parameters(): readonly Tensor[] {
    return [];
  }
}

/** A dropout for a picture of a network's parts: it has the module's name and none of its work, for the picture needs none. */
export class Dropout implements Layer<Tensor> {
  training = true;
  readonly p: number;
  readonly generator: Generator;

  constructor(p: number, { generator }: { readonly generator: Generator }) {
    this.p = p;
    this.generator = generator;
  }

  forward(x: Tensor): Tensor {
    return x;
  }

  parameters(): readonly Tensor[] {
    return [];
  }
}
