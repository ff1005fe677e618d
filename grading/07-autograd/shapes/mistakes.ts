import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in the gradients of reshape and transpose, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "shapes.reshape-as-is",
    file: "src/shapes.ts",
    find: "return [g.reshape(x.shape)];",
    replace: "return [g];",
    caughtBy: ["shapes.reshape"],
    diagnosis: "leaves the gradient in the new shape",
  },
  {
    id: "shapes.reshape-by-transpose",
    file: "src/shapes.ts",
    find: "return [g.reshape(x.shape)];",
    replace:
      "return [g.ndim === 2 && x.ndim === 2 ? g.transpose(0, 1).reshape(x.shape) : g.reshape(x.shape)];",
    caughtBy: ["shapes.reshape"],
    diagnosis: "transposes: the numbers end in other places",
  },
  {
    id: "shapes.transpose-as-is",
    file: "src/shapes.ts",
    find: "return [g.transpose(dim0, dim1)];",
    replace: "return [g];",
    caughtBy: ["shapes.transpose"],
    diagnosis: "leaves the gradient transposed",
  },
  {
    id: "shapes.transpose-by-reshape",
    file: "src/shapes.ts",
    find: "gradient(g) {\n    // BEGIN SOLUTION\n    // TODO: g with the same dimensions swapped back\n    return [g.transpose(dim0, dim1)];",
    replace:
      "gradient(g, [x]) {\n    // BEGIN SOLUTION\n    // TODO: g with the same dimensions swapped back\n    return [g.reshape(x.shape)];",
    caughtBy: ["shapes.transpose"],
    diagnosis: "takes a reshape for a transposition",
  },
  {
    id: "shapes.transpose-last-two",
    file: "src/shapes.ts",
    find: "return [g.transpose(dim0, dim1)];",
    replace: "return [g.ndim > 1 ? g.transpose(-1, -2) : g];",
    caughtBy: ["shapes.transpose"],
    diagnosis: "swaps the last two dimensions, whichever were swapped",
  },
  {
    id: "shapes.transpose-positive",
    file: "src/shapes.ts",
    find: "return [g.transpose(dim0, dim1)];",
    replace: "return [g.transpose(Math.abs(dim0), Math.abs(dim1))];",
    caughtBy: ["shapes.transpose"],
    diagnosis: "forgets what negative dimensions mean",
  },
]);
