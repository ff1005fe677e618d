/** Operations on two numbers, under the names that `Tensor` has for them. */
export type BinaryOperation = "add" | "sub" | "mul" | "div" | "pow" | "maximum";

/** Operations on one number. */
export type UnaryOperation = "neg" | "exp" | "log" | "sqrt";

/**
 * What an operation makes of two numbers: a + b, a − b, a · b, a / b, aᵇ and the larger of the two.
 * A NaN on either side makes the larger one NaN too: what is not known must not vanish.
 */
export function binaryFunction(operation: BinaryOperation): (a: number, b: number) => number {
  throw new Error("TODO(01-tensor): return a function of two numbers for each of the six");
}

/** What an operation makes of one number: −x (so that −0 comes from 0), eˣ, the natural logarithm and the square root. */
export function unaryFunction(operation: UnaryOperation): (x: number) => number {
  throw new Error("TODO(01-tensor): return a function of one number for each of the four");
}
