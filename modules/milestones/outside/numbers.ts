import { type Tensor, tensor } from "@tinytorch/tensor";

/** A tensor as plain data. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export type NamedNumbers = ReadonlyMap<string, Numbers>;

export function numbersOf(x: Tensor): Numbers {
  return { shape: [...x.shape], values: Array.from(x.contiguous().data) };
}

export function tensorOf({ shape, values }: Numbers): Tensor {
  return tensor(Float32Array.from(values), { shape });
}

/** What came back as a tensor's numbers, if it is that; null is anything else. */
export function asNumbers(value: unknown): Numbers | null {
  if (!isRecord(value) || !isNumbers(value.shape) || !isNumbers(value.values)) return null;
  const size = value.shape.reduce((product, length) => product * length, 1);
  return value.values.length === size ? { shape: value.shape, values: value.values } : null;
}

/** What came back as numbers by name; what is none is left out. */
export function asNamedNumbers(value: unknown): NamedNumbers {
  if (!isRecord(value)) return new Map();
  const named = Object.entries(value).flatMap(([name, each]) => {
    const numbers = asNumbers(each);
    return numbers === null ? [] : [[name, numbers] as const];
  });
  return new Map(named);
}

export function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => typeof each === "number");
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** ‖a − b‖ / ‖b‖ over all numbers of both together: how far a is from b, as a share of b. */
export function distance(a: NamedNumbers, b: NamedNumbers): number {
  let [apart, size] = [0, 0];
  for (const [name, { values }] of b) {
    const other = a.get(name)?.values ?? [];
    for (const [index, value] of values.entries()) {
      apart += ((other[index] ?? Number.NaN) - value) ** 2;
      size += value ** 2;
    }
  }
  return Math.sqrt(apart / size);
}

/** a − b, name by name. */
export function difference(a: NamedNumbers, b: NamedNumbers): NamedNumbers {
  return new Map(
    Array.from(b, ([name, { shape, values }]) => {
      const other = a.get(name)?.values ?? [];
      return [
        name,
        { shape, values: values.map((value, index) => (other[index] ?? Number.NaN) - value) },
      ] as const;
    }),
  );
}
