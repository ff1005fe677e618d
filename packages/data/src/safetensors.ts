import { rules } from "@tinytorch/options";
import type { Tensor } from "@tinytorch/tensor";
import { formatShape, requireTensor, sizeOf } from "@tinytorch/tensor/internal";
import { codesOf, elementCodes, isCode, readElements, type WritableCode, writeElements } from "./element-codes.ts";
import { MOST_HEADER_BYTES, readHeader } from "./header.ts";

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
  readonly dtype: keyof typeof elementCodes;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

const METADATA = "__metadata__";

/** Options of `encodeSafetensors`. */
export interface SafetensorsOptions {
  /**
   * As what elements are written, where that is another type than their own: one for all tensors that it suits (floats for
   * floats, whole numbers for whole numbers, neither for truth values), or one for each by name. F16 and BF16 round to the nearest.
   */
  types?: WritableCode | Readonly<Record<string, WritableCode>>;
}

/**
 * Tensors, and notes about them, as the bytes of a safetensors file.
 * @throws RangeError on a tensor named `__metadata__`, which the format keeps for itself, or an element that its type in the file
 *   does not hold; TypeError on notes that are not text
 */
export function encodeSafetensors(
  tensors: Readonly<Record<string, Tensor>>,
  metadata: Readonly<Record<string, string>> = {},
  options: SafetensorsOptions = {},
): Uint8Array<ArrayBuffer> {
  for (const [what, values] of Object.entries({ tensors, metadata })) {
    if (typeof values !== "object" || values === null || Array.isArray(values) || ArrayBuffer.isView(values))
      throw new TypeError(`encodeSafetensors: ${what} must be an object by name, got ${rules.shown(values)}`);
  }
  rules.requireKnown("encodeSafetensors", ["types"], options);
  for (const [name, note] of Object.entries(metadata)) {
    if (typeof note !== "string")
      throw new TypeError(`encodeSafetensors: metadata must be text, got ${rules.shown(note)} for ${name}`);
  }
  if (Object.hasOwn(tensors, METADATA))
    throw new RangeError(`encodeSafetensors: a tensor may not be named ${METADATA}, got one that is`);
  const header: [string, unknown][] = Object.keys(metadata).length === 0 ? [] : [[METADATA, metadata]];
  let end = 0;
  const coded = Object.entries(tensors).map(([name, item]) => {
    requireTensor("encodeSafetensors", name, item);
    return { name, item, code: codeFor(name, item, options.types) };
  });
  // Wide elements first, so that each lies at a multiple of its size.
  coded.sort((a, b) => elementCodes[b.code].size - elementCodes[a.code].size);
  for (const { name, item, code } of coded) {
    const next = end + item.size * elementCodes[code].size;
    header.push([name, { dtype: code, shape: item.shape, data_offsets: [end, next] }]);
    end = next;
  }
  const text = ascii(JSON.stringify(Object.fromEntries(header)));
  // Spaces after the header let the elements begin at a multiple of 8.
  const length = Math.ceil(text.length / 8) * 8;
  if (length > MOST_HEADER_BYTES)
    throw new RangeError(
      `encodeSafetensors: names and notes must take at most ${MOST_HEADER_BYTES} bytes, got ${length}`,
    );
  const bytes = new Uint8Array(8 + length + end).fill(0x20, 8, 8 + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  for (let i = 0; i < text.length; i++) bytes[8 + i] = text.charCodeAt(i);
  let position = 8 + length;
  for (const { name, item, code } of coded) {
    const next = position + item.size * elementCodes[code].size;
    writeElements(
      code,
      item.contiguous(),
      bytes.subarray(position, next),
      (value) => new RangeError(`encodeSafetensors: ${name} must hold what ${code} does, got ${value}`),
    );
    position = next;
  }
  return bytes;
}

/** As what a tensor is written. @throws RangeError on a type that its elements cannot have */
function codeFor(name: string, { dtype }: Tensor, types: SafetensorsOptions["types"]): WritableCode {
  const possible = codesOf[dtype];
  if (types === undefined) return possible[0];
  const wanted = typeof types === "string" ? types : Object.hasOwn(types, name) ? types[name] : possible[0];
  // A mask that is written as numbers is read as numbers; that must have been said of it by name.
  const suits = possible.includes(wanted) && (dtype !== "bool" || typeof types !== "string");
  if (suits) return wanted;
  const suitsOthers = typeof types === "string" && Object.values(codesOf).some((codes) => codes.includes(types));
  if (suitsOthers) return possible[0];
  throw new RangeError(
    `encodeSafetensors: ${name} of ${dtype} must be written as ${possible.join(", ")}, got ${rules.shown(wanted)}`,
  );
}

/**
 * Reads the bytes of a safetensors file. The tensors are copies: F16, BF16 and the two 8-bit floats become float32, which holds
 * them exactly, and whole numbers of every size int32, when they fit.
 * @throws RangeError when the bytes are not such a file, whole and without gaps, an element type is unknown here, or the header is
 *   longer than 25 MB; TypeError on anything but bytes
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  if (!ArrayBuffer.isView(bytes) || bytes.BYTES_PER_ELEMENT !== 1)
    throw new TypeError(`decodeSafetensors: a file must be a Uint8Array, got ${rules.shown(bytes)}`);
  if (bytes.length < 8) throw broken(`there must be 8 bytes for the header's length, got ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(bytes.length - 8))
    throw broken(`the header must fit in the ${bytes.length} bytes, got a length of ${length}`);
  if (length > BigInt(MOST_HEADER_BYTES))
    throw broken(`the header must have at most ${MOST_HEADER_BYTES} bytes, got ${length}`);
  const start = 8 + Number(length);
  const header = readHeader(bytes.subarray(8, start), broken);
  const metadata: [string, string][] = [];
  const entries: [string, Entry][] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA) metadata.push(...readMetadata(value));
    else entries.push([name, readEntry(name, value)]);
  }
  checkPlaces(entries, bytes.length - start);
  const tensors = entries.map(([name, { dtype, shape, begin, end }]): [string, Tensor] => {
    try {
      return [name, readElements(dtype, bytes.subarray(start + begin, start + end), shape)];
    } catch (error) {
      throw broken(`${name} must hold elements of its type: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  return { tensors: Object.fromEntries(tensors), metadata: Object.fromEntries(metadata) };
}

function readMetadata(value: unknown): [string, string][] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw broken(`metadata must be text by name, got ${rules.shown(value)}`);
  return Object.entries(value).map(([key, note]) => {
    if (typeof note !== "string") throw broken(`metadata must be text, got ${typeof note} for ${key}`);
    return [key, note];
  });
}

function readEntry(name: string, value: unknown): Entry {
  const { dtype, shape, data_offsets: place } = Object(value);
  if (!isCode(dtype))
    throw broken(
      `element types must be ${Object.keys(elementCodes).join(", ")}, got ${rules.shown(dtype)} for ${name}`,
    );
  if (!areCounts(shape) || !areCounts(place) || place.length !== 2)
    throw broken(`a tensor must have a shape and two offsets, got ${JSON.stringify(value)} for ${name}`);
  const [begin, end] = place;
  if (end - begin !== sizeOf(shape) * elementCodes[dtype].size) {
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
