import { formatShape, sameShape } from "@tinytorch/tensor";
import type { Input } from "../module.ts";

/** @throws RangeError when the shapes differ: broadcasting inside a loss is almost always a mistake */
export function requireSameShape(loss: string, output: Input, target: Input): void {
  if (!sameShape(output.shape, target.shape)) {
    throw new RangeError(
      `${loss}: output and target must have one shape, got ${formatShape(output.shape)} and ${formatShape(target.shape)}`,
    );
  }
}
