/** Operations on two numbers, under the names that `Tensor` has for them. */
export type BinaryOperation = "add" | "sub" | "mul" | "div" | "pow" | "maximum";

/** Operations on one number. */
export type UnaryOperation = "neg" | "exp" | "log" | "sqrt";

/**
 * What an operation makes of two numbers: a + b, a − b, a · b, a / b, aᵇ and the larger of the two.
 * A NaN on either side makes the larger one NaN too: what is not known must not vanish.
 */
export function binaryFunction(operation: BinaryOperation): (a: number, b: number) => number {
  // BEGIN SOLUTION
  // TODO: return a function of two numbers for each of the six
  const functions: Readonly<Record<BinaryOperation, (a: number, b: number) => number>> = {
    add: (a, b) => a + b,
    sub: (a, b) => a - b,
    mul: (a, b) => a * b,
    div: (a, b) => a / b,
    pow: (a, b) => a ** b,
    maximum: (a, b) => Math.max(a, b),
  };
  return functions[operation];
  // END SOLUTION
}

/** What an operation makes of one number: −x (so that −0 comes from 0), eˣ, the natural logarithm and the square root. */
export function unaryFunction(operation: UnaryOperation): (x: number) => number {
  // BEGIN SOLUTION
  // TODO: return a function of one number for each of the four
  const functions: Readonly<Record<UnaryOperation, (x: number) => number>> = {
    neg: (x) => -x,
    exp: (x) => Math.exp(x),
    log: (x) => Math.log(x),
    sqrt: (x) => Math.sqrt(x),
  };
  return functions[operation];
  // END SOLUTION
}
