import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in what a module finds, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "module.nested-missed",
    file: "src/module.ts",
    find: `for (const [name, parameter] of namedParametersOf(layer)) keep(\`\${child}.\${name}\`, parameter);`,
    replace: `for (const [name, parameter] of partsOf(layer)) if (isParameter<T>(parameter)) keep(\`\${child}.\${name}\`, parameter);`,
    caughtBy: ["module.nested"],
    diagnosis: "looks only at the properties of its children, and not at what those have inside",
  },
  {
    id: "module.two-levels",
    file: "src/module.ts",
    find: `for (const [name, parameter] of namedParametersOf(layer)) keep(\`\${child}.\${name}\`, parameter);`,
    replace: `for (const [name, parameter] of namedParametersOf(layer)) if (name.split(".").length < 3) keep(\`\${child}.\${name}\`, parameter);`,
    caughtBy: ["module.nested"],
    diagnosis: "stops after a few levels",
  },
  {
    id: "module.arrays-missed",
    file: "src/parts-of.ts",
    find: `Array.isArray(value)
      ? partsOf(value).map(([inner, part]): Named<unknown> => [\`\${name}.\${inner}\`, part])
      : [[name, value]],`,
    replace: "[[name, value]],",
    caughtBy: ["module.arrays"],
    diagnosis: "does not look into arrays",
  },
  {
    id: "module.arrays-one-deep",
    file: "src/parts-of.ts",
    find: `? partsOf(value).map(([inner, part]): Named<unknown> => [\`\${name}.\${inner}\`, part])`,
    replace: `? value.map((part, inner): Named<unknown> => [\`\${name}.\${inner}\`, part])`,
    caughtBy: ["module.arrays"],
    diagnosis: "opens arrays, but not the arrays in them",
  },
  {
    id: "module.arrays-unnumbered",
    file: "src/parts-of.ts",
    find: `[\`\${name}.\${inner}\`, part])`,
    replace: "[name, part])",
    caughtBy: ["module.arrays"],
    diagnosis: "calls everything in an array by the array's name",
  },
  {
    id: "module.arrays-unprefixed",
    file: "src/parts-of.ts",
    find: `[\`\${name}.\${inner}\`, part])`,
    replace: "[inner, part])",
    caughtBy: ["module.arrays"],
    diagnosis: "names what is in an array by its position alone",
  },
  {
    id: "module.arrays-in-brackets",
    file: "src/parts-of.ts",
    find: `[\`\${name}.\${inner}\`, part])`,
    replace: `[\`\${name}[\${inner}]\`, part])`,
    caughtBy: ["module.arrays"],
    diagnosis: "writes positions in brackets instead of after a point",
  },
  {
    id: "module.arrays-from-one",
    file: "src/parts-of.ts",
    find: `[\`\${name}.\${inner}\`, part])`,
    replace: `[\`\${name}.\${Number.isNaN(Number(inner)) ? inner : Number(inner) + 1}\`, part])`,
    caughtBy: ["module.arrays"],
    diagnosis: "counts positions from 1",
  },
  {
    id: "module.arrays-first-only",
    file: "src/parts-of.ts",
    find: "? partsOf(value).map(",
    replace: "? partsOf(value).slice(0, 1).map(",
    caughtBy: ["module.arrays"],
    diagnosis: "takes the first of an array only",
  },
  {
    id: "module.arrays-sorted",
    file: "src/parts-of.ts",
    find: "? partsOf(value).map(",
    replace: "? [...partsOf(value)].sort(([a], [b]) => (a < b ? -1 : 1)).map(",
    caughtBy: ["module.arrays"],
    diagnosis: "orders positions as words, so that 10 comes before 2",
  },
  {
    id: "module.arrays-reversed",
    file: "src/parts-of.ts",
    find: "? partsOf(value).map(",
    replace: "? [...partsOf(value)].reverse().map(",
    caughtBy: ["module.arrays"],
    diagnosis: "goes through arrays from the end",
  },
  {
    id: "module.arrays-close-up",
    file: "src/parts-of.ts",
    find: "? partsOf(value).map(",
    replace: `? partsOf(value.filter((part: unknown) => part !== null && typeof part === "object")).map(`,
    caughtBy: ["module.arrays"],
    diagnosis: "counts positions without what is no layer, so that names shift",
  },
  {
    id: "module.keys-unprefixed",
    file: "src/module.ts",
    find: `keep(\`\${child}.\${name}\`, parameter);`,
    replace: "keep(name, parameter);",
    caughtBy: ["module.children"],
    diagnosis: "gives a child's parameters the names that they have in the child",
  },
  {
    id: "module.keys-by-child",
    file: "src/module.ts",
    find: `keep(\`\${child}.\${name}\`, parameter);`,
    replace: "keep(child, parameter);",
    caughtBy: ["module.children"],
    diagnosis: "calls a child's parameters by the child's name alone",
  },
  {
    id: "module.keys-slashed",
    file: "src/module.ts",
    find: `keep(\`\${child}.\${name}\`, parameter);`,
    replace: `keep(\`\${child}/\${name}\`, parameter);`,
    caughtBy: ["module.children"],
    diagnosis: "puts a slash between the names",
  },
  {
    id: "module.keys-glued",
    file: "src/module.ts",
    find: `keep(\`\${child}.\${name}\`, parameter);`,
    replace: `keep(\`\${child}\${name}\`, parameter);`,
    caughtBy: ["module.children"],
    diagnosis: "puts no point between the names",
  },
  {
    id: "module.children-first",
    file: "src/module.ts",
    find: `    for (const [name, value] of partsOf(this)) {
      if (isParameter<T>(value)) keep(name, value);
    }
    for (const [child, layer] of this.namedChildren()) {
      for (const [name, parameter] of namedParametersOf(layer)) keep(\`\${child}.\${name}\`, parameter);
    }`,
    replace: `    for (const [child, layer] of this.namedChildren()) {
      for (const [name, parameter] of namedParametersOf(layer)) keep(\`\${child}.\${name}\`, parameter);
    }
    for (const [name, value] of partsOf(this)) {
      if (isParameter<T>(value)) keep(name, value);
    }`,
    caughtBy: ["module.children"],
    diagnosis: "lists the children's parameters before its own",
  },
  {
    id: "module.in-assignment-order",
    file: "src/module.ts",
    find: `    for (const [name, value] of partsOf(this)) {
      if (isParameter<T>(value)) keep(name, value);
    }
    for (const [child, layer] of this.namedChildren()) {
      for (const [name, parameter] of namedParametersOf(layer)) keep(\`\${child}.\${name}\`, parameter);
    }`,
    replace: `    for (const [child, value] of partsOf(this)) {
      if (isParameter<T>(value)) keep(child, value);
      else if (isLayer<T>(value)) {
        for (const [name, parameter] of namedParametersOf(value)) keep(\`\${child}.\${name}\`, parameter);
      }
    }`,
    caughtBy: ["module.children", "sequential.names"],
    diagnosis: "mixes its own parameters with its children's, as they were assigned",
  },
  {
    id: "module.own-missed",
    file: "src/module.ts",
    find: `    for (const [name, value] of partsOf(this)) {
      if (isParameter<T>(value)) keep(name, value);
    }
`,
    replace: "",
    caughtBy: ["module.own"],
    diagnosis: "finds its children's parameters, and not its own",
  },
  {
    id: "module.children-missed",
    file: "src/module.ts",
    find: `
    for (const [child, layer] of this.namedChildren()) {
      for (const [name, parameter] of namedParametersOf(layer)) keep(\`\${child}.\${name}\`, parameter);
    }`,
    replace: "",
    caughtBy: ["module.children"],
    diagnosis: "finds its own parameters, and not its children's",
  },
  {
    id: "module.sorted",
    file: "src/module.ts",
    find: "return Array.from(names, ([parameter, name]): Named<T> => [name, parameter]);",
    replace:
      "return Array.from(names, ([parameter, name]): Named<T> => [name, parameter]).sort(([a], [b]) => (a < b ? -1 : 1));",
    caughtBy: ["module.own", "module.children"],
    diagnosis: "orders the parameters by their names",
  },
  {
    id: "module.reversed",
    file: "src/module.ts",
    find: "return Array.from(names, ([parameter, name]): Named<T> => [name, parameter]);",
    replace: "return Array.from(names, ([parameter, name]): Named<T> => [name, parameter]).reverse();",
    caughtBy: ["module.own"],
    diagnosis: "lists the parameters from the last to the first",
  },
  {
    id: "module.shared-twice",
    file: "src/module.ts",
    find: `    const names = new Map<T, string>();
    const keep = (name: string, parameter: T) => {
      if (!names.has(parameter)) names.set(parameter, name);
    };`,
    replace: `    const names: [T, string][] = [];
    const keep = (name: string, parameter: T) => {
      names.push([parameter, name]);
    };`,
    caughtBy: ["module.shared"],
    diagnosis: "lists a shared parameter once for each place where it is used",
  },
  {
    id: "module.shared-last-name",
    file: "src/module.ts",
    find: "if (!names.has(parameter)) names.set(parameter, name);",
    replace: "names.set(parameter, name);",
    caughtBy: ["module.shared"],
    diagnosis: "calls a shared parameter by the last of its names",
  },
  {
    id: "module.shared-moved-back",
    file: "src/module.ts",
    find: "if (!names.has(parameter)) names.set(parameter, name);",
    replace: `names.delete(parameter);
      names.set(parameter, name);`,
    caughtBy: ["module.shared"],
    diagnosis: "lists a shared parameter where it is found last",
  },
  {
    id: "module.equal-values-once",
    file: "src/module.ts",
    find: "if (!names.has(parameter)) names.set(parameter, name);",
    replace: `const same = Array.from(names.keys()).some((known) => \`\${tensorOf(known).toArray()}\` === \`\${tensorOf(parameter).toArray()}\`);
      if (!same) names.set(parameter, name);`,
    caughtBy: ["module.shared", "module.own"],
    diagnosis: "takes parameters with equal numbers for one",
  },
  {
    id: "module.equal-shapes-once",
    file: "src/module.ts",
    find: "if (!names.has(parameter)) names.set(parameter, name);",
    replace:
      "if (!Array.from(names.keys()).some((known) => shapeText(known.shape) === shapeText(parameter.shape))) names.set(parameter, name);",
    caughtBy: ["module.shared", "module.children", "module.nested"],
    diagnosis: "takes parameters of equal shapes for one",
  },
  {
    id: "module.unique-in-children-only",
    file: "src/module.ts",
    find: `    for (const [name, value] of partsOf(this)) {
      if (isParameter<T>(value)) keep(name, value);
    }`,
    replace: `    for (const [name, value] of partsOf(this)) {
      if (isParameter<T>(value)) names.set(value, name);
    }`,
    caughtBy: ["module.shared"],
    diagnosis: "gives one of its own parameters that has two names the second",
  },
  {
    id: "module.modules-only",
    file: "src/module.ts",
    find: "isLayer<T>(value) ? [[name, value]] : [],",
    replace: "value instanceof Module ? [[name, value]] : [],",
    caughtBy: ["module.any-layer", "module.children"],
    diagnosis: "takes only what extends Module for a child",
  },
  {
    id: "module.forward-is-a-layer",
    file: "src/module.ts",
    find: "isLayer<T>(value) ? [[name, value]] : [],",
    replace: `typeof value === "object" && value !== null && "forward" in value && "parameters" in value && "weight" in value ? [[name, value as Layer<T>]] : [],`,
    caughtBy: ["module.named-children", "module.any-layer"],
    diagnosis: "takes only layers with a weight for children",
  },
  {
    id: "module.parameters-not-a-method",
    file: "src/layer.ts",
    find: `"parameters" in value &&
    typeof value.parameters === "function"`,
    replace: `"parameters" in value`,
    caughtBy: ["module.any-layer"],
    diagnosis: "takes whatever has something called parameters for a layer",
  },
  {
    id: "module.child-properties",
    file: "src/module.ts",
    find: "namedParametersOf(layer)",
    replace:
      "(layer instanceof Module ? layer.namedParameters() : partsOf(layer).flatMap(([name, value]): Named<T>[] => isParameter<T>(value) ? [[name, value]] : []))",
    caughtBy: ["module.any-layer"],
    diagnosis: "lists every tensor that a layer has, not those that the layer lists",
  },
  {
    id: "module.child-by-place",
    file: "src/module.ts",
    find: `for (const [name, parameter] of namedParametersOf(layer)) keep(\`\${child}.\${name}\`, parameter);`,
    replace: `for (const [name, parameter] of layer.parameters().entries()) keep(\`\${child}.\${name}\`, parameter);`,
    caughtBy: ["module.children"],
    diagnosis: "names a child's parameters by their place in its list",
  },
  {
    id: "module.own-names-ignored",
    file: "src/named-parameters-of.ts",
    find: `if (layer.namedParameters !== undefined) return layer.namedParameters();
`,
    replace: "",
    caughtBy: ["module.any-layer", "module.nested"],
    diagnosis: "does not ask a layer that names its parameters itself",
  },
  {
    id: "module.cached",
    file: "src/module.ts",
    find: "  namedChildren(): readonly Named<Layer<T>>[] {",
    replace: `  #children: readonly Named<Layer<T>>[] | undefined;
  namedChildren(): readonly Named<Layer<T>>[] {
    this.#children ??= this.#found();
    return this.#children;
  }
  #found(): readonly Named<Layer<T>>[] {`,
    caughtBy: ["module.anew"],
    diagnosis: "looks for its children once, and never again",
  },
  {
    id: "module.parameters-cached",
    file: "src/module.ts",
    find: "return this.namedParameters().map(([, parameter]) => parameter);",
    replace: `this.#parameters ??= this.namedParameters().map(([, parameter]) => parameter);
    return this.#parameters;
  }
  #parameters: readonly T[] | undefined;
  #unused(): void {`,
    caughtBy: ["module.anew"],
    diagnosis: "keeps the list of parameters that it made first",
  },
  {
    id: "module.descendants",
    file: "src/module.ts",
    find: "isLayer<T>(value) ? [[name, value]] : [],",
    replace: `isLayer<T>(value) ? [[name, value], ...(value.namedChildren?.() ?? []).map(([inner, layer]): Named<Layer<T>> => [\`\${name}.\${inner}\`, layer])] : [],`,
    caughtBy: ["module.named-children"],
    diagnosis: "lists the layers inside of its children too",
  },
  {
    id: "module.children-once",
    file: "src/module.ts",
    find: `return partsOf(this).flatMap(([name, value]): readonly Named<Layer<T>>[] =>
      isLayer<T>(value) ? [[name, value]] : [],
    );`,
    replace: `const seen = new Set<unknown>();
    return partsOf(this).flatMap(([name, value]): readonly Named<Layer<T>>[] => {
      if (!isLayer<T>(value) || seen.has(value)) return [];
      seen.add(value);
      return [[name, value]];
    });`,
    caughtBy: ["module.named-children"],
    diagnosis: "lists a layer that has two names only once",
  },
  {
    id: "module.parameters-are-copies",
    file: "src/module.ts",
    find: "return this.namedParameters().map(([, parameter]) => parameter);",
    replace: "return this.namedParameters().map(([, parameter]) => parameter.add(0));",
    caughtBy: ["module.parameters"],
    diagnosis: "lists copies of its parameters, which no optimizer can train",
  },
  {
    id: "module.parameters-own",
    file: "src/module.ts",
    find: "return this.namedParameters().map(([, parameter]) => parameter);",
    replace: "return partsOf(this).flatMap(([, value]) => (isParameter<T>(value) ? [value] : []));",
    caughtBy: ["module.parameters", "module.shared"],
    diagnosis: "lists its own parameters and forgets those of its children",
  },
  {
    id: "module.parameters-of-children",
    file: "src/module.ts",
    find: "return this.namedParameters().map(([, parameter]) => parameter);",
    replace: "return this.namedChildren().flatMap(([, child]) => child.parameters());",
    caughtBy: ["module.shared", "module.parameters"],
    diagnosis: "lists the parameters of its children, shared ones twice and its own not at all",
  },
  {
    id: "module.parameters-all-places",
    file: "src/module.ts",
    find: "return this.namedParameters().map(([, parameter]) => parameter);",
    replace: `return [
      ...partsOf(this).flatMap(([, value]) => (isParameter<T>(value) ? [value] : [])),
      ...this.namedChildren().flatMap(([, child]) => child.parameters()),
    ];`,
    caughtBy: ["module.shared"],
    diagnosis: "lists a shared parameter twice in parameters(), and once in namedParameters()",
  },
  {
    id: "module.tensors-only",
    file: "src/tensor-of.ts",
    find: "return isHolder && value.data instanceof Tensor ? value.data : null;",
    replace: "return null;",
    caughtBy: ["module.variables", "state.numbers"],
    diagnosis: "finds tensors and no variables",
  },
  {
    id: "module.variables-inside",
    file: "src/module.ts",
    find: "if (isParameter<T>(value)) keep(name, value);",
    replace: "if (isParameter<T>(value)) keep(name, tensorOf(value) as unknown as T);",
    caughtBy: ["module.variables"],
    diagnosis: "lists the tensor in a variable in place of the variable",
  },
  {
    id: "module.scalars-missed",
    file: "src/module.ts",
    find: "if (isParameter<T>(value)) keep",
    replace: "if (isParameter<T>(value) && value.shape.length > 0) keep",
    caughtBy: ["module.own"],
    diagnosis: "leaves out parameters of shape []",
  },
  {
    id: "module.empty-missed",
    file: "src/module.ts",
    find: "if (isParameter<T>(value)) keep",
    replace: "if (isParameter<T>(value) && tensorOf(value).size > 0) keep",
    caughtBy: ["module.own"],
    diagnosis: "leaves out parameters without numbers",
  },
  {
    id: "module.arrays-flattened",
    file: "src/parts-of.ts",
    find: "partsOf(value).map(([inner, part])",
    replace: "partsOf(value.flat(Number.POSITIVE_INFINITY)).map(([inner, part])",
    caughtBy: ["module.arrays"],
    diagnosis:
      "Arrays in arrays are made flat first: what should be grid.1.0 is called grid.2, or whatever its place in the flat list is.",
  },
  {
    id: "module.own-in-arrays-missed",
    file: "src/module.ts",
    find: "for (const [name, value] of partsOf(this)) {",
    replace: "for (const [name, value] of Object.entries(this)) {",
    caughtBy: ["module.arrays"],
    diagnosis: "Parameters of the module's own that stand in an array are not found.",
  },
  {
    id: "module.forward-wanted",
    file: "src/module.ts",
    find: "isLayer<T>(value) ? [[name, value]] : [],",
    replace: 'isLayer<T>(value) && typeof value.forward === "function" ? [[name, value]] : [],',
    caughtBy: ["module.any-layer"],
    diagnosis:
      "asks for a forward as well: who has only parameters(), as a table of embeddings may, is not found",
  },
  {
    id: "module.one-per-tensor",
    file: "src/module.ts",
    find: "if (!names.has(parameter)) names.set(parameter, name);",
    replace: `const tensors = Array.from(names.keys(), tensorOf);
      if (!tensors.includes(tensorOf(parameter))) names.set(parameter, name);`,
    caughtBy: ["module.variables"],
    diagnosis: "takes two variables over one tensor for one parameter",
  },
  {
    id: "module.plain-objects-opened",
    file: "src/parts-of.ts",
    find: `    Array.isArray(value)
`,
    replace: `    Array.isArray(value) ||
    (Object(value) === value &&
      Object.getPrototypeOf(value) === Object.prototype &&
      !("parameters" in value) &&
      !("data" in value))
`,
    caughtBy: ["state.snapshot"],
    diagnosis: "opens plain objects as it opens arrays: what is kept in one is found, and learns",
  },
  {
    id: "module.maps-opened",
    file: "src/parts-of.ts",
    find: `    Array.isArray(value)
      ? partsOf(value).map(`,
    replace: `    Array.isArray(value) || value instanceof Map || value instanceof Set
      ? partsOf(value instanceof Map || value instanceof Set ? [...value.values()] : value).map(`,
    caughtBy: ["module.own", "module.named-children"],
    diagnosis: "opens a Map and a Set as it opens arrays: what is kept in one is found, and learns",
  },
]);
