import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in the layers, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "layers.x-as-parameter",
    file: "src/layer.ts",
    find: "return [];",
    replace: "return [0];",
    caughtBy: ["layers.keep-nothing"],
    diagnosis: "gives something to learn where there is nothing",
  },
  {
    id: "layers.remembers",
    file: "src/relu.ts",
    find: "return relu(x);",
    replace: `this.parameters = () => [x];
    return relu(x);`,
    caughtBy: ["layers.keep-nothing"],
    diagnosis: "takes what it has seen for a parameter",
  },
  {
    id: "layers.no-parameters",
    file: "src/layer.ts",
    find: "    return [];",
    replace: "    return undefined;",
    caughtBy: ["layers.keep-nothing"],
    diagnosis: "parameters() gives nothing at all, where an empty list is asked for",
  },
  {
    id: "layers.relu-in-place",
    file: "src/relu.ts",
    find: "return relu(x);",
    replace: "return x.maximum_(0);",
    caughtBy: ["layers.keep-nothing"],
    diagnosis: "a ReLU layer that writes into the x it was given",
  },
  {
    id: "layers.leaky-gives-x",
    file: "src/leaky-relu.ts",
    find: "return leakyRelu(x, { negativeSlope: this.negativeSlope });",
    replace: "return this.negativeSlope === 1 ? x : leakyRelu(x, { negativeSlope: this.negativeSlope });",
    caughtBy: ["layers.keep-nothing"],
    diagnosis: "a LeakyReLU layer that gives x itself back when its slope is 1",
  },
  {
    id: "layers.slope-absolute",
    file: "src/leaky-relu.ts",
    find: "    this.negativeSlope = negativeSlope;",
    replace: "    this.negativeSlope = Math.abs(negativeSlope);",
    caughtBy: ["layers.options"],
    diagnosis: "a LeakyReLU layer that takes the sign off its slope",
  },
  {
    id: "layers.dim-from-end",
    file: "src/softmax.ts",
    find: "    this.dim = dim;",
    replace: "    this.dim = Math.max(dim, -1);",
    caughtBy: ["layers.along"],
    diagnosis: "a Softmax layer that knows no dimension but the last by its number from the end",
  },
]);
