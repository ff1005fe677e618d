import type { Strided } from "../kernels/contract/layout.ts";
import { type DType, newArray } from "./dtype.ts";

// A number joins an operation as a scalar. No operation has more than two of them and none keeps one, so two of each type
// serve for all.
const scalars = [new Map<DType, Strided>(), new Map<DType, Strided>()] as const;

/** A number as an operand of kernels, good until the next one is asked for in its place. */
export function scalarOperand(value: number, dtype: DType, place: 0 | 1 = 0): Strided {
  let scalar = scalars[place].get(dtype);
  if (scalar === undefined) {
    const storage = { data: newArray(dtype, 1), dtype, address: 0 };
    scalar = { storage, shape: [], strides: [], offset: 0, size: 1, isContiguous: true };
    scalars[place].set(dtype, scalar);
  }
  scalar.storage.data[0] = value;
  return scalar;
}
