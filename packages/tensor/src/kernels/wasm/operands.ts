import { bytesPer } from "../contract/elements.ts";
import type { Strided } from "../contract/layout.ts";
import { rowMajorStrides, type Shape, sizeOf } from "../contract/layout.ts";
import { jsKernels } from "../js/js-kernels.ts";
import { theHeap } from "./heap.ts";

/** Where a tensor in the heap starts, in bytes. */
export function startOf({ storage, offset }: Strided): number {
  return storage.address + offset * bytesPer[storage.dtype];
}

/** Whether a tensor is in the heap, in row-major order and without gaps. */
export function isDense({ storage, isContiguous }: Strided): boolean {
  return isContiguous && storage.address !== 0;
}

/** Whether all tensors are float32. */
export function areFloat32(...operands: readonly Strided[]): boolean {
  for (const { storage } of operands) if (storage.dtype !== "float32") return false;
  return true;
}

/** A dense tensor in the heap, of the type of another, with anything in it; null when there is no room. */
export function temporaryLike({ storage: { dtype } }: Strided, shape: Shape): Strided | null {
  const heap = theHeap();
  const size = sizeOf(shape);
  const address = heap.allocate(size * bytesPer[dtype]);
  if (address === 0) return null;
  const data = heap.view(dtype, address, size);
  const storage = { address, dtype, data };
  return { storage, shape, strides: rowMajorStrides(shape), offset: 0, size, isContiguous: true };
}

/** Gives a temporary's block back. */
export function release({ size, storage: { address, dtype } }: Strided): void {
  theHeap().free(address, size * bytesPer[dtype]);
}

/**
 * Runs an operation with dense copies in the heap in the place of the operands that are not fit for it, and of an output
 * that is elsewhere, which is copied back.
 * @returns what the operation says of itself, or false when there was no room
 */
export function staged(
  inputs: readonly Strided[],
  isFit: (input: Strided, index: number) => boolean,
  out: Strided,
  copy: (from: Strided, to: Strided) => void,
  run: (inputs: readonly Strided[], out: Strided) => boolean,
): boolean {
  const temporaries: Strided[] = [];
  const temporary = (like: Strided): Strided => {
    const result = temporaryLike(like, like.shape);
    if (result === null) throw new OutOfRoom();
    temporaries.push(result);
    return result;
  };
  try {
    // All are asked first: a copy lays out anew what their answers rest on.
    const asTheyAre = inputs.map(isFit);
    const fit = inputs.map((input, index) => {
      if (asTheyAre[index]) return input;
      const dense = temporary(input);
      copy(input, dense);
      return dense;
    });
    if (out.storage.address !== 0) return run(fit, out);
    const target = temporary(out);
    const done = run(fit, target);
    if (done) jsKernels.elementwise("copy", [target], out);
    return done;
  } catch (error) {
    if (error instanceof OutOfRoom) return false;
    throw error;
  } finally {
    for (const each of temporaries) release(each);
  }
}

/** There is no room in the heap. */
class OutOfRoom extends Error {}
