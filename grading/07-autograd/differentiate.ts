import type { Scope } from "./scope.ts";

/** Numbers in row-major order, and how they lie in memory. */
export type Numbers = {
  readonly shape: readonly number[];
  readonly values: readonly number[];
  /** "transposed": a view whose last two dimensions are swapped; "offset": a view that starts late in its storage. */
  readonly view?: "transposed" | "offset";
};

/** What an operation is given beside its first operand. */
export type Arguments = {
  /** A plain number as the other operand. */
  readonly number?: number;
  readonly dim?: number | readonly number[];
  readonly keepdim?: boolean;
  readonly shape?: readonly number[];
  readonly dims?: readonly [number, number];
  readonly size?: number | readonly [number, number];
  readonly window?: {
    readonly stride?: number | readonly [number, number];
    readonly padding?: number | readonly [number, number];
    readonly dilation?: number | readonly [number, number];
    readonly fill?: number;
  };
};

export type OperationName =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "pow"
  | "maximum"
  | "neg"
  | "exp"
  | "log"
  | "sqrt"
  | "matmul"
  | "sum"
  | "mean"
  | "max"
  | "reshape"
  | "transpose"
  | "unfold2d";

/** One operation on one or two operands, and what arrives at its output. */
export type Problem = {
  readonly operation: OperationName;
  readonly operands: readonly Numbers[];
  readonly given?: Arguments;
  readonly gradient: Numbers;
  readonly dtype?: "float32" | "float64";
  /** Of the second operand, where it has another than the first: the output and what arrives there are float64. */
  readonly secondDtype?: "float32" | "float64";
  /** What the second operand is: a variable by default. */
  readonly second?: "variable" | "constant" | "tensor" | "the first";
  /** Whether the first operand is a constant. */
  readonly firstConstant?: boolean;
};

export type Found = { shape: number[]; values: number[]; dtype: string } | null;

export type Differentiated = {
  output: Found;
  /** Of each operand, after one backward. */
  gradients: Found[];
  /** What is left of operands and of what arrived. */
  after: number[][];
};

/** Runs in the sandbox: each operation on variables, then `backward` with a gradient. */
export function differentiate(scope: Scope, ...problems: readonly Problem[]): Differentiated[] {
  type Variable = InstanceType<Scope["Variable"]>;
  type Tensor = InstanceType<Scope["Tensor"]>;
  const make = ({ shape, values, view }: Numbers, dtype: "float32" | "float64"): Tensor => {
    if (view === "offset") {
      return scope.tensor([...values.map(() => 7), ...values], { dtype, shape: [2, ...shape] }).select(0, 1);
    }
    const straight = scope.tensor([...values], { dtype, shape: [...shape] });
    if (view !== "transposed") return straight;
    return straight.transpose(-1, -2).contiguous().transpose(-1, -2);
  };
  const numbersOf = (tensor: Tensor): number[] => Array.from(tensor.contiguous().data, (value) => value);
  const found = (tensor: Tensor | undefined): Found =>
    tensor === undefined
      ? null
      : { shape: [...tensor.shape], values: numbersOf(tensor), dtype: tensor.dtype };
  const options = ({ keepdim }: Arguments) => (keepdim === undefined ? undefined : { keepdim });
  const run: Record<OperationName, (x: Variable, y: Variable | Tensor, given: Arguments) => Variable> = {
    add: (x, y, { number }) => x.add(number ?? y),
    sub: (x, y, { number }) => x.sub(number ?? y),
    mul: (x, y, { number }) => x.mul(number ?? y),
    div: (x, y, { number }) => x.div(number ?? y),
    pow: (x, y, { number }) => x.pow(number ?? y),
    maximum: (x, y, { number }) => x.maximum(number ?? y),
    neg: (x) => x.neg(),
    exp: (x) => x.exp(),
    log: (x) => x.log(),
    sqrt: (x) => x.sqrt(),
    matmul: (x, y) => x.matmul(y),
    sum: (x, _, given) => x.sum(given.dim, options(given)),
    mean: (x, _, given) => x.mean(given.dim, options(given)),
    max: (x, _, given) => x.max(given.dim, options(given)),
    reshape: (x, _, { shape = [] }) => x.reshape(shape),
    transpose: (x, _, { dims: [dim0, dim1] = [0, 0] }) => x.transpose(dim0, dim1),
    unfold2d: (x, _, { size = 1, window }) =>
      window === undefined ? x.unfold2d(size) : x.unfold2d(size, window),
  };
  return problems.map((problem) => {
    const {
      operation,
      operands,
      given = {},
      dtype = "float64",
      secondDtype = dtype,
      second = "variable",
      firstConstant,
    } = problem;
    const tensors = operands.map((operand, index) => make(operand, index === 0 ? dtype : secondDtype));
    const variables = tensors.map((tensor, index) => {
      const constant = index === 0 ? firstConstant === true : second !== "variable";
      return new scope.Variable(tensor, constant ? { requiresGrad: false } : {});
    });
    const [x, y = x] = variables;
    const other = second === "tensor" ? tensors[1] : second === "the first" ? x : y;
    const output = run[operation](x, other, given);
    const gradient = make(problem.gradient, dtype === secondDtype ? dtype : "float64");
    output.backward(gradient);
    return {
      output: found(output.data),
      gradients: variables.map(({ grad }) => found(grad?.data)),
      after: [...tensors, gradient].map(numbersOf),
    };
  });
}
