import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make here, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "strides.column-major",
    file: "src/shape.ts",
    find: "for (let d = shape.length - 1; d >= 0; d -= 1) {",
    replace: "for (let d = 0; d < shape.length; d += 1) {",
    caughtBy: ["strides.row-major"],
    diagnosis: "gives column-major strides: the first dimension lies next to itself",
  },
  {
    id: "strides.own-length",
    file: "src/shape.ts",
    find: "strides[d] = step;\n    step *= shape[d];",
    replace: "step *= shape[d];\n    strides[d] = step;",
    caughtBy: ["strides.row-major"],
    diagnosis: "counts the length of the dimension itself in",
  },
  {
    id: "strides.neighbour-only",
    file: "src/shape.ts",
    find: "step *= shape[d];",
    replace: "step = shape[d];",
    caughtBy: ["strides.row-major"],
    diagnosis: "takes the length of the next dimension alone, and not the product of all behind",
  },
  {
    id: "strides.shared-list",
    file: "src/shape.ts",
    find: "const strides = new Array<number>(shape.length);",
    replace:
      "const key = formatShape(shape);\n  const known = ((stridesOf as { known?: Map<string, number[]> }).known ??= new Map());\n  const before = known.get(key);\n  if (before !== undefined) return before;\n  const strides = new Array<number>(shape.length);\n  known.set(key, strides);",
    caughtBy: ["strides.row-major"],
    diagnosis: "hands out the same list again: who changes it changes the strides of others",
  },
  {
    id: "strides.ones-zero",
    file: "src/shape.ts",
    find: "strides[d] = step;",
    replace: "strides[d] = shape[d] === 1 ? 0 : step;",
    caughtBy: ["strides.row-major"],
    diagnosis: "gives dimensions of length 1 the stride 0, where row-major strides go on counting",
  },
  {
    id: "strides.skips-first",
    file: "src/shape.ts",
    find: "d >= 0; d -= 1",
    replace: "d > 0; d -= 1",
    caughtBy: ["strides.row-major"],
    diagnosis: "leaves the first dimension without a stride",
  },
  {
    id: "strides.result-inherits",
    file: "src/elementwise.ts",
    find: "return rowMajor(elementsOf(x).map(unaryFunction(operation)), x.shape);",
    replace:
      "return { ...rowMajor(elementsOf(x).map(unaryFunction(operation)), x.shape), strides: x.strides };",
    caughtBy: ["strides.new-tensors"],
    diagnosis: "gives the result the strides of the operand",
  },
  {
    id: "strides.result-keeps-offset",
    file: "src/tensor.ts",
    find: "return new Tensor(rowMajor(elementsOf(this), this.shape));",
    replace: "return new Tensor({ ...rowMajor(elementsOf(this), this.shape), offset: this.offset });",
    caughtBy: ["strides.new-tensors"],
    diagnosis: "gives a copy the offset of the view it was made from",
  },
  {
    id: "strides.next-two-lengths",
    file: "src/shape.ts",
    find: "step *= shape[d];",
    replace: "step = shape[d] * (shape[d + 1] ?? 1);",
    caughtBy: ["strides.row-major"],
    diagnosis:
      "has a stride count the next two lengths alone: right up to three dimensions, wrong from four on",
  },
  {
    id: "strides.zero-as-one",
    file: "src/shape.ts",
    find: "step *= shape[d];",
    replace: "step *= Math.max(1, shape[d]);",
    caughtBy: ["strides.row-major"],
    diagnosis: "takes a length of 0 for a 1",
  },
  {
    id: "strides.in-32-bits",
    file: "src/shape.ts",
    find: "step *= shape[d];",
    replace: "step = Math.imul(step, shape[d]);",
    caughtBy: ["strides.row-major"],
    diagnosis: "multiplies lengths in 32 bits",
  },
  {
    id: "strides.room-for-one",
    file: "src/reduce.ts",
    find: "const storage = allocate(dtype, sizeOf(kept));",
    replace: "const storage = allocate(dtype, sizeOf(kept) || 1);",
    caughtBy: ["strides.new-tensors"],
    diagnosis: "has room for one element where there is none",
  },
]);
