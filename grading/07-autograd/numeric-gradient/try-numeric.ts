import type { Found, Numbers } from "../differentiate.ts";
import type { Scope } from "../scope.ts";

/** f(x) = Σ cᵢ xᵢ³ + d Σ xᵢ xᵢ₊₁, of the numbers of x in row-major order. */
export type Trial = {
  readonly x: Numbers;
  readonly cubes: readonly number[];
  readonly products: number;
  readonly dtype: "float32" | "float64";
  readonly eps?: number;
  /** The shape in which f gives its number; null for a plain number. */
  readonly gives: readonly number[] | null;
};

export type Tried = {
  gradient: Found;
  /** What f was handed, looked at when all was over. */
  calls: Found[];
  after: number[];
};

/** Runs in the sandbox. */
export function tryNumeric(scope: Scope, ...trials: readonly Trial[]): Tried[] {
  type Tensor = InstanceType<Scope["Tensor"]>;
  const numbersOf = (tensor: Tensor): number[] => Array.from(tensor.contiguous().data, (value) => value);
  const found = (tensor: Tensor): Found => ({
    shape: [...tensor.shape],
    values: numbersOf(tensor),
    dtype: tensor.dtype,
  });
  return trials.map(({ x: { shape, values, view }, cubes, products, dtype, eps, gives }) => {
    let x = scope.tensor([...values], { dtype, shape: [...shape] });
    if (view === "transposed") x = x.transpose(-1, -2).contiguous().transpose(-1, -2);
    if (view === "offset")
      x = scope.tensor([...values, ...values], { dtype, shape: [2, ...shape] }).select(0, 1);
    const handed: Tensor[] = [];
    const f = (moved: Tensor): Tensor | number => {
      handed.push(moved);
      const numbers = numbersOf(moved);
      let value = 0;
      for (const [i, number] of numbers.entries()) {
        value += cubes[i] * number ** 3;
        if (i > 0) value += products * number * numbers[i - 1];
      }
      return gives === null ? value : scope.tensor([value], { dtype: "float64", shape: [...gives] });
    };
    const gradient = eps === undefined ? scope.numericGradient(f, x) : scope.numericGradient(f, x, eps);
    return { gradient: found(gradient), calls: handed.map(found), after: numbersOf(x) };
  });
}
