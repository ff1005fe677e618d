import { type DType, type Tensor, tensor } from "@tinytorch/tensor";
import { formatShape, sizeOf } from "@tinytorch/tensor/internal";

// The safetensors format (https://github.com/huggingface/safetensors#format): eight bytes with the length of the header, the
// header in JSON, then the elements of all tensors, little-endian, without gaps. Names in the header say where each lies.

/** What a file holds. */
export interface Safetensors {
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** Notes that go with them. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A tensor's place in a file, as its header says. */
interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

const METADATA = "__metadata__";

const codes: Readonly<Record<DType, string>> = { float32: "F32", float64: "F64", int32: "I32", bool: "BOOL" };

/** How elements are read, by their code: of which size, and as what. I64, which PyTorch writes for counts, becomes int32. */
const readers: Readonly<
  Record<string, { size: number; read(bytes: Uint8Array<ArrayBuffer>, shape: readonly number[]): Tensor }>
> = {
  F32: { size: 4, read: (bytes, shape) => tensor(new Float32Array(bytes.buffer), { shape }) },
  F64: { size: 8, read: (bytes, shape) => tensor(new Float64Array(bytes.buffer), { shape }) },
  I32: { size: 4, read: (bytes, shape) => tensor(new Int32Array(bytes.buffer), { shape }) },
  BOOL: { size: 1, read: (bytes, shape) => tensor(bytes, { shape, dtype: "bool" }) },
  I64: {
    size: 8,
    read: (bytes, shape) =>
      tensor(Float64Array.from(new BigInt64Array(bytes.buffer), Number), { shape, dtype: "int32" }),
  },
};

/**
 * Tensors, and notes about them, as the bytes of a safetensors file.
 * @throws RangeError on a tensor named `__metadata__`, which the format keeps for itself
 */
export function encodeSafetensors(
  tensors: Readonly<Record<string, Tensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  if (Object.hasOwn(tensors, METADATA))
    throw new RangeError(`encodeSafetensors: a tensor may not be named ${METADATA}, got one that is`);
  const header: [string, unknown][] = Object.keys(metadata).length === 0 ? [] : [[METADATA, metadata]];
  const blocks: Uint8Array[] = [];
  let end = 0;
  // Wide elements first, so that each lies at a multiple of its size.
  const entries = Object.entries(tensors).sort(([, a], [, b]) => widthOf(b.dtype) - widthOf(a.dtype));
  for (const [name, item] of entries) {
    const { buffer, byteOffset, byteLength } = item.contiguous().data;
    blocks.push(new Uint8Array(buffer, byteOffset, byteLength));
    header.push([name, { dtype: codes[item.dtype], shape: item.shape, data_offsets: [end, end + byteLength] }]);
    end += byteLength;
  }
  const text = ascii(JSON.stringify(Object.fromEntries(header)));
  // Spaces after the header let the elements begin at a multiple of 8.
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length + end).fill(0x20, 8, 8 + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  for (let i = 0; i < text.length; i++) bytes[8 + i] = text.charCodeAt(i);
  let position = 8 + length;
  for (const block of blocks) {
    bytes.set(block, position);
    position += block.length;
  }
  return bytes;
}

/**
 * Reads the bytes of a safetensors file. The tensors are copies.
 * @throws RangeError when the bytes are not such a file, whole and without gaps, or an element type is unknown here
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  if (bytes.length < 8) throw broken(`there must be 8 bytes for the header's length, got ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(bytes.length - 8))
    throw broken(`the header must fit in the ${bytes.length} bytes, got a length of ${length}`);
  const start = 8 + Number(length);
  const header = readHeader(bytes.subarray(8, start));
  const metadata: [string, string][] = [];
  const entries: [string, Entry][] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA) metadata.push(...readMetadata(value));
    else entries.push([name, readEntry(name, value)]);
  }
  checkPlaces(entries, bytes.length - start);
  const tensors = entries.map(([name, { dtype, shape, begin, end }]): [string, Tensor] => [
    name,
    readers[dtype].read(new Uint8Array(bytes.subarray(start + begin, start + end)), shape),
  ]);
  return { tensors: Object.fromEntries(tensors), metadata: Object.fromEntries(metadata) };
}

function readHeader(bytes: Uint8Array): object {
  let escaped = "";
  for (const byte of bytes) escaped += `%${byte.toString(16).padStart(2, "0")}`;
  let header: unknown;
  try {
    header = JSON.parse(decodeURIComponent(escaped));
  } catch {
    throw broken("the header must be JSON, got something else");
  }
  if (typeof header !== "object" || header === null || Array.isArray(header))
    throw broken("the header must be an object, got another value");
  return header;
}

function readMetadata(value: unknown): [string, string][] {
  const notes = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return notes.map(([key, note]) => {
    if (typeof note !== "string") throw broken(`metadata must be text, got ${typeof note} for ${key}`);
    return [key, note];
  });
}

function readEntry(name: string, value: unknown): Entry {
  const { dtype, shape, data_offsets: place } = Object(value);
  if (typeof dtype !== "string" || !Object.hasOwn(readers, dtype)) {
    throw broken(`element types must be ${Object.keys(readers).join(", ")}, got ${String(dtype)} for ${name}`);
  }
  if (!areCounts(shape) || !areCounts(place) || place.length !== 2)
    throw broken(`a tensor must have a shape and two offsets, got ${JSON.stringify(value)} for ${name}`);
  const [begin, end] = place;
  if (end - begin !== sizeOf(shape) * readers[dtype].size) {
    throw broken(
      `a tensor's bytes must hold its shape, got ${end - begin} bytes for ${dtype} ${formatShape(shape)} of ${name}`,
    );
  }
  return { dtype, shape, begin, end };
}

function areCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}

/** @throws RangeError unless the tensors fill all the bytes after the header, one after another */
function checkPlaces(entries: readonly [string, Entry][], length: number): void {
  let end = 0;
  for (const [name, entry] of [...entries].sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end)) {
    if (entry.begin !== end)
      throw broken(`tensors must lie one after another, got ${name} at ${entry.begin} instead of ${end}`);
    end = entry.end;
  }
  if (end !== length) throw broken(`tensors must fill the file, got ${length} bytes for ${end}`);
}

function broken(message: string): RangeError {
  return new RangeError(`decodeSafetensors: ${message}`);
}

/** JSON text with everything beyond ASCII escaped, so that a character is a byte. */
function ascii(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function widthOf(dtype: DType): number {
  return readers[codes[dtype]].size;
}
