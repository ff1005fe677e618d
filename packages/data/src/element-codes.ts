import { type DType, type Tensor, tensor } from "@tinytorch/tensor";
import {
  allSmallFloats,
  bfloat16,
  float8e4m3,
  float8e5m2,
  float16,
  type SmallFloat,
  writeSmallFloat,
} from "./small-floats.ts";

/** The element types that a file of safetensors can be written in. */
export type WritableCode =
  | "F64"
  | "F32"
  | "F16"
  | "BF16"
  | "I64"
  | "U64"
  | "I32"
  | "U32"
  | "I16"
  | "U16"
  | "I8"
  | "U8"
  | "BOOL";

/** An element type in a file: its size, the type its elements have here, and how they come and go, little-endian. */
interface Code {
  readonly size: number;
  readonly dtype: DType;
  read(view: DataView, at: number): number;
  /** Left out of what is only read. */
  write?(view: DataView, at: number, value: number): void;
  /** The least and the largest of whole numbers. */
  readonly range?: readonly [least: number, most: number];
}

const wholes = (size: number, signed: boolean) =>
  signed ? ([-(2 ** (8 * size - 1)), 2 ** (8 * size - 1) - 1] as const) : ([0, 2 ** (8 * size) - 1] as const);

/** Every type that is read, by its code; whole numbers become int32, where they fit, and small floats float32. */
export const elementCodes = {
  F32: {
    size: 4,
    dtype: "float32",
    read: (view, at) => view.getFloat32(at, true),
    write: (view, at, value) => view.setFloat32(at, value, true),
  },
  F64: {
    size: 8,
    dtype: "float64",
    read: (view, at) => view.getFloat64(at, true),
    write: (view, at, value) => view.setFloat64(at, value, true),
  },
  F16: sixteenBits(float16),
  BF16: sixteenBits(bfloat16),
  F8_E4M3: eightBits(float8e4m3),
  F8_E5M2: eightBits(float8e5m2),
  I64: {
    size: 8,
    dtype: "int32",
    range: wholes(8, true),
    read: (view, at) => Number(view.getBigInt64(at, true)),
    write: (view, at, value) => view.setBigInt64(at, BigInt(value), true),
  },
  U64: {
    size: 8,
    dtype: "int32",
    range: wholes(8, false),
    read: (view, at) => Number(view.getBigUint64(at, true)),
    write: (view, at, value) => view.setBigUint64(at, BigInt(value), true),
  },
  I32: {
    size: 4,
    dtype: "int32",
    range: wholes(4, true),
    read: (view, at) => view.getInt32(at, true),
    write: (view, at, value) => view.setInt32(at, value, true),
  },
  U32: {
    size: 4,
    dtype: "int32",
    range: wholes(4, false),
    read: (view, at) => view.getUint32(at, true),
    write: (view, at, value) => view.setUint32(at, value, true),
  },
  I16: {
    size: 2,
    dtype: "int32",
    range: wholes(2, true),
    read: (view, at) => view.getInt16(at, true),
    write: (view, at, value) => view.setInt16(at, value, true),
  },
  U16: {
    size: 2,
    dtype: "int32",
    range: wholes(2, false),
    read: (view, at) => view.getUint16(at, true),
    write: (view, at, value) => view.setUint16(at, value, true),
  },
  I8: {
    size: 1,
    dtype: "int32",
    range: wholes(1, true),
    read: (view, at) => view.getInt8(at),
    write: (view, at, value) => view.setInt8(at, value),
  },
  U8: {
    size: 1,
    dtype: "int32",
    range: wholes(1, false),
    read: (view, at) => view.getUint8(at),
    write: (view, at, value) => view.setUint8(at, value),
  },
  BOOL: {
    size: 1,
    dtype: "bool",
    read: (view, at) => view.getUint8(at),
    write: (view, at, value) => view.setUint8(at, value),
  },
} as const satisfies Record<WritableCode | "F8_E4M3" | "F8_E5M2", Code>;

/** Whether a text is a code that is read here. */
export function isCode(text: unknown): text is keyof typeof elementCodes {
  return typeof text === "string" && Object.hasOwn(elementCodes, text);
}

/** The codes that tensors of a type may be written in, its own first. */
export const codesOf: Readonly<Record<DType, readonly WritableCode[]>> = {
  float32: ["F32", "F16", "BF16", "F64"],
  float64: ["F64", "F32", "F16", "BF16"],
  int32: ["I32", "I64", "U64", "U32", "I16", "U16", "I8", "U8"],
  bool: ["BOOL", "U8"],
};

/** The tensor whose elements are in some bytes. @throws RangeError on a whole number that int32 does not hold */
export function readElements(code: keyof typeof elementCodes, bytes: Uint8Array, shape: readonly number[]): Tensor {
  const { size, dtype, read }: Code = elementCodes[code];
  const count = bytes.length / size;
  // `tensor` copies; before that only elements are copied that begin where a view of them cannot.
  const { buffer, byteOffset } = bytes.byteOffset % size === 0 ? bytes : new Uint8Array(bytes);
  if (code === "F32") return tensor(new Float32Array(buffer, byteOffset, count), { shape });
  if (code === "F64") return tensor(new Float64Array(buffer, byteOffset, count), { shape });
  if (code === "I32") return tensor(new Int32Array(buffer, byteOffset, count), { shape });
  const view = new DataView(buffer, byteOffset, bytes.length);
  const values = roomFor(code, count);
  for (let i = 0; i < count; i++) values[i] = read(view, i * size);
  return tensor(values, { shape, dtype });
}

/** Numbers as they are read, in no more memory than they need; what `tensor` has to check first is float64. */
function roomFor(code: keyof typeof elementCodes, count: number): Float64Array | Float32Array | Int32Array {
  const { size, dtype, range }: Code = elementCodes[code];
  if (range !== undefined && size < 4) return new Int32Array(count);
  return dtype === "float32" ? new Float32Array(count) : new Float64Array(count);
}

/** Writes elements, which lie one after another, as bytes. @throws what `refuse` says of a whole number that the code does not hold */
export function writeElements(
  code: WritableCode,
  { dtype, data }: Tensor,
  bytes: Uint8Array,
  refuse: (value: number) => RangeError,
): void {
  const { size, write, range }: Code = elementCodes[code];
  if (code === codesOf[dtype][0]) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < data.length; i++) {
    if (range !== undefined && (data[i] < range[0] || data[i] > range[1])) throw refuse(data[i]);
    write?.(view, i * size, data[i]);
  }
}

function sixteenBits(kind: SmallFloat): Code & { readonly dtype: "float32" } {
  let numbers: Float32Array | null = null;
  return {
    size: 2,
    dtype: "float32",
    read(view, at) {
      numbers ??= allSmallFloats(kind);
      return numbers[view.getUint16(at, true)];
    },
    write: (view, at, value) => view.setUint16(at, writeSmallFloat(value, kind), true),
  };
}

function eightBits(kind: SmallFloat): Code & { readonly dtype: "float32" } {
  const numbers = allSmallFloats(kind);
  return { size: 1, dtype: "float32", read: (view, at) => numbers[view.getUint8(at)] };
}
