import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in the gradients of functions, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "functions.neg-plus",
    file: "src/functions.ts",
    find: "return [g.neg()];",
    replace: "return [g];",
    caughtBy: ["functions.sqrt"],
    diagnosis: "forgets the minus",
  },
  {
    id: "functions.exp-of-input",
    file: "src/functions.ts",
    find: "return [g.mul(y)];",
    replace: "return [g.mul(_inputs[0])];",
    caughtBy: ["functions.exp"],
    diagnosis: "multiplies by x, not by eˣ",
  },
  {
    id: "functions.exp-clamped",
    file: "src/functions.ts",
    find: "return [g.mul(y)];",
    replace: "return [g.mul(y.clamp({ max: 1e30 }))];",
    caughtBy: ["functions.exp"],
    diagnosis: "cuts the slope off at a large number",
  },
  {
    id: "functions.log-guarded",
    file: "src/functions.ts",
    find: "return [g.div(x)];",
    replace: "return [g.div(x.add(1e-8))];",
    caughtBy: ["functions.log"],
    diagnosis: "adds a small number to x, which changes small ones",
  },
  {
    id: "functions.sqrt-half-forgotten",
    file: "src/functions.ts",
    find: "return [g.div(y.mul(2))];",
    replace: "return [g.div(y)];",
    caughtBy: ["functions.sqrt"],
    diagnosis: "forgets the ½",
  },
  {
    id: "functions.sqrt-of-input",
    file: "src/functions.ts",
    find: "return [g.div(y.mul(2))];",
    replace: "return [g.div(_inputs[0].mul(2))];",
    caughtBy: ["functions.sqrt"],
    diagnosis: "divides by 2x where 2√x belongs",
  },
  {
    id: "functions.sqrt-guarded",
    file: "src/functions.ts",
    find: "return [g.div(y.mul(2))];",
    replace: "return [g.div(y.mul(2).add(1e-8))];",
    caughtBy: ["functions.sqrt"],
    diagnosis: "adds a small number, which changes small ones",
  },
  {
    id: "functions.exp-recomputed",
    file: "src/functions.ts",
    find: "return [g.mul(y)];",
    replace: "return [g.mul(_inputs[0].exp())];",
    caughtBy: ["backward.in-place"],
    diagnosis: "computes eˣ anew from the input, which may have been changed in place since",
  },
]);
