import { rules } from "@tinytorch/options";
import type { Tensor } from "@tinytorch/tensor";
import { formatShape, requireTensor, sizeOf } from "@tinytorch/tensor/internal";
import { swapped } from "./byte-order.ts";
import { codesOf, elementCodes, readElements, type WritableCode, writeElements } from "./element-codes.ts";
import { MOST_HEADER_BYTES, type NpyHeader, readNpyHeader, writeNpyHeader } from "./npy-header.ts";

// NumPy's format for one array (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html): a magic text, a
// version, the length of the header, the header, and the elements.

/** 0x93 NUMPY. */
const MAGIC: readonly number[] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** The element types, by NumPy's kind and size. */
const codesByKind: Readonly<Record<string, WritableCode>> = {
  f8: "F64",
  f4: "F32",
  f2: "F16",
  i8: "I64",
  u8: "U64",
  i4: "I32",
  u4: "U32",
  i2: "I16",
  u2: "U16",
  i1: "I8",
  u1: "U8",
  b1: "BOOL",
};

/** Options of `encodeNpy`. */
export interface EncodeNpyOptions {
  /**
   * As what elements are written: NumPy's order of bytes, kind and size, such as ">f8" or "|u1" (default the tensor's own,
   * little-endian).
   */
  descr?: string;
  /** Write the first dimension as the one that runs fastest, as Fortran has it (default false). */
  fortranOrder?: boolean;
}

const table = {
  descr: rules.optional(rules.rule("a text", (value): value is string => typeof value === "string")),
  fortranOrder: rules.flag.or(false),
};

/**
 * A tensor as the bytes of a `.npy` file, which `numpy.load` reads: the same bytes that `numpy.save` writes.
 * @throws RangeError when the elements cannot be written as `descr` says, or one does not fit
 */
export function encodeNpy(tensor: Tensor, options: EncodeNpyOptions = {}): Uint8Array<ArrayBuffer> {
  requireTensor("encodeNpy", "what is written", tensor);
  const { descr = descriptionsOf(tensor)[0], fortranOrder } = rules.readOptions("encodeNpy", table, options);
  if (!descriptionsOf(tensor).includes(descr)) {
    throw new RangeError(
      `encodeNpy: descr of ${tensor.dtype} must be one of ${descriptionsOf(tensor).join(", ")}, got ${descr}`,
    );
  }
  const code = codesByKind[descr.slice(1)];
  const { size } = elementCodes[code];
  // Of one dimension both orders are the same, and it is C's that is said.
  const isFortran = fortranOrder && tensor.ndim > 1;
  const header = writeNpyHeader({ descr, fortranOrder: isFortran, shape: tensor.shape }, MAGIC.length + 4);
  const start = MAGIC.length + 4 + header.length;
  const bytes = new Uint8Array(start + tensor.size * size);
  bytes.set([...MAGIC, 1, 0, header.length & 255, header.length >> 8]);
  for (let i = 0; i < header.length; i++) bytes[MAGIC.length + 4 + i] = header.charCodeAt(i);
  const elements = bytes.subarray(start);
  const ordered = (isFortran ? reversed(tensor) : tensor).contiguous();
  writeElements(
    code,
    ordered,
    elements,
    (value) => new RangeError(`encodeNpy: elements must be what ${descr} holds, got ${value}`),
  );
  if (descr.startsWith(">")) elements.set(swapped(elements, size));
  return bytes;
}

/** As what a tensor may be written, its own type first. */
function descriptionsOf({ dtype }: Tensor): readonly string[] {
  const kinds = codesOf[dtype].flatMap((code) => Object.keys(codesByKind).filter((kind) => codesByKind[kind] === code));
  return kinds.flatMap((kind) => (kind.endsWith("1") ? [`|${kind}`] : [`<${kind}`, `>${kind}`]));
}

/**
 * Reads the bytes of a `.npy` file, of version 1, 2 or 3, in C's or Fortran's order, little- or big-endian. The tensor is a
 * copy: whole numbers of every size become int32, when they fit, and float16 becomes float32, which holds it exactly.
 * @throws RangeError when the bytes are not such a file, whole and with nothing behind it, the elements are neither numbers
 *   nor truth values, or the header is longer than 10 000 bytes; TypeError on anything but bytes
 */
export function decodeNpy(bytes: Uint8Array): Tensor {
  if (!ArrayBuffer.isView(bytes) || bytes.BYTES_PER_ELEMENT !== 1)
    throw new TypeError(`decodeNpy: a file must be a Uint8Array, got ${rules.shown(bytes)}`);
  const { header, start } = headerOf(bytes);
  const { descr, fortranOrder, shape } = header;
  const code = codeOf(descr);
  const { size } = elementCodes[code];
  const elements = bytes.subarray(start);
  const expected = sizeOf(shape) * size;
  if (elements.length !== expected) {
    throw broken(
      `the elements of ${descr} ${formatShape(shape)} must be ${expected} bytes from byte ${start}, got ${elements.length}`,
    );
  }
  const ordered = descr.startsWith(">") ? swapped(elements, size) : elements;
  try {
    if (!fortranOrder) return readElements(code, ordered, shape);
    return reversed(readElements(code, ordered, [...shape].reverse())).contiguous();
  } catch (error) {
    throw broken(`elements must be of their type: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The header, and where it ends. */
function headerOf(bytes: Uint8Array): { readonly header: NpyHeader; readonly start: number } {
  if (!MAGIC.every((byte, i) => bytes[i] === byte))
    throw broken(
      `a file must begin with the bytes ${rules.shown(MAGIC)}, got ${rules.shown([...bytes.subarray(0, 6)])}`,
    );
  const [major, minor] = bytes.subarray(MAGIC.length);
  if (![1, 2, 3].includes(major) || minor !== 0)
    throw broken(`the version must be 1.0, 2.0 or 3.0 at byte ${MAGIC.length}, got ${major}.${minor}`);
  const begin = MAGIC.length + (major === 1 ? 4 : 6);
  if (bytes.length < begin) throw broken(`there must be ${begin} bytes before the header, got ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = major === 1 ? view.getUint16(begin - 2, true) : view.getUint32(begin - 4, true);
  if (length > MOST_HEADER_BYTES)
    throw broken(`the header must have at most ${MOST_HEADER_BYTES} bytes, got ${length}`);
  if (length > bytes.length - begin)
    throw broken(
      `the header must fit in the ${bytes.length - begin} bytes from byte ${begin}, got a length of ${length}`,
    );
  // Whatever the encoding, what may stand in the header is ASCII.
  const text = String.fromCharCode(...bytes.subarray(begin, begin + length));
  return { header: readNpyHeader(text, begin, broken), start: begin + length };
}

/** @throws RangeError on elements that are no numbers, or whose order of bytes is not said */
function codeOf(descr: string): WritableCode {
  const [order, kind] = [descr.slice(0, 1), descr.slice(1)];
  const isSaid = kind.endsWith("1") ? "|<>=".includes(order) : "<>".includes(order);
  if (order !== "" && isSaid && Object.hasOwn(codesByKind, kind)) return codesByKind[kind];
  throw broken(`element types must be < or > and one of ${Object.keys(codesByKind).join(", ")}, got ${descr}`);
}

/** The dimensions the other way round. */
function reversed(tensor: Tensor): Tensor {
  return tensor.permute(tensor.shape.map((_, d) => tensor.ndim - 1 - d));
}

function broken(message: string): RangeError {
  return new RangeError(`decodeNpy: ${message}`);
}
