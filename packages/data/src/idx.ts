import { rules } from "@tinytorch/options";
import type { Tensor } from "@tinytorch/tensor";
import { formatShape, sizeOf } from "@tinytorch/tensor/internal";
import { swapped } from "./byte-order.ts";
import { elementCodes, readElements, type WritableCode } from "./element-codes.ts";

// The format of MNIST (http://yann.lecun.com/exdb/mnist/): two zeros, the element type, the number of dimensions, their sizes
// and the elements, all big-endian.

/** The element types, by their byte. */
const codes: Readonly<Record<number, WritableCode>> = { 8: "U8", 9: "I8", 11: "I16", 12: "I32", 13: "F32", 14: "F64" };

/** What the file of MNIST begins with as it is published: packed by gzip. */
const GZIP: readonly number[] = [0x1f, 0x8b];

/**
 * Reads the bytes of an IDX file, the format of MNIST and its like, unpacked: `[60000, 28, 28]` of its training images,
 * `[60000]` of their labels. Whole numbers become int32; `x.to("float32").div(255)` are pixels from 0 to 1.
 * @throws RangeError when the bytes are not such a file, whole and with nothing behind it, or are still packed; TypeError on
 *   anything but bytes
 */
export function decodeIdx(bytes: Uint8Array): Tensor {
  if (!ArrayBuffer.isView(bytes) || bytes.BYTES_PER_ELEMENT !== 1)
    throw new TypeError(`decodeIdx: a file must be a Uint8Array, got ${rules.shown(bytes)}`);
  const start = [...bytes.subarray(0, 4)];
  if (GZIP.every((byte, i) => start[i] === byte))
    throw broken("a file must be unpacked, got one packed by gzip; gunzip it first");
  if (start.length < 4 || start[0] !== 0 || start[1] !== 0)
    throw broken(`a file must begin with two zeros, a type and a number of dimensions, got ${rules.shown(start)}`);
  const [, , type, ndim] = start;
  if (!Object.hasOwn(codes, type))
    throw broken(`the element type at byte 2 must be one of ${Object.keys(codes).join(", ")}, got ${type}`);
  const begin = 4 + 4 * ndim;
  if (bytes.length < begin)
    throw broken(`the sizes of ${ndim} dimensions must end at byte ${begin}, got ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const shape = Array.from({ length: ndim }, (_, d) => view.getUint32(4 + 4 * d));
  const code = codes[type];
  const { size } = elementCodes[code];
  const expected = sizeOf(shape) * size;
  const elements = bytes.subarray(begin);
  if (elements.length !== expected)
    throw broken(
      `the elements of ${formatShape(shape)} must be ${expected} bytes from byte ${begin}, got ${elements.length}`,
    );
  return readElements(code, size === 1 ? elements : swapped(elements, size), shape);
}

function broken(message: string): RangeError {
  return new RangeError(`decodeIdx: ${message}`);
}
