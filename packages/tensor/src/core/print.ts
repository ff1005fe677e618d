import type { DType, ElementArray } from "./dtype.ts";
import { formatShape, type Shape } from "./shape.ts";

// Tensors as PyTorch prints them (https://docs.pytorch.org/docs/stable/generated/torch.set_printoptions.html): numbers in columns
// with four digits after the point, of a large tensor the edges; and after them shape and element type.

/** What Node's console asks an object for; other consoles show the object. */
export const inspected: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

/** More elements than this are shown by their edges alone. */
const MOST_SHOWN = 1000;
/** How many items an edge has. */
const EDGE = 3;
const LINE = 80;
const ELLIPSIS = "...";

/** A tensor, as far as it is printed. */
interface Printed {
  readonly shape: Shape;
  readonly strides: Shape;
  readonly offset: number;
  readonly size: number;
  readonly dtype: DType;
  readonly storage: { readonly data: ElementArray; readonly life: string };
}

/** The elements, shape and type of a tensor between `name(` and `)`, with further notes behind them. */
export function printTensor(name: string, x: Printed, notes: readonly string[] = []): string {
  const about = [`shape=${formatShape(x.shape)}`, `dtype=${x.dtype}`, ...notes].join(", ");
  if (x.storage.life === "freed") return `${name}(freed at the end of its scope, ${about})`;
  if (x.size === 0) return `${name}([], ${about})`;
  const { data } = x.storage;
  const shown = positions(x, 0, x.offset);
  const format = formatter(
    flat(shown).map((position) => data[position]),
    x.dtype,
  );
  return `${name}(${printPositions(shown, name.length + 1, (position) => format(data[position]))}, ${about})`;
}

/** Where shown elements are, nested as they are printed; null where some are left out. */
type Positions = number | readonly (Positions | null)[];

function positions(x: Printed, dim: number, offset: number): Positions {
  if (dim === x.shape.length) return offset;
  const length = x.shape[dim];
  const at = (i: number): Positions => positions(x, dim + 1, offset + i * x.strides[dim]);
  if (x.size <= MOST_SHOWN || length <= 2 * EDGE) return Array.from({ length }, (_, i) => at(i));
  const edge = Array.from({ length: EDGE }, (_, i) => i);
  return [...edge.map(at), null, ...edge.map((i) => at(length - EDGE + i))];
}

function flat(shown: Positions): number[] {
  if (typeof shown === "number") return [shown];
  return shown.flatMap((item) => (item === null ? [] : flat(item)));
}

function printPositions(shown: Positions, indent: number, print: (position: number) => string): string {
  if (typeof shown === "number") return print(shown).trimStart();
  const isRow = shown.every((item) => item === null || typeof item === "number");
  if (isRow) return printRow(shown, indent, print);
  const items = shown.map((item) => (item === null ? ELLIPSIS : printPositions(item, indent + 1, print)));
  // A blank line more for every level, as between matrices.
  return `[${items.join(`,${"\n".repeat(depth(shown) - 1)}${" ".repeat(indent + 1)}`)}]`;
}

function printRow(items: readonly (Positions | null)[], indent: number, print: (position: number) => string): string {
  const words = items.map((item) => (typeof item === "number" ? print(item) : ` ${ELLIPSIS}`));
  const width = Math.max(1, ...words.map((word) => word.length)) + 2;
  const perLine = Math.max(1, Math.floor((LINE - indent) / width));
  const lines: string[] = [];
  for (let i = 0; i < words.length; i += perLine) lines.push(words.slice(i, i + perLine).join(", "));
  return `[${lines.join(`,\n${" ".repeat(indent + 1)}`)}]`;
}

function depth(shown: Positions): number {
  if (typeof shown === "number") return 0;
  const first = shown.find((item) => item !== null);
  return first === undefined || first === null ? 1 : 1 + depth(first);
}

/** How each of some numbers is written so that all of them are in one column. */
function formatter(values: readonly number[], dtype: DType): (value: number) => string {
  const write = writer(values, dtype);
  const width = largest(values.map((value) => write(value).length));
  return (value) => write(value).padStart(width);
}

/** By a loop: of many dimensions more edges are shown than a function takes arguments. */
function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
}

function writer(values: readonly number[], dtype: DType): (value: number) => string {
  if (dtype === "bool") return (value) => (value === 0 ? "false" : "true");
  if (dtype === "int32") return String;
  const sizes = values.filter((value) => Number.isFinite(value) && value !== 0).map(Math.abs);
  const [least, most] = [-largest(sizes.map((size) => -size)), largest(sizes)];
  const areWhole = sizes.every(Number.isInteger);
  const spread = sizes.length > 0 && (most / least > 1000 || most > 1e8 || (least < 1e-4 && !areWhole));
  return (value) => {
    if (!Number.isFinite(value)) return String(value);
    if (spread) return exponential(value);
    const sign = Object.is(value, -0) ? "-" : "";
    return areWhole ? `${sign}${value.toFixed(0)}.` : `${sign}${value.toFixed(4)}`;
  };
}

/** `1.2346e+03`: an exponent of at least two digits keeps columns straight. */
function exponential(value: number): string {
  const [mantissa, exponent] = value.toExponential(4).split("e");
  return `${Object.is(value, -0) ? "-" : ""}${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

/** A tensor in JSON: its values nested, with the numbers that JSON does not have as text. */
export interface TensorJson {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly values: JsonValues;
}

type JsonValues = number | string | readonly JsonValues[];

/** Values as JSON can have them. */
export function jsonValues(values: JsonValues): JsonValues {
  if (typeof values === "number") return Number.isFinite(values) ? values : String(values);
  return typeof values === "string" ? values : values.map(jsonValues);
}
