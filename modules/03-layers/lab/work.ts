import { Generator } from "@tinytorch/tensor";
import type { Layers } from "./layers.ts";
import { wordsOf } from "./words-of.ts";

export type Work = {
  readonly products: readonly {
    readonly n: number;
    /** What `multiplications` says of [n, n] @ [n, n]. */
    readonly multiplications: number;
    /** The quickest of a few. */
    readonly milliseconds: number;
  }[];
  /** Why there is no more of it; null when all was measured. */
  readonly reason: string | null;
};

/** Times products of square matrices that grow, by the matmul of three loops. */
export function workOf({ matmul, multiplications }: Layers): Work {
  const generator = new Generator(5);
  const products: { n: number; multiplications: number; milliseconds: number }[] = [];
  try {
    for (const n of [32, 64, 128, 256]) {
      const [a, b] = [0, 1].map(() =>
        Array.from({ length: n }, () => Array.from({ length: n }, () => generator.uniform(-1, 1))),
      );
      // The first rounds are slower: the engine is still compiling.
      const times = Array.from({ length: 7 }, () => {
        const start = performance.now();
        matmul(a, b);
        return performance.now() - start;
      });
      products.push({ n, multiplications: multiplications(n, n, n), milliseconds: Math.min(...times) });
    }
    return { products, reason: null };
  } catch (error) {
    return { products, reason: wordsOf(error) };
  }
}
