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

/** Why a value may be refused, in a word. What explains a refusal to anybody says one of these and nothing of the value. */
export const refusals = [
  "too-large",
  "too-deep",
  "function",
  "symbol",
  "bigint",
  "instance",
  "cycle",
  "promise",
  "getter",
  "key",
  "not-plain",
] as const;
export type Refusal = (typeof refusals)[number];

/** A value was refused at the border; the message says where in it and why, for those alone who made the value. */
export class PlainDataError extends Error {
  override readonly name = "PlainDataError";
  readonly refusal: Refusal;

  constructor(message: string, refusal: Refusal) {
    super(message);
    this.refusal = refusal;
  }
}

/**
 * Writes a value as JSON that keeps what JSON loses: NaN, the infinities, −0, undefined and typed arrays each become
 * an object with the single key `$`; a real key that starts with `$` is given one more.
 * @throws PlainDataError on a cycle, a function, a symbol, a bigint, an instance of any class, or a value past the limits.
 */
export function encodePlainData(value: unknown, limits: PlainDataLimits): string {
  return new Encoder(limits).write(value, null);
}

/**
 * Reads what `encodePlainData` wrote. The text may come from hostile hands: the result holds nothing but data.
 * @throws PlainDataError when the text is not of that form.
 */
export function decodePlainData(text: string): PlainData {
  let parsed: PlainData;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new PlainDataError("value: must be JSON, got something else", "not-plain");
  }
  // What JSON.parse makes of such a text is what would be made of it here.
  return isBareJson(text) ? parsed : decode(parsed);
}

/** Whether encoded data says nothing but what JSON says as well: most is of numbers, and need not be gone through again. */
export function isBareJson(text: string): boolean {
  return !(text.includes('"$') || text.includes("\\") || text.includes('"__proto__"'));
}

/** Where a value stands in the one that is written; put into words when it is refused. */
interface Place {
  readonly outer: Place | null;
  readonly step: string | number;
}

/** Walks a value once, refusing on the way, and counts its size before any large text is built. */
class Encoder {
  readonly #limits: PlainDataLimits;
  readonly #open = new Set<object>();
  #bytes = 0;

  constructor(limits: PlainDataLimits) {
    this.#limits = limits;
  }

  write(value: unknown, place: Place | null): string {
    if (typeof value === "number") return this.#writeNumber(value, place);
    if (value === undefined) return this.#special("undefined", place);
    if (value === null || typeof value === "boolean") {
      this.#spend(5, place);
      return String(value);
    }
    if (typeof value === "string") {
      this.#spend(value.length + 3, place);
      return JSON.stringify(value);
    }
    if (typeof value !== "object") {
      const refusal = typeof value === "function" ? "function" : typeof value === "symbol" ? "symbol" : "bigint";
      refuse(refusal, place, "must be plain data", `a ${refusal}`);
    }
    return this.#writeObject(value, place);
  }

  #writeNumber(value: number, place: Place | null): string {
    if (!isOrdinary(value)) return this.#special(Object.is(value, -0) ? "-0" : String(value), place);
    const written = String(value);
    this.#spend(written.length + 1, place);
    return written;
  }

  #writeObject(value: object, place: Place | null): string {
    if (isTypedArray(value)) {
      this.#spend((value.byteLength * 4) / 3 + 32, place);
      const raw = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      return `{"$":"${value.constructor.name}","base64":"${raw.toString("base64")}"}`;
    }
    if (this.#open.has(value)) refuse("cycle", place, "must be plain data", "a cycle");
    if (this.#open.size >= this.#limits.depth) {
      refuse("too-deep", place, `must nest at most ${this.#limits.depth} levels`, "more");
    }
    this.#open.add(value);
    this.#spend(2, place);
    const written = Array.isArray(value) ? this.#writeItems(value, place) : this.#writeEntries(value, place);
    this.#open.delete(value);
    return written;
  }

  #writeItems(items: readonly unknown[], place: Place | null): string {
    this.#spend(items.length, place);
    if (items.length > 1 && this.#hasRoom(2 * items.length) && areOrdinary(items)) {
      const written = items.join(",");
      // As many characters as the numbers have, and one more for each.
      this.#spend(written.length + 1, place);
      return `[${written}]`;
    }
    const written: string[] = [];
    for (let index = 0; index < items.length; index++) {
      written.push(this.write(items[index], { outer: place, step: index }));
    }
    return `[${written.join(",")}]`;
  }

  #writeEntries(value: object, place: Place | null): string {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      refuse("instance", place, "must be plain data", `a ${value.constructor.name}`);
    }
    const written: string[] = [];
    for (const [key, item] of Object.entries(value)) {
      if (key === "__proto__") refuse("key", place, "must be plain data", "a key named __proto__");
      this.#spend(key.length + 4, place);
      const name = JSON.stringify(key.startsWith("$") ? `$${key}` : key);
      written.push(`${name}:${this.write(item, { outer: place, step: key })}`);
    }
    return `{${written.join(",")}}`;
  }

  #special(name: string, place: Place | null): string {
    this.#spend(16, place);
    return `{"$":"${name}"}`;
  }

  #spend(bytes: number, place: Place | null): void {
    if (!this.#hasRoom(bytes)) refuse("too-large", place, `must fit in ${this.#limits.bytes} bytes`, "more");
    this.#bytes += bytes;
  }

  #hasRoom(bytes: number): boolean {
    return this.#bytes + bytes <= this.#limits.bytes;
  }
}

/** A number that JSON writes as it is. */
function isOrdinary(value: unknown): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

/** Of holes too: they are no numbers. */
function areOrdinary(items: readonly unknown[]): boolean {
  for (let index = 0; index < items.length; index++) if (!isOrdinary(items[index])) return false;
  return true;
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
    if (key === "__proto__") refuse("key", null, "must be plain data", "a key named __proto__");
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
  return refuse("not-plain", null, "must be plain data", "an unknown kind");
}

function isTypedArray(value: object): value is TypedArray {
  return ArrayBuffer.isView(value) && Object.hasOwn(typedArrays, value.constructor.name);
}

function refuse(refusal: Refusal, place: Place | null, rule: string, got: string): never {
  throw new PlainDataError(`${inWords(place)}: ${rule}, got ${got}`, refusal);
}

function inWords(place: Place | null): string {
  if (place === null) return "value";
  const { outer, step } = place;
  return typeof step === "number" ? `${inWords(outer)}[${step}]` : `${inWords(outer)}.${step}`;
}
