import { pairwise } from "../expected-gradients.ts";

const half = (a: number, b: number) => (a > b ? 1 : a === b ? 0.5 : 0);

/** The derivatives of operations on two numbers. */
export const formulas = {
  add: pairwise({ value: (a, b) => a + b, first: () => 1, second: () => 1 }),
  sub: pairwise({ value: (a, b) => a - b, first: () => 1, second: () => -1 }),
  mul: pairwise({ value: (a, b) => a * b, first: (_, b) => b, second: (a) => a }),
  div: pairwise({ value: (a, b) => a / b, first: (_, b) => 1 / b, second: (a, b) => -a / b ** 2 }),
  pow: pairwise({
    value: (a, b) => a ** b,
    first: (a, b) => (b === 0 ? 0 : b * a ** (b - 1)),
    second: (a, b) => (a === 0 && b >= 0 ? 0 : a ** b * Math.log(a)),
  }),
  maximum: pairwise({ value: Math.max, first: half, second: (a, b) => half(b, a) }),
} as const;
