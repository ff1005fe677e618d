import type { Strided } from "../kernels/contract/layout.ts";
import { broadcastShapes } from "./broadcast.ts";
import { type DType, isFloat } from "./dtype.ts";
import { formatShape, sameShape } from "./shape.ts";

// What must hold before a tensor is written in place.

/** What can be copied into a block of its own. */
interface Cloneable<Copy> extends Strided {
  clone(): Copy;
}

/** A tensor as the target of a write. @throws Error when one of its elements stands for several */
export function asTarget<Target extends Strided>(operation: string, x: Target): Target {
  if (x.isContiguous || x.size === 0) return x;
  if (x.strides.some((stride, d) => stride === 0 && x.shape[d] > 1)) {
    throw new Error(
      `${operation}: an expanded tensor cannot be written in place, got shape ${formatShape(x.shape)} with strides ` +
        `${formatShape(x.strides)}; call clone() first`,
    );
  }
  return x;
}

/**
 * Another tensor as the source of a write; a copy of it where the write would move it on the way.
 * @throws RangeError when it does not broadcast to the target
 */
export function asSource<Source extends Cloneable<Source>>(operation: string, target: Strided, other: Source): Source {
  if (!sameShape(broadcastShapes(operation, target.shape, other.shape), target.shape)) {
    throw new RangeError(
      `${operation}: the operand must broadcast to this tensor, got ${formatShape(other.shape)} for ${formatShape(target.shape)}`,
    );
  }
  const overlaps =
    other.storage === target.storage &&
    !(
      other.offset === target.offset &&
      sameShape(other.shape, target.shape) &&
      sameShape(other.strides, target.strides)
    );
  return overlaps ? other.clone() : other;
}

/** @throws TypeError when the result is of a kind that the target does not hold */
export function requireHolds(operation: string, target: DType, result: DType): void {
  if (result === target || isFloat(target)) return;
  throw new TypeError(`${operation}: the result must be ${target} to be written in place, got ${result}`);
}
