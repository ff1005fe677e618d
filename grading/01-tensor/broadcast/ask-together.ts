import type { Thrown } from "../refusals.ts";
import type { Scope } from "../scope.ts";

type Shape = readonly number[];

/** Runs in the sandbox: every pair of shapes, twice, writing into what came; or what was thrown the first time. */
export function askTogether({ broadcastShapes }: Scope, pairs: readonly (readonly Shape[])[]) {
  const given = pairs.map((pair) => pair.map((shape) => [...shape]));
  const thrown: Thrown[] = [];
  const ask = () =>
    given.map(([a, b], index) => {
      try {
        const together = broadcastShapes(a, b);
        const shape = [...together];
        thrown[index] ??= null;
        if (Array.isArray(together)) together.push(-1);
        return shape;
      } catch (error) {
        const { name, message } = Object(error);
        thrown[index] ??= { name, message };
        return null;
      }
    });
  const results = [ask(), ask()];
  return { results, thrown, kept: given };
}
