import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in what is built of several parts, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "layers.halves-missing",
    file: "src/arithmetic.ts",
    find: "where(one.eq(other), g.mul(0.5), 0)",
    replace: "where(one.eq(other), g, 0)",
    caughtBy: ["layers.sigmoid"],
    diagnosis: "gives both of two equal operands all that arrives: kinks that should cancel do not",
  },
  {
    id: "layers.rate-of-nothing",
    file: "src/variable.ts",
    find: "    this.data = data instanceof Tensor ? data : tensor(data);",
    replace: '    this.data = (data instanceof Tensor ? data : tensor(data)).to("float32");',
    caughtBy: ["layers.learns", "layers.checked"],
    diagnosis: "keeps all values in float32",
  },
  {
    id: "layers.wrong-operation-passes",
    file: "src/gradcheck.ts",
    find: "ok: worst === null",
    replace: "ok: true",
    caughtBy: ["layers.checked", "gradcheck.wrong"],
    diagnosis: "always says that everything is right",
  },
]);
