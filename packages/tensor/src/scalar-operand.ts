import { type DType, newArray } from "./dtype.ts";
import type { Strided } from "./kernels/kernels.ts";

// A number joins a binary operation as a scalar. No operation has two of them and none keeps one, so a single one of each
// type serves for all.
const scalars = new Map<DType, Strided>();

/** A number as an operand of kernels, good until the next one is asked for. */
export function scalarOperand(value: number, dtype: DType): Strided {
  let scalar = scalars.get(dtype);
  if (scalar === undefined) {
    scalar = {
      storage: { data: newArray(dtype, 1), dtype, address: 0 },
      shape: [],
      strides: [],
      offset: 0,
      size: 1,
      isContiguous: true,
    };
    scalars.set(dtype, scalar);
  }
  scalar.storage.data[0] = value;
  return scalar;
}
