import type { DType, ElementArray } from "./dtype.ts";
import { allocate } from "./kernels/js/allocate.ts";

/** The storages made since the innermost scope began; null outside of every scope. */
let inScope: Storage[] | null = null;

/** Starts gathering new storages in another list, and returns the list that was used until now. */
export function gatherStorages(list: Storage[] | null): Storage[] | null {
  const previous = inScope;
  inScope = list;
  return previous;
}

/**
 * A flat block of elements that one or more tensors look at. `version` counts the in-place writes, so that whoever kept
 * a tensor for later (the tape) can tell that its values have changed since.
 */
export class Storage {
  readonly dtype: DType;
  /** The number of elements. */
  readonly size: number;
  version = 0;
  /** What the end of the scope that made it does: free it, hand it to the scope around, or (outside, or kept) nothing. */
  life: "scoped" | "escaping" | "kept" = "scoped";
  #array: ElementArray | null;

  constructor(data: ElementArray, dtype: DType) {
    this.#array = data;
    this.dtype = dtype;
    this.size = data.length;
  }

  /** A block of `size` zeros, allocated where the active kernels want it. */
  static allocate(dtype: DType, size: number): Storage {
    const storage = new Storage(allocate(dtype, size), dtype);
    if (inScope === null) storage.keep();
    else inScope.push(storage);
    return storage;
  }

  /**
   * The elements.
   * @throws Error when they were freed at the end of a scope
   */
  get data(): ElementArray {
    if (this.#array !== null) return this.#array;
    throw new Error(
      "tensor: elements must be kept to outlive their scope, got a tensor that was freed at the end of its scope; " +
        "return it from the function, or keep() it",
    );
  }

  /** From now on no scope frees the block; it goes when nothing refers to it. */
  keep(): void {
    this.life = "kept";
  }

  /** Gives the block back; using it afterwards is an error. */
  free(): void {
    this.#array = null;
  }
}
