import type { Operation } from "./operation.ts";

// Functions of each element. Where the derivative is shorter by the output y than by the input x, it reads y.

/** (−x)′ = −1. */
export const neg: Operation = {
  name: "neg",
  reads: "shapes",
  forward: (x) => x.neg(),
  gradient(g) {
    // BEGIN SOLUTION
    // TODO: −g
    return [g.neg()];
    // END SOLUTION
  },
};

/** (eˣ)′ = eˣ, which is y. */
export const exp: Operation = {
  name: "exp",
  reads: "output",
  forward: (x) => x.exp(),
  gradient(g, _inputs, y) {
    // BEGIN SOLUTION
    // TODO: g y
    return [g.mul(y)];
    // END SOLUTION
  },
};

/** (log x)′ = 1/x. */
export const log: Operation = {
  name: "log",
  reads: "inputs",
  forward: (x) => x.log(),
  gradient(g, [x]) {
    // BEGIN SOLUTION
    // TODO: g/x
    return [g.div(x)];
    // END SOLUTION
  },
};

/** (√x)′ = 1/(2√x), which is 1/(2y). */
export const sqrt: Operation = {
  name: "sqrt",
  reads: "output",
  forward: (x) => x.sqrt(),
  gradient(g, _inputs, y) {
    // BEGIN SOLUTION
    // TODO: g/(2y)
    return [g.div(y.mul(2))];
    // END SOLUTION
  },
};
