import { Generator, type Tensor } from "@tinytorch/tensor";
import { Dropout } from "./layers.ts";
import type { Networks } from "./networks.ts";
import { wordsOf } from "./words-of.ts";

/** A network as it is built, with how much each part learns. */
export type Tree = {
  readonly lines: readonly {
    readonly name: string;
    readonly type: string;
    readonly shape: readonly number[];
    readonly parameters: number;
  }[];
  /** What `countParameters` says of the whole. */
  readonly total: number | null;
  /** Why there is no more of it; null when all is there. */
  readonly reason: string | null;
};

/** Looks at a network for handwritten digits: a body of two hidden layers, dropout, and a head. */
export function treeOf({ MLP, Sequential, Linear, summary, countParameters }: Networks): Tree {
  try {
    const generator = new Generator(1);
    const options = { generator, parameter: (initial: Tensor) => initial };
    const body = new MLP<Tensor>([64, 128, 64], options);
    const head = new Sequential<Tensor>(new Dropout(0.2, { generator }), new Linear<Tensor>(64, 10, options));
    const model = new Sequential<Tensor>(body, head);
    const lines = summary(model, [32, 64]).map(({ name, type, outputShape, parameters }) => ({
      name,
      type,
      shape: [...outputShape],
      parameters,
    }));
    return { lines, total: countParameters(model), reason: null };
  } catch (error) {
    return { lines: [], total: null, reason: wordsOf(error) };
  }
}
