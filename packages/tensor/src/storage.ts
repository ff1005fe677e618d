import type { DType, ElementArray } from "./dtype.ts";
import { activeKernels } from "./kernels/active.ts";

/**
 * A flat block of elements that one or more tensors look at. `version` counts the in-place writes, so that whoever kept
 * a tensor for later (the tape) can tell that its values have changed since.
 */
export class Storage {
  readonly data: ElementArray;
  readonly dtype: DType;
  version = 0;

  constructor(data: ElementArray, dtype: DType) {
    this.data = data;
    this.dtype = dtype;
  }

  /** A block of `size` zeros, allocated where the active kernels want it. */
  static allocate(dtype: DType, size: number): Storage {
    return new Storage(activeKernels().allocate(dtype, size), dtype);
  }
}
