import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in summary, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "summary.input-shape",
    file: "src/summary.ts",
    find: "outputShape: output.shape",
    replace: "outputShape: x.shape",
    caughtBy: ["summary.lines"],
    diagnosis: "shows the shape of what goes in",
  },
  {
    id: "summary.not-passed-on",
    file: "src/summary.ts",
    find: `value = through(name === "" ? child : \`\${name}.\${child}\`, inner, value);`,
    replace: `through(name === "" ? child : \`\${name}.\${child}\`, inner, value);`,
    caughtBy: ["summary.lines", "summary.nested"],
    diagnosis: "gives every layer the first input",
  },
  {
    id: "summary.inner-output-lost",
    file: "src/summary.ts",
    find: `      return value;
    }`,
    replace: `      return x;
    }`,
    caughtBy: ["summary.nested"],
    diagnosis: "hands on what went into a Sequential instead of what came out",
  },
  {
    id: "summary.not-opened",
    file: "src/summary.ts",
    find: "if (layer instanceof Sequential) {",
    replace: `if (layer instanceof Sequential && name === "") {`,
    caughtBy: ["summary.nested"],
    diagnosis: "does not open a Sequential in a Sequential",
  },
  {
    id: "summary.opens-all",
    file: "src/summary.ts",
    find: "if (layer instanceof Sequential) {",
    replace: `if (layer instanceof Sequential || layer.namedChildren !== undefined) {
      const children = layer.namedChildren?.() ?? [];
      if (!(layer instanceof Sequential)) for (const [child, inner] of children) through(\`\${name}.\${child}\`, inner, x);
    }
    if (layer instanceof Sequential) {`,
    caughtBy: ["summary.nested"],
    diagnosis: "shows the inside of modules that are no Sequential",
  },
  {
    id: "summary.path-lost",
    file: "src/summary.ts",
    find: `name === "" ? child : \`\${name}.\${child}\``,
    replace: "child",
    caughtBy: ["summary.nested"],
    diagnosis: "names a nested layer by its last position alone",
  },
  {
    id: "summary.leading-point",
    file: "src/summary.ts",
    find: `name === "" ? child : \`\${name}.\${child}\``,
    replace: `\`\${name}.\${child}\``,
    caughtBy: ["summary.lines", "summary.nested"],
    diagnosis: "begins paths with a point",
  },
  {
    id: "summary.root-named",
    file: "src/summary.ts",
    find: `through("", model, zeros(inputShape))`,
    replace: `through(model instanceof Sequential ? "" : "0", model, zeros(inputShape))`,
    caughtBy: ["summary.nested"],
    diagnosis: "gives a single layer a position",
  },
  {
    id: "summary.names-counted",
    file: "src/summary.ts",
    find: "lines.push({ name,",
    replace: `lines.push({ name: \`\${lines.length}\`,`,
    caughtBy: ["summary.nested"],
    diagnosis: "numbers the lines instead of naming the layers",
  },
  {
    id: "summary.shared-again",
    file: "src/summary.ts",
    find: "if (!counted.has(parameter)) parameters",
    replace: "parameters",
    caughtBy: ["summary.shared"],
    diagnosis: "counts a shared parameter in every line",
  },
  {
    id: "summary.never-counted",
    file: "src/summary.ts",
    find: `      counted.add(parameter);
`,
    replace: "",
    caughtBy: ["summary.shared"],
    diagnosis: "forgets which parameters it has counted",
  },
  {
    id: "summary.by-shape",
    file: "src/summary.ts",
    find: "if (!counted.has(parameter)) parameters",
    replace: `if (![...counted].some(({ shape }) => \`\${shape}\` === \`\${parameter.shape}\`)) parameters`,
    caughtBy: ["summary.shared"],
    diagnosis: "counts parameters of one shape once",
  },
  {
    id: "summary.counts-tensors",
    file: "src/summary.ts",
    find: "parameters += parameter.size;",
    replace: "parameters += 1;",
    caughtBy: ["summary.lines"],
    diagnosis: "counts parameters, not the numbers in them",
  },
  {
    id: "summary.type-lower",
    file: "src/summary.ts",
    find: "type: layer.constructor.name",
    replace: "type: layer.constructor.name.toLowerCase()",
    caughtBy: ["summary.lines"],
    diagnosis: "writes the class in small letters",
  },
  {
    id: "summary.batch-dropped",
    file: "src/summary.ts",
    find: "outputShape: output.shape",
    replace: "outputShape: output.shape.slice(1)",
    caughtBy: ["summary.lines"],
    diagnosis: "leaves out the first size",
  },
  {
    id: "summary.batch-added",
    file: "src/summary.ts",
    find: "zeros(inputShape)",
    replace: "zeros([1, ...inputShape])",
    caughtBy: ["summary.lines", "summary.nested"],
    diagnosis: "adds a batch of one to the shape",
  },
  {
    id: "summary.without-empty",
    file: "src/summary.ts",
    find: "    lines.push({",
    replace: "    if (parameters > 0) lines.push({",
    caughtBy: ["summary.lines"],
    diagnosis: "leaves out layers without parameters",
  },
  {
    id: "summary.in-training",
    file: "src/summary.ts",
    find: `evaluating(model, () => through("", model, zeros(inputShape)));`,
    replace: `through("", model, zeros(inputShape));`,
    caughtBy: ["summary.changes-nothing"],
    diagnosis: "runs in training, and draws from dropout's generator",
  },
  {
    id: "summary.stays-in-eval",
    file: "src/summary.ts",
    find: `evaluating(model, () => through("", model, zeros(inputShape)));`,
    replace: `(model as { eval?: () => void }).eval?.();
  through("", model, zeros(inputShape));`,
    caughtBy: ["summary.changes-nothing"],
    diagnosis: "leaves the network in evaluation",
  },
  {
    id: "summary.back-to-training",
    file: "src/summary.ts",
    find: `evaluating(model, () => through("", model, zeros(inputShape)));`,
    replace: `model.train?.(false);
  through("", model, zeros(inputShape));
  model.train?.(true);`,
    caughtBy: ["summary.changes-nothing"],
    diagnosis: "switches everything to training afterwards, whatever was on",
  },
  {
    id: "summary.off-after-error",
    file: "src/evaluating.ts",
    find: "try {\n    return run();",
    replace: "const result = run();\n  try {\n    return result;",
    caughtBy: ["summary.changes-nothing"],
    diagnosis: "leaves the network in evaluation when a layer throws",
  },
  {
    id: "summary.ones",
    file: "src/summary.ts",
    find: "zeros(inputShape)",
    replace: "zeros(inputShape).add(1)",
    caughtBy: ["summary.changes-nothing"],
    diagnosis: "sends ones through instead of zeros",
  },
  {
    id: "summary.twice",
    file: "src/summary.ts",
    find: "const output = layer.forward(x);",
    replace: `layer.forward(x);
    const output = layer.forward(x);`,
    caughtBy: ["summary.changes-nothing"],
    diagnosis: "runs each layer twice",
  },
  {
    id: "summary.trains",
    file: "src/summary.ts",
    find: "counted.add(parameter);",
    replace: `counted.add(parameter);
      parameter.mul_(0.5);`,
    caughtBy: ["summary.changes-nothing"],
    diagnosis: "changes the parameters that it counts",
  },
  {
    id: "summary.twice-in-one",
    file: "src/summary.ts",
    find: `if (!counted.has(parameter)) parameters += parameter.size;
      counted.add(parameter);
    }`,
    replace: `if (!counted.has(parameter)) parameters += parameter.size;
    }
    for (const parameter of layer.parameters()) counted.add(parameter);`,
    caughtBy: ["summary.shared"],
    diagnosis:
      "What an earlier line has counted is left out, but a parameter that one layer lists twice counts twice.",
  },
  {
    id: "summary.two-positions",
    file: "src/summary.ts",
    find: `\`\${name}.\${child}\``,
    replace: `\`\${name.slice(name.lastIndexOf(".") + 1)}.\${child}\``,
    caughtBy: ["summary.nested"],
    diagnosis: "names a layer by its last two positions: three Sequentials deep the first position is lost",
  },
  {
    id: "summary.shared-ends-it",
    file: "src/summary.ts",
    find: "if (!counted.has(parameter)) parameters += parameter.size;",
    replace: `if (counted.has(parameter)) break;
      parameters += parameter.size;`,
    caughtBy: ["summary.shared"],
    diagnosis: "counts no further in a layer as soon as one parameter was counted before",
  },
  {
    id: "summary.mlp-closed",
    file: "src/summary.ts",
    find: "if (layer instanceof Sequential) {",
    replace: 'if (layer instanceof Sequential && (name === "" || layer.constructor === Sequential)) {',
    caughtBy: ["summary.nested"],
    diagnosis: "opens Sequential itself, but not an MLP that stands in one",
  },
]);
