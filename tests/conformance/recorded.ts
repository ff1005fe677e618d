import { readFileSync } from "node:fs";
import { type Nested, type Shape, type Tensor, tensor } from "@tinytorch/tensor";

/** JSON has no NaN and no infinities; the recordings write them as strings. */
export type RecordedNumber = number | "NaN" | "Infinity" | "-Infinity";

/** A tensor as it was recorded. */
export interface RecordedTensor {
  readonly shape: Shape;
  readonly data: readonly RecordedNumber[];
}

/** The tolerance for float64. */
export const FLOAT64 = { rtol: 1e-9, atol: 1e-12 };

/** The tolerance for float32. */
export const FLOAT32 = { rtol: 1e-5, atol: 1e-6 };

/** Reads one file of recordings. */
export function readRecorded<Content>(file: string): Content {
  return JSON.parse(readFileSync(new URL(`./vectors/${file}`, import.meta.url), "utf8"));
}

/** A recorded tensor as one of ours, in float64. */
export function recordedTensor({ shape, data }: RecordedTensor): Tensor {
  return tensor(Float64Array.from(data, Number), { shape });
}

/** Numbers in nested lists, as they were recorded. */
export type RecordedList = RecordedNumber | readonly RecordedList[];

/** Nested lists as a tensor in float32. */
export function recordedList(values: RecordedList): Tensor {
  return tensor(numbersOf(values));
}

function numbersOf(values: RecordedList): Nested {
  return isNested(values) ? values.map(numbersOf) : Number(values);
}

function isNested(values: RecordedList): values is readonly RecordedList[] {
  return Array.isArray(values);
}

/** A case's options in a title: `lr 0.1, nesterov true`. */
export function describeOptions(options: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(options).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return words.length === 0 ? "defaults" : words.join(", ");
}
