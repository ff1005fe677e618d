import type { Kernels, SlidingWindow } from "../contract/kernels.ts";
import type { Strided } from "../contract/layout.ts";
import { jsKernels as js } from "../js/js-kernels.ts";
import { batchOf, forEachPlace, layOver } from "../rows.ts";
import { WORTH_STAGING } from "./elementwise.ts";
import { theHeap } from "./heap.ts";
import type { WasmExports } from "./instantiate.ts";
import { areFloat32, isDense, staged, startOf } from "./operands.ts";
import { isWorthSharing, share } from "./threads.ts";

/** What a multiply-add takes about, in nanoseconds. */
const MULTIPLY_ADD = 0.035;

/** With fewer rows than this, or columns, a product is made of one after another: packing the other operand may not pay. */
const THIN = 4;
/** Of how many columns sums of rows are worth it, for each row. */
const WIDE = 16;
/** What reading an element of the other operand takes about, in nanoseconds. */
const READ = 0.06;

/** How products are cut for threads: into rows that make whole tiles of 6, or columns that make whole strips of 8. */
const [ROWS, COLUMNS] = [24, 16];

/** Products of matrices, and convolutions. */
export function makeProducts(
  wasm: WasmExports,
  copy: (from: Strided, to: Strided) => void,
): Pick<Kernels, "matmul" | "conv2d"> {
  /** A row of a product, or a column, which is one of the transposed operands' product. */
  function multiplyRow(
    ...[x, xStep, y, yRow, yColumn, to, toStep, k, n]: [
      ...[x: number, xStep: number, y: number, yRow: number, yColumn: number],
      ...[to: number, toStep: number, k: number, n: number],
    ]
  ): void {
    share(wasm.gemv, Math.ceil(n / COLUMNS), COLUMNS * k * READ, (start, count) => {
      const j = start * COLUMNS;
      const columns = Math.min(count * COLUMNS, n - j);
      return [x, xStep, y + j * yColumn, yRow, yColumn, to + j * toStep, toStep, k, columns];
    });
  }

  /** One product of matrices in the heap, `[m, k] @ [k, n]`, by rows where there are more of them than columns. */
  function multiplyOne(
    ...[a, aRow, aColumn, b, bRow, bColumn, to, m, k, n]: [
      ...[a: number, aRow: number, aColumn: number, b: number, bRow: number, bColumn: number],
      ...[to: number, m: number, k: number, n: number],
    ]
  ): void {
    const row = n * 4;
    if (m < THIN && suitsGemv(aColumn, bRow, bColumn, n / m)) {
      for (let i = 0; i < m; i++) multiplyRow(a + i * aRow, aColumn, b, bRow, bColumn, to + i * row, 4, k, n);
    } else if (n < THIN && suitsGemv(bRow, aColumn, aRow, m / n)) {
      for (let j = 0; j < n; j++) multiplyRow(b + j * bColumn, bRow, a, aColumn, aRow, to + j * 4, row, k, m);
    } else if (!isWorthSharing(m * k * n * MULTIPLY_ADD)) {
      wasm.matmul(a, aRow, aColumn, b, bRow, bColumn, to, row, m, k, n);
    } else if (m > n) {
      share(wasm.matmul, Math.ceil(m / ROWS), ROWS * k * n * MULTIPLY_ADD, (start, count) => {
        const i = start * ROWS;
        const rows = Math.min(count * ROWS, m - i);
        return [a + i * aRow, aRow, aColumn, b, bRow, bColumn, to + i * row, row, rows, k, n];
      });
    } else {
      share(wasm.matmul, Math.ceil(n / COLUMNS), COLUMNS * k * m * MULTIPLY_ADD, (start, count) => {
        const j = start * COLUMNS;
        const columns = Math.min(count * COLUMNS, n - j);
        return [a, aRow, aColumn, b + j * bColumn, bRow, bColumn, to + j * 4, row, m, k, columns];
      });
    }
  }

  /** Multiplies matrices in the heap. */
  function multiply([a, b]: readonly Strided[], out: Strided): boolean {
    const last = out.shape.length - 1;
    const [m, n] = [out.shape[last - 1], out.shape[last]];
    const k = a.shape[a.shape.length - 1];
    if (out.size === 0) return true;
    if (k === 0) {
      wasm.fill(startOf(out), out.size, 0);
      return true;
    }
    const [aRow, aColumn] = [a.strides[a.shape.length - 2] * 4, a.strides[a.shape.length - 1] * 4];
    const [bRow, bColumn] = [b.strides[b.shape.length - 2] * 4, b.strides[b.shape.length - 1] * 4];
    const [left, right, to] = [startOf(a), startOf(b), startOf(out)];
    if (last === 1) {
      multiplyOne(left, aRow, aColumn, right, bRow, bColumn, to, m, k, n);
      return true;
    }
    const layout = layOver([batchOf(a), batchOf(b)], batchOf(out));
    // A batch times one matrix is one product of all its rows.
    const { count, lengths, steps } = layout;
    const apart = steps[0][count - 1] * 4;
    const joined = count > 0 && steps[1][count - 1] === 0 && (m === 1 || apart === m * aRow);
    const [rows, rowStep] = joined ? [m * lengths[count - 1], apart / m] : [m, aRow];
    const at = [0, 0, 0];
    forEachPlace(layout, joined ? count - 1 : count, at, () => {
      const [x, y, z] = [left + at[0] * 4, right + at[1] * 4, to + at[2] * 4];
      multiplyOne(x, rowStep, aColumn, y, bRow, bColumn, z, rows, k, n);
    });
    return true;
  }

  function matmul(a: Strided, b: Strided, out: Strided): void {
    const isFit = ({ storage }: Strided) => storage.address !== 0;
    const products = out.size * a.shape[a.shape.length - 1];
    if (!areFloat32(a, b, out)) js.matmul(a, b, out);
    else if (isFit(a) && isFit(b) && isFit(out)) multiply([a, b], out);
    else if (products < WORTH_STAGING || !staged([a, b], isFit, out, copy, multiply)) js.matmul(a, b, out);
  }

  /** Convolves images in the heap; false when there is no room for their margins. */
  function convolve([x, weight]: readonly Strided[], window: SlidingWindow, groups: number, out: Strided): boolean {
    const heap = theHeap();
    const [images, channels, height, width] = x.shape;
    const [outputs, perGroup] = weight.shape;
    const { padding, output } = window;
    const padded = padding[0] + padding[1] > 0;
    const room = padded ? perGroup * (height + 2 * padding[0]) * (width + 2 * padding[1]) * 4 : 0;
    const cost = outputs * perGroup * window.kernel[0] * window.kernel[1] * output[0] * output[1] * MULTIPLY_ADD;
    const [image, result] = [channels * height * width * 4, outputs * output[0] * output[1] * 4];
    const rooms: number[] = [];
    share(wasm.convolve, images, cost, (start, count) => {
      const margins = padded ? heap.allocate(room) : 0;
      rooms.push(margins);
      return [
        ...[startOf(x) + start * image, startOf(weight), startOf(out) + start * result, margins],
        // Without room for the margins no image is worked on.
        ...[padded && margins === 0 ? 0 : count, groups, perGroup, outputs / groups, height, width],
        ...placesOf(window),
      ];
    });
    for (const margins of rooms) if (margins !== 0) heap.free(margins, room);
    return !(padded && rooms.includes(0));
  }

  function conv2d(x: Strided, weight: Strided, window: SlidingWindow, groups: number, out: Strided): void {
    const run = (inputs: readonly Strided[], to: Strided) => convolve(inputs, window, groups, to);
    if (out.size === 0 || !areFloat32(x, weight, out) || !staged([x, weight], isDense, out, copy, run))
      js.conv2d(x, weight, window, groups, out);
  }

  return { matmul, conv2d };
}

/** Whether assemblyscript/gemv.ts can multiply rows by a matrix of these steps, with so many columns to a row, and is the faster way. */
function suitsGemv(xStep: number, yRow: number, yColumn: number, columns: number): boolean {
  return (xStep === 4 && yRow === 4) || (yColumn === 4 && columns >= WIDE);
}

/** A window as assemblyscript/ takes it. */
export function placesOf({ kernel, stride, padding, dilation, output }: SlidingWindow): readonly number[] {
  return [...kernel, ...stride, ...padding, ...dilation, ...output];
}
