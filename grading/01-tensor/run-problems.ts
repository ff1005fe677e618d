import type { Nested, Shape } from "./grid.ts";
import type { Scope } from "./scope.ts";
import type { Tensor } from "./solution/src/index.ts";

export type DType = "float32" | "float64";

/** A tensor to be made, by `tensor` or without elements by `zeros`, and then called on, one call on the result of another. */
export type Making = {
  readonly values?: Nested;
  readonly empty?: Shape;
  readonly dtype?: DType;
  readonly calls?: readonly Call[];
};

export type Argument = Making | PlainArgument;

/** An argument that is passed on as it is; null is one left out. */
export type PlainArgument = number | Shape | { readonly keepdim?: boolean } | null;

/** The name of a method, and its arguments. */
export type Call = readonly [method: string, ...args: readonly Argument[]];

/** A tensor, and the one call on it that is on trial. */
export type Problem = { readonly on: Making; readonly call: Call };

/** What can be seen of a tensor. */
export type Seen = {
  readonly shape: Shape;
  readonly strides: Shape;
  readonly offset: number;
  readonly size: number;
  readonly ndim: number;
  readonly dtype: DType;
  readonly values: Nested;
};

export type Answer = {
  /** The call, made twice. */
  readonly results: readonly Seen[];
  /** Afterwards: the tensor that it was made on, then each tensor among the arguments. */
  readonly operands: readonly Seen[];
};

/** Runs in the sandbox. */
export function runProblems(scope: Scope, problems: readonly Problem[]): Answer[] {
  const make = ({ values, empty, dtype, calls = [] }: Making): Tensor => {
    const options = dtype === undefined || dtype === "float32" ? [] : [{ dtype }];
    let made = empty === undefined ? scope.tensor(values ?? 0, ...options) : scope.zeros(empty, ...options);
    for (const call of calls) made = apply(made, call);
    return made;
  };
  const isMaking = (argument: Argument | undefined): argument is Making =>
    typeof argument === "object" &&
    argument !== null &&
    (Object.hasOwn(argument, "values") || Object.hasOwn(argument, "empty"));
  const ready = ([, ...args]: Call) =>
    args.map((argument) => (isMaking(argument) ? make(argument) : (argument ?? undefined)));
  const apply = (on: Tensor, call: Call): Tensor => Reflect.apply(Reflect.get(on, call[0]), on, ready(call));
  const look = (tensor: Tensor): Seen => ({
    shape: [...tensor.shape],
    strides: [...tensor.strides],
    offset: tensor.offset,
    size: tensor.size,
    ndim: tensor.ndim,
    dtype: tensor.dtype,
    values: tensor.toArray(),
  });
  return problems.map(({ on, call }) => {
    const tensor = make(on);
    const args = ready(call);
    const once = (): Tensor => Reflect.apply(Reflect.get(tensor, call[0]), tensor, args);
    const results = [once(), once()];
    const others = args.filter((argument) => argument instanceof scope.Tensor);
    return { results: results.map(look), operands: [tensor, ...others].map(look) };
  });
}
