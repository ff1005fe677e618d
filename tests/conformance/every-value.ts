import { Variable } from "@tinytorch/autograd";
import { Linear } from "@tinytorch/nn";
import { Generator, Tensor, tensor, zeros } from "@tinytorch/tensor";
import type { Call } from "./every-call.ts";

/** Every kind of value that may stand where another should, each made anew. */
export const values: readonly (() => unknown)[] = [
  () => undefined,
  () => null,
  () => true,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => Number.NEGATIVE_INFINITY,
  () => -1,
  () => -0,
  () => 1.5,
  () => 3,
  () => 2 ** 53,
  () => 1n,
  () => "",
  () => "same",
  () => "float16",
  () => Symbol("symbol"),
  () => [],
  () => [1],
  () => [-1],
  () => [1.5, Number.NaN],
  () => [[1, 2], [3]],
  () => ["a", null],
  () => [undefined],
  () => [true, false],
  () => new Array(2),
  () => ({}),
  () => ({ shape: [2], data: [1, 2], ndim: 1, size: 2, dtype: "float32" }),
  () => Object.create(null),
  () => new Map([[1, 2]]),
  () => new Date(0),
  () => () => 1,
  () => async () => 1,
  () => Promise.resolve(1),
  () => new Float32Array([1, 2]),
  () => new Uint8Array([1, 2]),
  () => new BigInt64Array([1n]),
  () => tensor(1),
  () => tensor([1, 2]),
  () => tensor([1, 2], { dtype: "int32" }),
  () => tensor([true, false]),
  () => tensor([[1, 2, 3]], { dtype: "float64" }),
  () => zeros([0]),
  () => zeros([0, 2]),
  () => new Variable([1, 2]),
  () => new Variable([[1, 2]], { dtype: "int32" }),
  () => [tensor([1, 2]), new Variable([1])],
  () => new Linear(2, 2, { generator: new Generator(1) }),
  () => new Generator(1),
];

/** What is wrong with the answer to a call some of whose arguments are others; null when it is in order. */
export function troubleOf({ name, make }: Call, changes: readonly (readonly [place: number, value: () => unknown])[]) {
  const { call, args } = make();
  const changed = [...args];
  for (const [place, value] of changes) changed[place] = value();
  const described = `${name}(${changed.map(inWords).join(", ")})`;
  try {
    return hasTrueShape(call(...changed)) ? null : `${described} made a shape that is none`;
  } catch (error) {
    if (error instanceof Error && /^[\w.]+(\([\d, ]*\))?: .+/s.test(error.message) && !/^internal/.test(error.message))
      return null;
    return `${described} threw ${String(error)}`;
  }
}

function hasTrueShape(result: unknown): boolean {
  if (result instanceof Promise) result.catch(() => {});
  const made = result instanceof Variable ? result.data : result;
  if (!(made instanceof Tensor)) return true;
  const whole = made.shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  return whole && made.shape.reduce((product, size) => product * size, 1) === made.size && Array.isArray(made.shape);
}

function inWords(value: unknown): string {
  if (value instanceof Tensor || value instanceof Variable) return `${value.dtype}[${value.shape}]`;
  if (Array.isArray(value)) return `[${value.map(inWords).join(", ")}]`;
  if (typeof value === "object" && value !== null) return value.constructor?.name ?? "null-prototype";
  return typeof value === "bigint" ? `${value}n` : String(value);
}
