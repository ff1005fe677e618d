import { rules } from "@tinytorch/options";

// The header of a .npy file is a dictionary as Python writes it: {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }.

/** What a header says. */
export interface NpyHeader {
  /** The element type: order of bytes, kind and size. */
  readonly descr: string;
  /** Whether the first dimension is the one that runs fastest. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

/** As NumPy has it; a longer one is more likely made to exhaust whoever reads it. */
export const MOST_HEADER_BYTES = 10_000;
/** NumPy's arrays have no more. */
const MOST_DIMENSIONS = 64;

/** A text, a whole number, a truth value, or a sign; spaces before it. */
const tokens =
  /[ \t\r\n]*(?:'(?<single>[^'\\]*)'|"(?<double>[^"\\]*)"|(?<whole>\d+)L?|(?<truth>True|False)|(?<sign>[{}():,]))/y;

/** Reads a header whose text stands in a file from `start` on. @throws RangeError, by `broken`, with the place where it is none */
export function readNpyHeader(text: string, start: number, broken: (message: string) => RangeError): NpyHeader {
  const reader = new HeaderReader(text, start, broken);
  const entries = new Map<string, unknown>();
  reader.sign("{");
  while (!reader.takes("}")) {
    const name = reader.text();
    if (entries.has(name)) throw broken(`a name must appear once, got ${name} twice${reader.place}`);
    if (!["descr", "fortran_order", "shape"].includes(name))
      throw broken(`names must be descr, fortran_order and shape, got ${name}${reader.place}`);
    reader.sign(":");
    if (name === "descr") entries.set(name, reader.text());
    else if (name === "fortran_order") entries.set(name, reader.truth());
    else entries.set(name, reader.tuple());
    if (reader.takes("}")) break;
    reader.sign(",");
  }
  reader.end();
  const [descr, fortranOrder, shape] = ["descr", "fortran_order", "shape"].map((name) => {
    if (!entries.has(name)) throw broken(`the header must have ${name}, got none`);
    return entries.get(name);
  });
  return { descr, fortranOrder, shape } as NpyHeader;
}

/** Reads one thing after another. */
class HeaderReader {
  readonly #text: string;
  readonly #start: number;
  readonly #broken: (message: string) => RangeError;
  #at = 0;
  /** Where the last thing began. */
  #last = 0;

  constructor(text: string, start: number, broken: (message: string) => RangeError) {
    this.#text = text;
    this.#start = start;
    this.#broken = broken;
  }

  /** Where the last thing that was read stands in the file. */
  get place(): string {
    return ` at byte ${this.#start + this.#last}`;
  }

  /** Steps over a sign, if it is the next thing. */
  takes(sign: string): boolean {
    const before = this.#at;
    if (this.#next()?.sign === sign) return true;
    this.#at = before;
    return false;
  }

  sign(sign: string): void {
    if (this.#next()?.sign !== sign) throw this.#refusal(sign);
  }

  text(): string {
    const { single, double }: Groups = this.#next() ?? {};
    const text = single ?? double;
    if (text === undefined) throw this.#refusal("a text");
    return text;
  }

  truth(): boolean {
    const truth = this.#next()?.truth;
    if (truth === undefined) throw this.#refusal("True or False");
    return truth === "True";
  }

  /** Whole numbers in brackets; of a single one, a comma must follow it. */
  tuple(): number[] {
    this.sign("(");
    const items: number[] = [];
    while (!this.takes(")")) {
      const size = Number(this.#next()?.whole ?? Number.NaN);
      if (!Number.isSafeInteger(size)) throw this.#refusal("a size");
      items.push(size);
      if (items.length > MOST_DIMENSIONS)
        throw this.#broken(`there must be at most ${MOST_DIMENSIONS} dimensions, got more${this.place}`);
      if (items.length > 1 && this.takes(")")) break;
      this.sign(",");
    }
    return items;
  }

  /** @throws RangeError unless nothing but spaces is left */
  end(): void {
    const rest = this.#text.slice(this.#at);
    if (rest.trim() === "") return;
    this.#last = this.#at + rest.search(/\S/);
    throw this.#refusal("the end");
  }

  #next(): Groups | undefined {
    tokens.lastIndex = this.#at;
    const found = tokens.exec(this.#text);
    const spaces = /^[ \t\r\n]*/.exec(this.#text.slice(this.#at))?.[0].length ?? 0;
    this.#last = this.#at + spaces;
    if (found === null) return undefined;
    this.#at = tokens.lastIndex;
    return found.groups;
  }

  #refusal(expected: string): RangeError {
    const got = this.#text.slice(this.#last, this.#last + 12).trim();
    return this.#broken(
      `there must be ${expected}${this.place} of the header, got ${got === "" ? "the end" : rules.shown(got)}`,
    );
  }
}

type Groups = Readonly<Record<string, string | undefined>>;

/** A header, padded so that the elements begin at a multiple of 64 bytes and the first dimension has room to grow, as NumPy pads it. */
export function writeNpyHeader({ descr, fortranOrder, shape }: NpyHeader, bytesBefore: number): string {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '${descr}', 'fortran_order': ${fortranOrder ? "True" : "False"}, 'shape': (${sizes}), }`;
  const growing = shape.at(fortranOrder ? -1 : 0);
  const room = growing === undefined ? "" : " ".repeat(Math.max(0, 21 - String(growing).length));
  const length = bytesBefore + text.length + room.length + 1;
  return `${text}${room}${" ".repeat(64 - (length % 64))}\n`;
}
