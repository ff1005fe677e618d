import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in MLP and createMlp, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "mlp.activation-after-last",
    file: "src/mlp.ts",
    find: "return index === 0 ? [linear] : [activation(), linear];",
    replace: "return [linear, activation()];",
    caughtBy: ["mlp.layers", "mlp.forward"],
    diagnosis: "puts an activation after the last layer",
  },
  {
    id: "mlp.no-activation",
    file: "src/mlp.ts",
    find: "return index === 0 ? [linear] : [activation(), linear];",
    replace: "return [linear];",
    caughtBy: ["mlp.layers", "mlp.forward"],
    diagnosis: "puts no activation between its layers, so that they are one",
  },
  {
    id: "mlp.activation-before-first",
    file: "src/mlp.ts",
    find: "return index === 0 ? [linear] : [activation(), linear];",
    replace: "return [activation(), linear];",
    caughtBy: ["mlp.layers", "mlp.forward"],
    diagnosis: "puts an activation before the first layer",
  },
  {
    id: "mlp.first-activation-only",
    file: "src/mlp.ts",
    find: "return index === 0 ? [linear] : [activation(), linear];",
    replace: "return index === 1 ? [activation(), linear] : [linear];",
    caughtBy: ["mlp.layers"],
    diagnosis: "puts an activation between the first two layers only",
  },
  {
    id: "mlp.last-layer-dropped",
    file: "src/mlp.ts",
    find: "return sizes.slice(1).flatMap(",
    replace: "return sizes.slice(1, -1).flatMap(",
    caughtBy: ["mlp.layers", "mlp.forward"],
    diagnosis: "leaves out the last layer",
  },
  {
    id: "mlp.first-layer-dropped",
    file: "src/mlp.ts",
    find: "return sizes.slice(1).flatMap((size, index): readonly Layer<T>[] => {",
    replace: `return sizes.slice(2).flatMap((size, at): readonly Layer<T>[] => {
    const index = at + 1;`,
    caughtBy: ["mlp.layers"],
    diagnosis: "leaves out the first layer",
  },
  {
    id: "mlp.sizes-swapped",
    file: "src/mlp.ts",
    find: "new Linear<T>(sizes[index], size,",
    replace: "new Linear<T>(size, sizes[index],",
    caughtBy: ["mlp.layers"],
    diagnosis: "swaps inputs and outputs of each layer",
  },
  {
    id: "mlp.all-from-first",
    file: "src/mlp.ts",
    find: "new Linear<T>(sizes[index], size,",
    replace: "new Linear<T>(sizes[0], size,",
    caughtBy: ["mlp.layers"],
    diagnosis: "builds every layer for the first size",
  },
  {
    id: "mlp.one-activation",
    file: "src/mlp.ts",
    find: "return sizes.slice(1).flatMap((size",
    replace: `const one = activation();
  activation = () => one;
  return sizes.slice(1).flatMap((size`,
    caughtBy: ["mlp.activation"],
    diagnosis: "puts one activation in all places",
  },
  {
    id: "mlp.activation-ignored",
    file: "src/mlp.ts",
    find: "[activation(), linear]",
    replace: "[new ReLU<T>(), linear]",
    caughtBy: ["mlp.activation"],
    diagnosis: "always takes relu",
  },
  {
    id: "mlp.activation-too-often",
    file: "src/mlp.ts",
    find: "const linear = new Linear<T>(sizes[index], size, { generator, parameter });",
    replace: `const linear = new Linear<T>(sizes[index], size, { generator, parameter });
    const between = activation();`,
    caughtBy: ["mlp.activation"],
    diagnosis: "makes an activation that stands nowhere",
  },
  {
    id: "mlp.default-activation",
    file: "src/mlp.ts",
    find: "activation = () => new ReLU<T>()",
    replace: "activation = () => new Linear<T>(1, 1, { generator, parameter })",
    caughtBy: ["mlp.layers", "mlp.forward"],
    diagnosis: "puts something else than relu between layers when nothing is asked for",
  },
  {
    id: "mlp.parameter-ignored",
    file: "src/mlp.ts",
    find: "const linear = new Linear<T>(sizes[index], size, { generator, parameter });",
    replace:
      "const linear = new Linear<T>(sizes[index], size, { generator, parameter: (initial) => (parameter(initial), parameter(initial)) });",
    caughtBy: ["mlp.parameter"],
    diagnosis: "calls parameter twice and keeps the second",
  },
  {
    id: "mlp.built-backwards",
    file: "src/mlp.ts",
    find: `return sizes.slice(1).flatMap((size, index): readonly Layer<T>[] => {
    const linear = new Linear<T>(sizes[index], size, { generator, parameter });`,
    replace: `const linears = sizes
    .slice(1)
    .map((_, index) => index)
    .reverse()
    .map((index) => new Linear<T>(sizes[index], sizes[index + 1], { generator, parameter }))
    .reverse();
  return sizes.slice(1).flatMap((_, index): readonly Layer<T>[] => {
    const linear = linears[index];`,
    caughtBy: ["mlp.parameter"],
    diagnosis: "draws the last layer first",
  },
  {
    id: "mlp.reseeded",
    file: "src/mlp.ts",
    find: "const linear = new Linear<T>(sizes[index], size, { generator, parameter });",
    replace: "const linear = new Linear<T>(sizes[index], size, { generator: new Generator(0), parameter });",
    caughtBy: ["mlp.parameter", "mlp.create"],
    diagnosis: "lets every layer draw from a generator of its own",
  },
  {
    id: "mlp.shared-layer",
    file: "src/mlp.ts",
    find: `return sizes.slice(1).flatMap((size, index): readonly Layer<T>[] => {
    const linear = new Linear<T>(sizes[index], size, { generator, parameter });`,
    replace: `const made = new Map<string, Linear<T>>();
  return sizes.slice(1).flatMap((size, index): readonly Layer<T>[] => {
    const key = \`\${sizes[index]} \${size}\`;
    const linear = made.get(key) ?? new Linear<T>(sizes[index], size, { generator, parameter });
    made.set(key, linear);`,
    caughtBy: ["mlp.layers", "mlp.forward", "mlp.parameter"],
    diagnosis: "uses one layer wherever the sizes are the same",
  },
  {
    id: "mlp.sizes-kept",
    file: "src/mlp.ts",
    find: "this.sizes = [...sizes];",
    replace: "this.sizes = sizes;",
    caughtBy: ["mlp.layers"],
    diagnosis: "keeps the caller's list of sizes, which may change",
  },
  {
    id: "mlp.sizes-eaten",
    file: "src/mlp.ts",
    find: "return sizes.slice(1).flatMap(",
    replace: `(sizes as number[]).sort((a, b) => b - a);
  return sizes.slice(1).flatMap(`,
    caughtBy: ["mlp.layers"],
    diagnosis: "sorts the list of sizes that it was given",
  },
  {
    id: "mlp.check-missing",
    file: "src/mlp.ts",
    find: "if (sizes.length < 2) {",
    replace: "if (sizes.length < 1) {",
    caughtBy: ["mlp.refused"],
    diagnosis: "takes a single size for a network",
  },
  {
    id: "mlp.two-sizes-refused",
    file: "src/mlp.ts",
    find: "if (sizes.length < 2) {",
    replace: "if (sizes.length < 3) {",
    caughtBy: ["mlp.layers"],
    diagnosis: "refuses a network of one layer",
  },
  {
    id: "mlp.size-unchecked",
    file: "src/layers.ts",
    find: "if (!Number.isInteger(size) || size < 1) {",
    replace: "if (size < 1) {",
    caughtBy: ["mlp.refused"],
    diagnosis: "takes broken sizes",
  },
  {
    id: "mlp.zero-size",
    file: "src/layers.ts",
    find: "if (!Number.isInteger(size) || size < 1) {",
    replace: "if (!Number.isInteger(size) || size < 0) {",
    caughtBy: ["mlp.refused"],
    diagnosis: "takes a size of 0",
  },
  {
    id: "mlp.detached",
    file: "src/mlp.ts",
    find: "const linear = new Linear<T>(sizes[index], size, { generator, parameter });",
    replace:
      "const linear = new Linear<T>(sizes[index], size, { generator, parameter: (initial) => { parameter(initial); return parameter(initial.mul(1)); } });",
    caughtBy: ["mlp.parameter"],
    diagnosis: "keeps other parameters than the ones it asked for first",
  },
  {
    id: "create.seed-ignored",
    file: "src/mlp.ts",
    find: "generator: new Generator(seed),",
    replace: "generator: new Generator(0),",
    caughtBy: ["mlp.create"],
    diagnosis: "draws the same weights for every seed",
  },
  {
    id: "create.default-seed",
    file: "src/mlp.ts",
    find: "{ seed = 0, ...options }",
    replace: "{ seed = 1, ...options }",
    caughtBy: ["mlp.create"],
    diagnosis: "takes another seed than 0 when none is given",
  },
  {
    id: "create.seed-or-default",
    file: "src/mlp.ts",
    find: "generator: new Generator(seed),",
    replace: "generator: new Generator(seed || 1),",
    caughtBy: ["mlp.create"],
    diagnosis: "takes the seed 0 for none",
  },
  {
    id: "create.options-dropped",
    file: "src/mlp.ts",
    find: `    ...options,
`,
    replace: "",
    caughtBy: ["mlp.activation"],
    diagnosis: "forgets the activation that was asked for",
  },
  {
    id: "create.scaled",
    file: "src/mlp.ts",
    find: "parameter: (initial) => initial,",
    replace: "parameter: (initial) => initial.mul(0.5),",
    caughtBy: ["mlp.create"],
    diagnosis: "changes the weights that were drawn",
  },
  {
    id: "create.zeros",
    file: "src/mlp.ts",
    find: "parameter: (initial) => initial,",
    replace: "parameter: (initial) => initial.mul(0),",
    caughtBy: ["mlp.create"],
    diagnosis: "starts with zeros, so that all weights stay alike",
  },
  {
    id: "mlp.one-default-activation",
    file: "src/mlp.ts",
    find: "{ activation = () => new ReLU<T>(), generator, parameter }",
    replace: "{ activation = ((relu: Layer<T>) => () => relu)(new ReLU<T>()), generator, parameter }",
    caughtBy: ["mlp.layers"],
    diagnosis: "the default puts one and the same relu in all places of a network",
  },
]);
