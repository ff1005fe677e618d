import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in countParameters, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "count.tensors",
    file: "src/count-parameters.ts",
    find: "shape.reduce((product, size) => product * size, 1),",
    replace: "1,",
    caughtBy: ["count.sizes"],
    diagnosis: "counts parameters, not the numbers in them",
  },
  {
    id: "count.sum-of-sizes",
    file: "src/count-parameters.ts",
    find: "shape.reduce((product, size) => product * size, 1),",
    replace: "shape.reduce((product, size) => product + size, 0),",
    caughtBy: ["count.sizes"],
    diagnosis: "adds the sizes of a shape instead of multiplying",
  },
  {
    id: "count.scalar-as-none",
    file: "src/count-parameters.ts",
    find: "shape.reduce((product, size) => product * size, 1),",
    replace: "shape.length === 0 ? 0 : shape.reduce((product, size) => product * size, 1),",
    caughtBy: ["count.sizes"],
    diagnosis: "counts nothing for a parameter of shape []",
  },
  {
    id: "count.first-two-sizes",
    file: "src/count-parameters.ts",
    find: "shape.reduce((product, size) => product * size, 1),",
    replace: "(shape[0] ?? 1) * (shape[1] ?? 1),",
    caughtBy: ["count.sizes"],
    diagnosis: "multiplies the first two sizes only",
  },
  {
    id: "count.first-size",
    file: "src/count-parameters.ts",
    find: "shape.reduce((product, size) => product * size, 1),",
    replace: "shape[0] ?? 1,",
    caughtBy: ["count.sizes"],
    diagnosis: "counts rows",
  },
  {
    id: "count.empty-as-one",
    file: "src/count-parameters.ts",
    find: "product * size, 1),",
    replace: "product * (size || 1), 1),",
    caughtBy: ["count.sizes"],
    diagnosis: "counts a size of 0 as 1",
  },
  {
    id: "count.bytes",
    file: "src/count-parameters.ts",
    find: "return sizes.reduce((sum, size) => sum + size, 0);",
    replace: "return 4 * sizes.reduce((sum, size) => sum + size, 0);",
    caughtBy: ["count.sizes"],
    diagnosis: "counts bytes",
  },
  {
    id: "count.product",
    file: "src/count-parameters.ts",
    find: "(sum, size) => sum + size, 0)",
    replace: "(sum, size) => sum * size, 1)",
    caughtBy: ["count.sizes"],
    diagnosis: "multiplies where it should add up",
  },
  {
    id: "count.matrices-only",
    file: "src/count-parameters.ts",
    find: `({ shape }) =>
    shape.reduce((product, size) => product * size, 1),`,
    replace: `({ shape }) =>
    shape.length < 2 ? 0 : shape.reduce((product, size) => product * size, 1),`,
    caughtBy: ["count.sizes"],
    diagnosis: "leaves out biases",
  },
  {
    id: "count.first-only",
    file: "src/count-parameters.ts",
    find: "sizes.reduce((sum, size) => sum + size, 0)",
    replace: "(sizes[0] ?? 0)",
    caughtBy: ["count.sizes"],
    diagnosis: "counts the first parameter only",
  },
  {
    id: "count.empty-throws",
    file: "src/count-parameters.ts",
    find: "sizes.reduce((sum, size) => sum + size, 0)",
    replace: "sizes.reduce((sum, size) => sum + size)",
    caughtBy: ["count.sizes", "count.once"],
    diagnosis: "does not know what to say of a layer without parameters",
  },
  {
    id: "count.shared-twice",
    file: "src/count-parameters.ts",
    find: "Array.from(new Set(model.parameters()),",
    replace: "Array.from(model.parameters(),",
    caughtBy: ["count.once"],
    diagnosis: "counts an object as often as it is listed",
  },
  {
    id: "count.by-shape",
    file: "src/count-parameters.ts",
    find: "Array.from(new Set(model.parameters()),",
    replace: `Array.from(new Map(model.parameters().map((one) => [\`\${one.shape}\`, one])).values(),`,
    caughtBy: ["count.once"],
    diagnosis: "takes parameters of equal shapes for one",
  },
  {
    id: "count.running-total",
    file: "src/count-parameters.ts",
    find: "  return sizes.reduce((sum, size) => sum + size, 0);",
    replace: `  const counter = countParameters as unknown as { total?: number };
  counter.total = (counter.total ?? 0) + sizes.reduce((sum, size) => sum + size, 0);
  return counter.total;`,
    caughtBy: ["count.sizes"],
    diagnosis: "goes on from what it counted the last time",
  },
  {
    id: "count.size-asked",
    file: "src/count-parameters.ts",
    find: `({ shape }) =>
    shape.reduce((product, size) => product * size, 1),`,
    replace: `(parameter) =>
    (parameter as unknown as { size: number }).size,`,
    caughtBy: ["count.sizes"],
    diagnosis:
      "You ask each parameter for its `size`, which a tensor has and a variable has not: of a network on variables you count NaN.",
  },
  {
    id: "count.neighbours-once",
    file: "src/count-parameters.ts",
    find: "Array.from(new Set(model.parameters()), (",
    replace:
      "Array.from(model.parameters().filter((parameter, index, all) => parameter !== all[index - 1]), (",
    caughtBy: ["count.once"],
    diagnosis:
      "A parameter is left out only where it stands right behind itself: with another one between, it counts twice.",
  },
  {
    id: "count.length-of-data",
    file: "src/count-parameters.ts",
    find: `const sizes = Array.from(new Set(model.parameters()), ({ shape }) =>
    shape.reduce((product, size) => product * size, 1),
  );`,
    replace:
      "const sizes = Array.from(new Set(model.parameters()), (parameter) => (parameter as any).data.length as number);",
    caughtBy: ["count.sizes"],
    diagnosis: "counts how long a parameter's data is: of a variable, whose data is a tensor, that is NaN",
  },
]);
