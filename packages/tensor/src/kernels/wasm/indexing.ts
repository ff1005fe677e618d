import { bytesPer } from "../contract/elements.ts";
import type { Kernels } from "../contract/kernels.ts";
import type { Layout, Strided } from "../contract/layout.ts";
import { sizeOf } from "../contract/layout.ts";
import { across } from "../js/indexing.ts";
import { jsKernels as js } from "../js/js-kernels.ts";
import { forEachPlace, layOver } from "../rows.ts";
import { theHeap } from "./heap.ts";
import type { WasmExports } from "./instantiate.ts";
import { areFloat32, isDense, startOf } from "./operands.ts";
import { share } from "./threads.ts";

/** What an element takes about that is looked up, and one of a slice, in nanoseconds. */
const [LOOK_UP, SLICE] = [0.7, 0.15];

/** From how many elements on indices that are no tensor are copied into the heap. */
const WORTH_COPYING = 256;

/** Elements and slices by index, for elements of 4 bytes, or of float32 where they are added; anything else is done in JavaScript. */
export function makeIndexing(
  wasm: WasmExports,
): Pick<Kernels, "anyOutside" | "gather" | "scatterAdd" | "indexSelect" | "indexAdd"> {
  const { integers } = theHeap();

  /** Calls `gather` or `scatterAdd` for the rows of an index that is laid over a table and over dense elements, all in the heap. */
  function look(
    kernel: WasmExports[string],
    [table, dim, index, dense]: readonly [Strided, number, Strided, Strided],
    areApart: (rowStep: number) => boolean,
  ): void {
    const layout = layOver([across(table, dim, index), index], denseOver(index, dense));
    const { count, lengths, steps } = layout;
    const last = count - 1;
    const [rows, columns] = [count > 1 ? lengths[last - 1] : 1, count > 0 ? lengths[last] : 1];
    const [row, indexRow] = count > 1 ? [steps[0][last - 1] * 4, steps[1][last - 1] * 4] : [0, 0];
    const [step, indexStep] = count > 0 ? [steps[0][last] * 4, steps[1][last] * 4] : [0, 0];
    const along = table.strides[dim] * 4;
    const cost = areApart(row) ? columns * LOOK_UP : 0;
    const at = [startOf(table) / 4, startOf(index) / 4, startOf(dense) / 4];
    forEachPlace(layout, count - 2, at, () => {
      const [from, picks, to] = [at[0] * 4, at[1] * 4, at[2] * 4];
      share(kernel, rows, cost, (start, some) => [
        ...[from + start * row, row, step, along],
        ...[picks + start * indexRow, indexRow, indexStep],
        ...[to + start * columns * 4, some, columns],
      ]);
    });
  }

  /** Calls `indexSelect` or `indexAdd` for slices of a table and dense elements in the heap; false when there is no room. */
  function slices(
    kernel: WasmExports[string],
    [table, dim, indices, dense]: readonly [Strided, number, ArrayLike<number>, Strided],
    areApart: boolean,
  ): boolean {
    const heap = theHeap();
    const address = heap.allocate(indices.length * 4);
    if (address === 0) return false;
    integers.set(indices, address / 4);
    const bytes = sizeOf(table.shape.slice(dim + 1)) * 4;
    const block = table.shape[dim] * bytes;
    const blocks = sizeOf(table.shape.slice(0, dim));
    const [from, to] = [startOf(table), startOf(dense)];
    const count = indices.length;
    if (areApart && blocks === 1) {
      const operands = (start: number, some: number) => [
        from,
        block,
        bytes,
        address + start * 4,
        some,
        1,
        to + start * bytes,
      ];
      share(kernel, count, (bytes / 4) * SLICE, operands);
    } else {
      share(kernel, blocks, (bytes / 4) * count * SLICE, (start, some) => [
        ...[from + start * block, block, bytes, address, count, some],
        to + start * count * bytes,
      ]);
    }
    heap.free(address, indices.length * 4);
    return true;
  }

  return {
    anyOutside(indices, length) {
      if (indices.storage.dtype !== "int32" || !isDense(indices)) return js.anyOutside(indices, length);
      return wasm.anyOutside(startOf(indices), indices.size, length) !== 0;
    },
    gather(x, dim, index, out) {
      if (!inHeap(x, index, out) || x.storage.dtype !== out.storage.dtype || out.size === 0)
        js.gather(x, dim, index, out);
      else look(wasm.gather, [x, dim, index, out], () => true);
    },
    scatterAdd(out, dim, index, x) {
      if (!inHeap(x, index, out) || !areFloat32(x, out) || x.size === 0) js.scatterAdd(out, dim, index, x);
      // Rows that share their place in the table cannot be added to side by side.
      else look(wasm.scatterAdd, [out, dim, index, x], (row) => out.isContiguous && row !== 0);
    },
    indexSelect(x, dim, indices, out) {
      const fits = out.size >= WORTH_COPYING && inHeap(x, out) && x.storage.dtype === out.storage.dtype;
      if (!fits || !slices(wasm.indexSelect, [x, dim, indices, out], true)) js.indexSelect(x, dim, indices, out);
    },
    indexAdd(out, dim, indices, x) {
      const fits = x.size >= WORTH_COPYING && inHeap(x, out) && areFloat32(x, out);
      if (!fits || !slices(wasm.indexAdd, [out, dim, indices, x], false)) js.indexAdd(out, dim, indices, x);
    },
  };
}

/** Whether all lie in the heap, in elements of 4 bytes. */
function inHeap(...operands: readonly Strided[]): boolean {
  return operands.every(({ storage: { address, dtype } }) => address !== 0 && bytesPer[dtype] === 4);
}

/** Dense elements, of the shape of an index. */
function denseOver({ shape }: Strided, { strides }: Strided): Layout {
  return { shape, strides, offset: 0 };
}
