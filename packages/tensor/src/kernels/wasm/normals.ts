import type { Kernels } from "../contract/kernels.ts";
import { jsKernels as js } from "../js/js-kernels.ts";
import { storePair } from "../js/normals.ts";
import { theHeap } from "./heap.ts";
import type { WasmExports } from "./instantiate.ts";
import { areFloat32, isDense, startOf } from "./operands.ts";

/** So many numbers are drawn at a time, a multiple of 4. */
const CHUNK = 2048;
/** What they take, and the list of those that are doubtful, in bytes. */
const [NUMBERS_BYTES, DOUBTS_BYTES] = [CHUNK * 8, CHUNK];

/**
 * Normals of float32 in the heap. The kernel is as exact as JavaScript's functions, but not to their last digit: where that might
 * round to another float32, which it says, those do the work.
 */
export function makeNormals(wasm: WasmExports): Kernels["normals"] {
  const heap = theHeap();
  return (draw, mean, standardDeviation, out) => {
    const address = isDense(out) && areFloat32(out) ? heap.allocate(NUMBERS_BYTES + DOUBTS_BYTES) : 0;
    if (address === 0) return js.normals(draw, mean, standardDeviation, out);
    const doubts = address + NUMBERS_BYTES;
    const chunk = new Float64Array(heap.memory.buffer, address, CHUNK);
    for (let done = 0, left = out.size - (out.size % 2); left > 0; ) {
      const drawn = chunk.subarray(0, Math.min(left, CHUNK));
      draw(drawn);
      const repair = (i: number) =>
        storePair(drawn[i], drawn[i + 1], mean, standardDeviation, heap.floats, startOf(out) / 4 + done + i);
      const fours = Math.floor(drawn.length / 4);
      const count = wasm.boxMuller(address, fours, mean, standardDeviation, startOf(out) + done * 4, doubts);
      for (let k = 0; k < count; k++) {
        const i = 4 * heap.integers[doubts / 4 + k];
        repair(i);
        repair(i + 2);
      }
      if (drawn.length > 4 * fours) repair(4 * fours);
      done += drawn.length;
      left -= drawn.length;
    }
    heap.free(address, NUMBERS_BYTES + DOUBTS_BYTES);
  };
}
