const typedArrays = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
} as const;
type TypedArray = InstanceType<(typeof typedArrays)[keyof typeof typedArrays]>;

/** What may cross between a suite and a submission: data by value, with nothing in it that could run. */
export type PlainData =
  | null
  | undefined
  | boolean
  | number
  | string
  | TypedArray
  | readonly PlainData[]
  | { readonly [key: string]: PlainData };

export interface PlainDataLimits {
  /** Characters of the encoded text. */
  readonly bytes: number;
  /** Arrays and objects inside one another. */
  readonly depth: number;
}

/** A value was refused at the border; the message says where in it and why. */
export class PlainDataError extends Error {
  override readonly name = "PlainDataError";
}

/**
 * Writes a value as JSON that keeps what JSON loses: NaN, the infinities, −0, undefined and typed arrays each become
 * an object with the single key `$`; a real key that starts with `$` is given one more.
 * @throws PlainDataError on a cycle, a function, a symbol, a bigint, an instance of any class, or a value past the limits.
 */
export function encodePlainData(value: unknown, limits: PlainDataLimits): string {
  return JSON.stringify(new Encoder(limits).encode(value, "value"));
}

/**
 * Reads what `encodePlainData` wrote. The text may come from hostile hands: the result holds nothing but data.
 * @throws PlainDataError when the text is not of that form.
 */
export function decodePlainData(text: string): PlainData {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new PlainDataError("value: must be JSON, got something else");
  }
  return decode(parsed);
}

/** Walks a value once, refusing on the way, and counts its size before any large text is built. */
class Encoder {
  readonly #limits: PlainDataLimits;
  readonly #open = new Set<object>();
  #bytes = 0;

  constructor(limits: PlainDataLimits) {
    this.#limits = limits;
  }

  encode(value: unknown, path: string): unknown {
    if (value === undefined) return this.#special("undefined", path);
    if (value === null || typeof value === "boolean") {
      this.#spend(5, path);
      return value;
    }
    if (typeof value === "string") {
      this.#spend(value.length + 3, path);
      return value;
    }
    if (typeof value === "number") {
      if (!Number.isFinite(value) || Object.is(value, -0)) {
        return this.#special(Object.is(value, -0) ? "-0" : String(value), path);
      }
      this.#spend(String(value).length + 1, path);
      return value;
    }
    if (typeof value !== "object") refuse(path, "must be plain data", `a ${typeof value}`);
    return this.#encodeObject(value, path);
  }

  #encodeObject(value: object, path: string): unknown {
    if (isTypedArray(value)) {
      this.#spend((value.byteLength * 4) / 3 + 32, path);
      const raw = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      return { $: value.constructor.name, base64: raw.toString("base64") };
    }
    if (this.#open.has(value)) refuse(path, "must be plain data", "a cycle");
    if (this.#open.size >= this.#limits.depth) refuse(path, `must nest at most ${this.#limits.depth} levels`, "more");
    this.#open.add(value);
    this.#spend(2, path);
    const encoded = Array.isArray(value) ? this.#encodeItems(value, path) : this.#encodeEntries(value, path);
    this.#open.delete(value);
    return encoded;
  }

  #encodeItems(items: readonly unknown[], path: string): unknown[] {
    this.#spend(items.length, path);
    return Array.from(items, (item, index) => this.encode(item, `${path}[${index}]`));
  }

  #encodeEntries(value: object, path: string): Record<string, unknown> {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      refuse(path, "must be plain data", `a ${value.constructor.name}`);
    }
    const encoded: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      if (key === "__proto__") refuse(path, "must be plain data", "a key named __proto__");
      this.#spend(key.length + 4, path);
      encoded[key.startsWith("$") ? `$${key}` : key] = this.encode(item, `${path}.${key}`);
    }
    return encoded;
  }

  #special(name: string, path: string): { readonly $: string } {
    this.#spend(16, path);
    return { $: name };
  }

  #spend(bytes: number, path: string): void {
    this.#bytes += bytes;
    if (this.#bytes > this.#limits.bytes) refuse(path, `must fit in ${this.#limits.bytes} bytes`, "more");
  }
}

function decode(value: unknown): PlainData {
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string") {
    return value;
  }
  if (Array.isArray(value)) return value.map(decode);
  const record = Object.entries(value as object);
  const special = record.find(([key]) => key === "$");
  if (special) return decodeSpecial(special[1], Object.fromEntries(record).base64);
  const plain: Record<string, PlainData> = {};
  for (const [key, item] of record) {
    if (key === "__proto__") refuse("value", "must be plain data", "a key named __proto__");
    plain[key.startsWith("$") ? key.slice(1) : key] = decode(item);
  }
  return plain;
}

function decodeSpecial(name: unknown, base64: unknown): PlainData {
  if (name === "undefined") return undefined;
  if (name === "NaN" || name === "Infinity" || name === "-Infinity" || name === "-0") return Number(name);
  if (typeof name === "string" && typeof base64 === "string" && Object.hasOwn(typedArrays, name)) {
    const TypedArray = typedArrays[name as keyof typeof typedArrays];
    const raw = Buffer.from(base64, "base64");
    const whole = raw.length - (raw.length % TypedArray.BYTES_PER_ELEMENT);
    return new TypedArray(new Uint8Array(raw.subarray(0, whole)).buffer);
  }
  return refuse("value", "must be plain data", "an unknown kind");
}

function isTypedArray(value: object): value is TypedArray {
  return ArrayBuffer.isView(value) && Object.hasOwn(typedArrays, value.constructor.name);
}

function refuse(path: string, rule: string, got: string): never {
  throw new PlainDataError(`${path}: ${rule}, got ${got}`);
}
