import type { Matrix } from "../matrix.ts";
import type { Scope } from "../scope.ts";
import type { Thrown } from "../thrown.ts";

/** Runs in the sandbox: the product of each pair, one after the other. */
export function multiplyAll({ matmul }: Scope, pairs: readonly (readonly [Matrix, Matrix])[]): number[][][] {
  return pairs.map(([a, b]) => matmul(a, b).map((row) => [...row]));
}

/** Runs in the sandbox: what each pair's product throws. */
export function refuseAll({ matmul }: Scope, pairs: readonly (readonly [Matrix, Matrix])[]): Thrown[] {
  return pairs.map(([a, b]) => {
    try {
      matmul(a, b);
      return null;
    } catch (error) {
      const { name, message } = Object(error);
      return { name, message };
    }
  });
}
