import { rowMajorStrides, type Strided } from "../contract/layout.ts";
import { forEachRow } from "../rows.ts";

/** The positions of each innermost row's elements in the order of their values: a merge sort, so that equal ones keep their order. */
export function argsort(x: Strided, descending: boolean, out: Strided): void {
  const source = x.storage.data;
  const target = out.storage.data;
  const last = x.shape.length - 1;
  const [length, step] = [x.shape[last], x.strides[last]];
  const outer = { shape: x.shape.slice(0, last), strides: x.strides.slice(0, last), offset: x.offset };
  const visited = { shape: outer.shape, strides: rowMajorStrides(outer.shape), offset: 0 };
  const keys = new Float64Array(length);
  const spare = new Int32Array(length);
  let k = out.offset;
  forEachRow([outer], visited, (n, [start], [di]) => {
    for (let first = start; n > 0; n--, first += di, k += length) {
      for (let i = 0; i < length; i++) {
        const value = source[first + i * step];
        keys[i] = descending ? -value : value;
      }
      const [numbers, unknown] = partition(keys);
      mergeSort(keys, numbers, spare);
      target.set(numbers, descending ? k + unknown.length : k);
      target.set(unknown, descending ? k : k + numbers.length);
    }
  });
}

/** The positions of the keys that are numbers, and of those that are NaN. */
function partition(keys: Float64Array): readonly [numbers: Int32Array, unknown: Int32Array] {
  const positions = new Int32Array(keys.length);
  let count = 0;
  for (let i = 0; i < keys.length; i++) if (!Number.isNaN(keys[i])) positions[count++] = i;
  let at = count;
  if (count < keys.length) for (let i = 0; i < keys.length; i++) if (Number.isNaN(keys[i])) positions[at++] = i;
  return [positions.subarray(0, count), positions.subarray(count)];
}

/** Sorts positions by their keys: merges runs of 1, then of 2, of 4, …, back and forth between two blocks. */
function mergeSort(keys: Float64Array, order: Int32Array, spare: Int32Array): void {
  const n = order.length;
  let from = order;
  let to = spare.subarray(0, n);
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      merge(keys, from, to, start, middle, Math.min(middle + width, n));
    }
    [from, to] = [to, from];
  }
  if (from !== order) order.set(from);
}

/** Merges two neighbouring runs; of equal keys the left one goes first. */
function merge(keys: Float64Array, from: Int32Array, to: Int32Array, start: number, middle: number, end: number): void {
  let left = start;
  let right = middle;
  for (let k = start; k < end; k++) {
    const takesRight = left === middle || (right < end && keys[from[right]] < keys[from[left]]);
    to[k] = takesRight ? from[right++] : from[left++];
  }
}
