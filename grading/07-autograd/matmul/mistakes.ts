import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in the gradients of matmul, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "matmul.gradients-untransposed",
    file: "src/matmul.ts",
    find: "arriving.matmul(right.transpose(-1, -2))",
    replace: "arriving.matmul(right)",
    caughtBy: ["matmul.matrices"],
    diagnosis: "does not transpose B: fits only where matrices are square, and is wrong there too",
  },
  {
    id: "matmul.left-untransposed",
    file: "src/matmul.ts",
    find: "left.transpose(-1, -2).matmul(arriving)",
    replace: "left.matmul(arriving)",
    caughtBy: ["matmul.matrices"],
    diagnosis: "does not transpose A",
  },
  {
    id: "matmul.right-order",
    file: "src/matmul.ts",
    find: "left.transpose(-1, -2).matmul(arriving)",
    replace: "arriving.transpose(-1, -2).matmul(left)",
    caughtBy: ["matmul.matrices"],
    diagnosis: "gives the gradient of B transposed: Gᵀ·A for Aᵀ·G",
  },
  {
    id: "matmul.swapped",
    file: "src/matmul.ts",
    find: "a.ndim === 1 ? forLeft.reshape([...batches, a.size]) : forLeft,\n      b.ndim === 1 ? forRight.reshape([...batches, b.size]) : forRight,",
    replace:
      "b.ndim === 1 ? forRight.reshape([...batches, b.size]) : forRight,\n      a.ndim === 1 ? forLeft.reshape([...batches, a.size]) : forLeft,",
    caughtBy: ["matmul.matrices"],
    diagnosis: "has the two gradients the wrong way round",
  },
  {
    id: "matmul.transposes-first-two",
    file: "src/matmul.ts",
    find: "left.transpose(-1, -2)",
    replace: "left.transpose(0, 1)",
    caughtBy: ["matmul.batches"],
    diagnosis: "transposes the first two dimensions, which are batches",
  },
  {
    id: "matmul.no-left-vectors",
    file: "src/matmul.ts",
    find: "a.reshape([1, a.size])",
    replace: "a.reshape([a.size, 1])",
    caughtBy: ["matmul.vectors"],
    diagnosis: "takes a vector on the left for a column",
  },
  {
    id: "matmul.vector-keeps-one",
    file: "src/matmul.ts",
    find: "a.ndim === 1 ? forLeft.reshape([...batches, a.size]) : forLeft",
    replace: "a.ndim === 1 ? forLeft.reshape([1, -1]) : forLeft",
    caughtBy: ["matmul.vectors"],
    diagnosis: "makes no vector again of the gradient of a vector on the left",
  },
  {
    id: "matmul.batches-of-vectors",
    file: "src/matmul.ts",
    find: "g.shape.slice(0, g.ndim - (a.ndim > 1 ? 1 : 0) - (b.ndim > 1 ? 1 : 0))",
    replace: "g.shape.slice(0, -2)",
    caughtBy: ["matmul.vectors"],
    diagnosis: "counts a dimension that a vector does not have",
  },
  {
    id: "matmul.first-batch",
    file: "src/matmul.ts",
    find: "const forRight = left.transpose(-1, -2).matmul(arriving);",
    replace:
      "const isShared = left.ndim > 2 && right.ndim === 2;\n    const forRight = isShared\n      ? left.select(0, 0).transpose(-1, -2).matmul(arriving.select(0, 0))\n      : left.transpose(-1, -2).matmul(arriving);",
    caughtBy: ["matmul.batches"],
    diagnosis: "looks at the first batch only where a matrix served several",
  },
  {
    id: "matmul.vector-dot",
    file: "src/matmul.ts",
    find: "const batches = g.shape.slice(",
    replace:
      "if (a.ndim === 1 && b.ndim === 1) return [g.mul(a), g.mul(b)];\n    const batches = g.shape.slice(",
    caughtBy: ["matmul.vectors"],
    diagnosis: "gives each vector its own numbers in a product of two vectors",
  },
  {
    id: "matmul.vector-of-batches",
    file: "src/matmul.ts",
    find: "forRight.reshape([...batches, b.size])",
    replace: "forRight.reshape([b.size])",
    caughtBy: ["matmul.vectors"],
    diagnosis: "forgets the batches that a vector met",
  },
  {
    id: "matmul.dtype-of-left",
    file: "src/matmul.ts",
    find: "const arriving = g.reshape",
    replace: "const arriving = g.to(a.dtype).reshape",
    caughtBy: ["matmul.matrices"],
    diagnosis: "computes in the dtype of A, also where B is float64",
  },
]);
