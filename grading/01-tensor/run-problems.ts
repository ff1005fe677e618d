import type { Nested, Shape } from "./grid.ts";
import type { Scope } from "./scope.ts";
import type { Tensor } from "./solution/src/index.ts";

export type DType = "float32" | "float64";

/**
 * A tensor to be made, by `tensor`, without elements by `zeros` or by its layout, and then called on, one call on the result
 * of another. Among arguments it may be the very tensor that the call is made on.
 */
export type Making = {
  readonly values?: Nested;
  readonly empty?: Shape;
  readonly layout?: Layout;
  readonly self?: true;
  readonly dtype?: DType;
  readonly calls?: readonly Call[];
};

/** Numbers, and where among them the elements are. */
export type Layout = {
  readonly numbers: readonly number[];
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
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
  const source = ({ values = 0, empty, layout, dtype }: Making): Tensor => {
    const options = dtype === undefined || dtype === "float32" ? [] : [{ dtype }];
    if (layout !== undefined) {
      const { numbers, shape, strides, offset } = layout;
      const storage = dtype === "float64" ? Float64Array.from(numbers) : Float32Array.from(numbers);
      return new scope.Tensor({ storage, shape, strides, offset });
    }
    return empty === undefined ? scope.tensor(values, ...options) : scope.zeros(empty, ...options);
  };
  const make = (making: Making, self?: Tensor): Tensor => {
    let made = self !== undefined && making.self === true ? self : source(making);
    for (const call of making.calls ?? []) made = apply(made, call);
    return made;
  };
  const isMaking = (argument: Argument | undefined): argument is Making =>
    typeof argument === "object" &&
    argument !== null &&
    ["values", "empty", "layout", "self"].some((key) => Object.hasOwn(argument, key));
  const ready = ([, ...args]: Call, self?: Tensor) =>
    args.map((argument) => (isMaking(argument) ? make(argument, self) : (argument ?? undefined)));
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
    const args = ready(call, tensor);
    const once = (): Tensor => Reflect.apply(Reflect.get(tensor, call[0]), tensor, args);
    const results = [once(), once()];
    const others = args.filter((argument) => argument instanceof scope.Tensor);
    return { results: results.map(look), operands: [tensor, ...others].map(look) };
  });
}
