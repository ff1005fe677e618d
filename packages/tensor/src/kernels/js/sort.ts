import type { ElementArray } from "../contract/elements.ts";
import { rowMajorStrides, type Strided } from "../contract/layout.ts";
import { forEachRow } from "../rows.ts";

/**
 * The positions of each innermost row's elements in the order of their values; equal ones keep theirs. What has 32 bits is sorted by the
 * engine, as numbers of 64 bits that hold a key and a position; float64 by merging.
 */
export function argsort(x: Strided, descending: boolean, out: Strided): void {
  const source = x.storage.data;
  const target = out.storage.data;
  const last = x.shape.length - 1;
  const [length, step] = [x.shape[last], x.strides[last]];
  const outer = { shape: x.shape.slice(0, last), strides: x.strides.slice(0, last), offset: x.offset };
  const visited = { shape: outer.shape, strides: rowMajorStrides(outer.shape), offset: 0 };
  const sorter =
    source instanceof Float64Array
      ? mergingSorter(length, descending)
      : packingSorter(length, descending, source instanceof Float32Array ? orderedBits : fromLeast);
  let k = out.offset;
  forEachRow([outer], visited, (n, [start], [di]) => {
    for (let first = start; n > 0; n--, first += di, k += length) {
      const unknown: number[] = [];
      let numbers = 0;
      for (let i = 0; i < length; i++) {
        const value = source[first + i * step];
        if (Number.isNaN(value)) unknown.push(i);
        else sorter.put(numbers++, value, i);
      }
      sorter.sort(numbers, target, descending ? k + unknown.length : k);
      target.set(unknown, descending ? k : k + numbers);
    }
  });
}

/** Sorts one row after another. */
interface Sorter {
  /** Notes the n-th value, and where it came from. */
  put(n: number, value: number, position: number): void;
  /** Writes the positions of the first so many values, in order. */
  sort(count: number, target: ElementArray, at: number): void;
}

/** By numbers of 64 bits, whose upper half is a key and whose lower half a position. */
function packingSorter(length: number, descending: boolean, keyOf: (value: number) => number): Sorter {
  const pairs = new Uint32Array(2 * length);
  const wide = new BigUint64Array(pairs.buffer);
  const key = littleEndian ? 1 : 0;
  return {
    put(n, value, position) {
      pairs[2 * n + key] = descending ? ~keyOf(value) : keyOf(value);
      pairs[2 * n + 1 - key] = position;
    },
    sort(count, target, at) {
      wide.subarray(0, count).sort();
      for (let i = 0; i < count; i++) target[at + i] = pairs[2 * i + 1 - key];
    },
  };
}

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The bits of a float32, which are in its order when those of negative numbers are turned round. */
function orderedBits(value: number): number {
  // −0 becomes 0, which it is equal to.
  float[0] = value + 0;
  return bits[0] >>> 31 === 1 ? ~bits[0] : bits[0] | (1 << 31);
}

/** How far a whole number is from the least one. */
function fromLeast(value: number): number {
  return value + 2 ** 31;
}

/** By merging runs. */
function mergingSorter(length: number, descending: boolean): Sorter {
  const [first, second] = [newRow(length), newRow(length)];
  return {
    put(n, value, position) {
      first.keys[n] = descending ? -value : value;
      first.order[n] = position;
    },
    sort(count, target, at) {
      target.set(mergeSort(first, second, count).order.subarray(0, count), at);
    },
  };
}

/** Keys, and where each came from. They are moved together: looked up one by one, most would be far off in memory. */
interface Row {
  readonly keys: Float64Array;
  readonly order: Int32Array;
}

function newRow(length: number): Row {
  return { keys: new Float64Array(length), order: new Int32Array(length) };
}

/** Sorts the first `n` keys: merges runs of 1, then of 2, of 4, …, back and forth between two rows. Returns the row that they end in. */
function mergeSort(from: Row, to: Row, n: number): Row {
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      merge(from, to, start, middle, Math.min(middle + width, n));
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Merges two neighbouring runs; of equal keys the left one goes first. */
function merge(from: Row, to: Row, start: number, middle: number, end: number): void {
  const { keys, order } = from;
  let left = start;
  let right = middle;
  for (let k = start; k < end; k++) {
    const next = left === middle || (right < end && keys[right] < keys[left]) ? right++ : left++;
    to.keys[k] = keys[next];
    to.order[k] = order[next];
  }
}
