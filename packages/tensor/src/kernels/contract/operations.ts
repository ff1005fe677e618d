// The names of what kernels do to elements. Each set of kernels has a table by these names, so a name that is added here is
// missing there until it has a loop, and the compiler says so.

/** Functions of one element. */
export type UnaryOperation =
  | "copy"
  | "neg"
  | "exp"
  | "expm1"
  | "log"
  | "log1p"
  | "sqrt"
  | "abs"
  | "sign"
  | "floor"
  | "ceil"
  | "round"
  | "trunc"
  | "sin"
  | "cos"
  | "tanh"
  | "relu"
  | "sigmoid"
  | "erf"
  | "square"
  | "reciprocal";

/** Comparisons of two elements: truth values. */
export type Comparison = "eq" | "ne" | "lt" | "le" | "gt" | "ge";

/** Functions whose derivative has a kernel of its own: of the gradient that arrives, and of the function's value. */
export type GradientOperation = "reluGradient" | "tanhGradient" | "sigmoidGradient";

/** Functions of two elements. */
export type BinaryOperation =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "pow"
  | "maximum"
  | "minimum"
  | Comparison
  | GradientOperation;

/**
 * Functions of two or three elements, the first four with a number s: `addScaled` and `lerp`, `a + s·b` and `a + s·(b − a)`;
 * `addcmul` and `addcdiv`, `a + s·b·c` and `a + s·b/c`; `where`, `a ≠ 0 ? b : c`; `clamp`, a within b and c; and the gradients,
 * where a arrives, of b/c for c (`divGradient`), and of b to the power c for b (`powGradient`) and for c (`exponentGradient`).
 * Those are as if no number on the way were too large or too small.
 */
export type MixedOperation =
  | "addScaled"
  | "lerp"
  | "addcmul"
  | "addcdiv"
  | "where"
  | "clamp"
  | "divGradient"
  | "powGradient"
  | "exponentGradient";

/**
 * Functions of layers, in one pass: `elu`, with its number α, and `gelu`; and of each, and of `expm1`, the gradient for the input,
 * from the gradient that arrives and the input.
 */
export type ActivationOperation = "elu" | "gelu" | "eluGradient" | "geluGradient" | "expm1Gradient";

/** Operations on elements. */
export type ElementwiseOperation = UnaryOperation | BinaryOperation | MixedOperation | ActivationOperation;

/** Operations that make one element of many. */
export type ReduceOperation = "sum" | "max" | "min";

/** Operations on what a window sees. */
export type PoolOperation = "max" | "argmax" | "mean";

/** The operations whose results are truth values. */
export const comparisons: ReadonlySet<string> = new Set<Comparison>(["eq", "ne", "lt", "le", "gt", "ge"]);
