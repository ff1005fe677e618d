import { rules } from "@tinytorch/options";
import { stack, Tensor, tensor } from "@tinytorch/tensor";

/**
 * What samples become in a batch: a tensor where each has a tensor, a number or a truth value, a list where each has a text,
 * and in tuples and records the same of every part.
 */
export type Collated<Sample> = Sample extends Tensor | number | boolean
  ? Tensor
  : Sample extends string
    ? string[]
    : { [Part in keyof Sample]: Collated<Sample[Part]> };

/** What is deeper most likely holds itself. */
const MOST_LEVELS = 50;

/**
 * A batch of samples, part by part: tensors are stacked along a new first dimension, `n × […] -> [n, …]`; numbers become a
 * float32 tensor and truth values one of theirs, `[n]` (of another type they are given as tensors); texts stay a list. Samples
 * may be one of these, or tuples and records of them, nested too:
 *
 *   defaultCollate([{ image, label: 3, name: "a" }, …])   // { image: [n, …], label: [n], name: string[] }
 *
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.default_collate
 * @throws RangeError when there are no samples, or they are not alike; TypeError on anything else in them
 */
export function defaultCollate<Sample>(samples: readonly Sample[]): Collated<Sample> {
  if (!Array.isArray(samples))
    throw new TypeError(`defaultCollate: samples must be a list, got ${rules.shown(samples)}`);
  if (samples.length === 0) throw new RangeError("defaultCollate: there must be at least one sample, got none");
  // The type says what the values below are made into.
  return collated(Array.from(samples), []) as Collated<Sample>;
}

function collated(values: readonly unknown[], path: readonly string[]): unknown {
  if (path.length > MOST_LEVELS)
    throw new RangeError(`defaultCollate: samples must be at most ${MOST_LEVELS} deep, got more${placeOf(path)}`);
  if (values.every((value) => value instanceof Tensor)) return stack(values);
  if (values.every((value) => typeof value === "number")) return tensor(values);
  if (values.every((value) => typeof value === "boolean")) return tensor(values);
  if (values.every((value) => typeof value === "string")) return [...values];
  if (values.every((value) => Array.isArray(value))) return collatedLists(values, path);
  if (values.every(isRecord)) return collatedRecords(values, path);
  const odd = values.find((value) => kindOf(value) === null);
  if (values.some((value) => kindOf(value) === null)) {
    throw new TypeError(
      "defaultCollate: samples must be tensors, numbers, truth values, texts, or lists and records of them, got " +
        `${rules.shown(odd)}${placeOf(path)}`,
    );
  }
  const [first] = values;
  const other = values.find((value) => kindOf(value) !== kindOf(first));
  throw new RangeError(
    `defaultCollate: samples must be alike, got ${rules.shown(first)} and ${rules.shown(other)}${placeOf(path)}`,
  );
}

function collatedLists(lists: readonly (readonly unknown[])[], path: readonly string[]): unknown[] {
  const [first] = lists;
  const other = lists.find(({ length }) => length !== first.length);
  if (other !== undefined) {
    throw new RangeError(
      `defaultCollate: lists must have one length, got ${first.length} and ${other.length}${placeOf(path)}`,
    );
  }
  return Array.from(first, (_, i) =>
    collated(
      lists.map((list) => list[i]),
      [...path, String(i)],
    ),
  );
}

function collatedRecords(records: readonly Readonly<Record<string, unknown>>[], path: readonly string[]): object {
  const names = Object.keys(records[0]);
  for (const record of records) {
    const own = Object.keys(record);
    if (own.length !== names.length || !names.every((name) => Object.hasOwn(record, name))) {
      throw new RangeError(
        `defaultCollate: records must have the same names, got ${rules.shown(names)} and ${rules.shown(own)}${placeOf(path)}`,
      );
    }
  }
  const parts = names.map((name): [string, unknown] => [
    name,
    collated(
      records.map((record) => record[name]),
      [...path, name],
    ),
  ]);
  return Object.fromEntries(parts);
}

/** What a value is to a batch; null of what cannot be in one. */
function kindOf(value: unknown): string | null {
  if (value instanceof Tensor) return "tensor";
  if (Array.isArray(value)) return "list";
  if (isRecord(value)) return "record";
  return ["number", "boolean", "string"].includes(typeof value) ? typeof value : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

function placeOf(path: readonly string[]): string {
  return path.length === 0 ? "" : ` at ${path.join(".").slice(0, 80)}`;
}
