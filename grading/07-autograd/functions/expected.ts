import { elementwise } from "../expected-gradients.ts";

/** The derivatives of functions of one number. */
export const formulas = {
  neg: elementwise({ value: (x) => -x, slope: () => -1 }),
  exp: elementwise({ value: Math.exp, slope: Math.exp }),
  log: elementwise({ value: Math.log, slope: (x) => 1 / x }),
  sqrt: elementwise({ value: Math.sqrt, slope: (x) => 1 / (2 * Math.sqrt(x)) }),
} as const;
