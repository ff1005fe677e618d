import type { Shape } from "@tinytorch/tensor";

/**
 * Output and target of a loss belong together element by element. [4, 1] and [4] would broadcast to [4, 4]: every output
 * compared with every target, a loss that is a number like any other, and a model that learns nothing.
 * @throws RangeError when the shapes differ: `mseLoss: output and target must have one shape, got [4, 1] and [4]`.
 */
export function requireSameShape(loss: string, output: Shape, target: Shape): void {
  // BEGIN SOLUTION
  // TODO: throw a RangeError with that message if the shapes differ
  const isSame = output.length === target.length && output.every((size, dim) => size === target[dim]);
  if (isSame) return;
  throw new RangeError(
    `${loss}: output and target must have one shape, got [${output.join(", ")}] and [${target.join(", ")}]`,
  );
  // END SOLUTION
}
