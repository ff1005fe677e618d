import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in Sequential, each as one small change to the solution. */
export const mistakes = defineMistakes([
  // The shortcut: what the module asks for is in the library, and out of this file's reach.
  {
    id: "sequential.by-the-library",
    file: "src/sequential.ts",
    find: `import { Module } from "./module.ts";`,
    replace: `import { Sequential as Library } from "@tinytorch/nn";
import { Module } from "./module.ts";

export const library = Library;`,
    caughtBy: ["sequential.order"],
    diagnosis: "leaves the row of layers to the library instead of building it",
    shortcut: true,
  },
  {
    id: "sequential.reversed",
    file: "src/sequential.ts",
    find: "return this.layers.reduce((value, layer) => layer.forward(value), x);",
    replace: "return this.layers.reduceRight((value, layer) => layer.forward(value), x);",
    caughtBy: ["sequential.order"],
    diagnosis: "runs the layers from the last to the first",
  },
  {
    id: "sequential.last-dropped",
    file: "src/sequential.ts",
    find: "return this.layers.reduce((value, layer) => layer.forward(value), x);",
    replace: "return this.layers.slice(0, -1).reduce((value, layer) => layer.forward(value), x);",
    caughtBy: ["sequential.order"],
    diagnosis: "leaves out the last layer",
  },
  {
    id: "sequential.first-dropped",
    file: "src/sequential.ts",
    find: "return this.layers.reduce((value, layer) => layer.forward(value), x);",
    replace: "return this.layers.slice(1).reduce((value, layer) => layer.forward(value), x);",
    caughtBy: ["sequential.order"],
    diagnosis: "leaves out the first layer",
  },
  {
    id: "sequential.each-on-input",
    file: "src/sequential.ts",
    find: "return this.layers.reduce((value, layer) => layer.forward(value), x);",
    replace: "return this.layers.reduce((_, layer) => layer.forward(x), x);",
    caughtBy: ["sequential.order"],
    diagnosis: "gives every layer the input instead of what the layer before gave",
  },
  {
    id: "sequential.sum-of-layers",
    file: "src/sequential.ts",
    find: "return this.layers.reduce((value, layer) => layer.forward(value), x);",
    replace: "return this.layers.reduce((value, layer) => value.add(layer.forward(x)), x.mul(0));",
    caughtBy: ["sequential.order"],
    diagnosis: "adds up what all layers make of the input",
  },
  {
    id: "sequential.empty-throws",
    file: "src/sequential.ts",
    find: "return this.layers.reduce((value, layer) => layer.forward(value), x);",
    replace: `const [first, ...rest] = this.layers;
    return rest.reduce((value, layer) => layer.forward(value), first.forward(x));`,
    caughtBy: ["sequential.order"],
    diagnosis: "needs at least one layer",
  },
  {
    id: "sequential.residual",
    file: "src/sequential.ts",
    find: "return this.layers.reduce((value, layer) => layer.forward(value), x);",
    replace: "return this.layers.reduce((value, layer) => value.add(layer.forward(value)), x);",
    caughtBy: ["sequential.order"],
    diagnosis: "adds to each layer's output what went in",
  },
  {
    id: "sequential.stops-at-first",
    file: "src/sequential.ts",
    find: "return this.layers.reduce((value, layer) => layer.forward(value), x);",
    replace: `for (const layer of this.layers) return layer.forward(x);
    return x;`,
    caughtBy: ["sequential.order"],
    diagnosis: "returns after the first layer",
  },
  {
    id: "sequential.unbound",
    file: "src/sequential.ts",
    find: "return this.layers.reduce((value, layer) => layer.forward(value), x);",
    replace: "return this.layers.reduce((value, { forward }) => forward(value), x);",
    caughtBy: ["sequential.order"],
    diagnosis: "takes forward off its layer, which then does not know itself",
  },
  {
    id: "sequential.writes-input",
    file: "src/sequential.ts",
    find: "return this.layers.reduce((value, layer) => layer.forward(value), x);",
    replace: `const y = this.layers.reduce((value, layer) => layer.forward(value), x);
    (x as unknown as { copy_?: (y: T) => T }).copy_?.(y);
    return y;`,
    caughtBy: ["sequential.order"],
    diagnosis: "writes the result over the input",
  },
  {
    id: "sequential.names-default",
    file: "src/sequential.ts",
    find: `    return this.layers.map((layer, index): Named<Layer<T>> => [\`\${index}\`, layer]);`,
    replace: "    return super.namedChildren();",
    caughtBy: ["sequential.names"],
    diagnosis: "calls its layers layers.0, layers.1, … instead of 0, 1, …",
  },
  {
    id: "sequential.names-from-one",
    file: "src/sequential.ts",
    find: `[\`\${index}\`, layer]`,
    replace: `[\`\${index + 1}\`, layer]`,
    caughtBy: ["sequential.names"],
    diagnosis: "counts positions from 1",
  },
  {
    id: "sequential.names-without-empty",
    file: "src/sequential.ts",
    find: "return this.layers.map((layer, index)",
    replace: "return this.layers.filter((layer) => layer.parameters().length > 0).map((layer, index)",
    caughtBy: ["sequential.names"],
    diagnosis: "counts only layers with parameters",
  },
  {
    id: "sequential.names-by-type",
    file: "src/sequential.ts",
    find: `[\`\${index}\`, layer]`,
    replace: `[\`\${layer.constructor.name}\${index}\`, layer]`,
    caughtBy: ["sequential.names"],
    diagnosis: "names layers by their class",
  },
  {
    id: "sequential.names-reversed",
    file: "src/sequential.ts",
    find: `[\`\${index}\`, layer]`,
    replace: `[\`\${this.layers.length - 1 - index}\`, layer]`,
    caughtBy: ["sequential.names"],
    diagnosis: "counts positions from the end",
  },
  {
    id: "sequential.names-by-first-place",
    file: "src/sequential.ts",
    find: `[\`\${index}\`, layer]`,
    replace: `[\`\${this.layers.indexOf(layer)}\`, layer]`,
    caughtBy: ["sequential.repeated"],
    diagnosis: "gives a layer that stands in two places the first name twice",
  },
  {
    id: "sequential.repeated-once",
    file: "src/sequential.ts",
    find: "return this.layers.reduce((value, layer) => layer.forward(value), x);",
    replace: "return [...new Set(this.layers)].reduce((value, layer) => layer.forward(value), x);",
    caughtBy: ["sequential.repeated"],
    diagnosis: "runs a layer that stands in two places only once",
  },
  {
    id: "sequential.unique-layers",
    file: "src/sequential.ts",
    find: "this.layers = layers;",
    replace: "this.layers = [...new Set(layers)];",
    caughtBy: ["sequential.repeated"],
    diagnosis: "keeps a layer that stands in two places only once",
  },
  {
    id: "sequential.own-missed",
    file: "src/module.ts",
    find: `    for (const [name, value] of partsOf(this)) {
      if (isParameter`,
    replace: `    for (const [name, value] of this.namedChildren().length > 0 && "layers" in this ? [] : partsOf(this)) {
      if (isParameter`,
    caughtBy: ["sequential.names"],
    diagnosis: "forgets a parameter that a Sequential has besides its layers",
  },
  {
    id: "sequential.off-is-skipped",
    file: "src/sequential.ts",
    find: "(value, layer) => layer.forward(value)",
    replace: "(value, layer) => (layer.training === false ? value : layer.forward(value))",
    caughtBy: ["sequential.order"],
    diagnosis: "leaves out, in evaluation, every layer that has a switch, modules among them",
  },
  {
    id: "sequential.children-once",
    file: "src/sequential.ts",
    find: `return this.layers.map((layer, index): Named<Layer<T>> => [\`\${index}\`, layer]);`,
    replace: `return this.layers
      .map((layer, index): Named<Layer<T>> => [\`\${index}\`, layer])
      .filter(([name, layer]) => this.layers.indexOf(layer) === Number(name));`,
    caughtBy: ["sequential.repeated"],
    diagnosis: "lists a layer that stands in two places once among the children",
  },
]);
