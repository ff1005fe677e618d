import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in mapParameters, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "map.own-only",
    file: "src/module.ts",
    find: "const changes = this.namedParameters().map(",
    replace: "const changes = this.namedParameters().slice(0, 1).map(",
    caughtBy: ["map.each"],
    diagnosis: "changes the first parameter only",
  },
  {
    id: "map.nothing-written",
    file: "src/module.ts",
    find: `
    for (const { values, changed } of changes) values.copy_(changed);`,
    replace: "",
    caughtBy: ["map.each"],
    diagnosis: "throws away what was worked out",
  },
  {
    id: "map.name-missing",
    file: "src/module.ts",
    find: "change(values, name)",
    replace: `change(values, "")`,
    caughtBy: ["map.each"],
    diagnosis: "does not tell the change which parameter it is",
  },
  {
    id: "map.last-name",
    file: "src/module.ts",
    find: "change(values, name)",
    replace: `change(values, name.split(".").at(-1) ?? "")`,
    caughtBy: ["map.each"],
    diagnosis: "tells only the last part of the name",
  },
  {
    id: "map.variable-handed",
    file: "src/module.ts",
    find: "change(values, name)",
    replace: "change(parameter as unknown as Tensor, name)",
    caughtBy: ["map.each"],
    diagnosis: "hands the variable to the change instead of its tensor",
  },
  {
    id: "map.at-once",
    file: "src/module.ts",
    find: "return { name, values, changed: change(values, name) };",
    replace: `values.copy_(change(values, name));
      return { name, values, changed: values };`,
    caughtBy: ["map.all-or-nothing"],
    diagnosis: "writes each parameter before it works out the next",
  },
  {
    id: "map.checks-late",
    file: "src/module.ts",
    find: `    for (const { name, values, changed } of changes) {
      const [shape`,
    replace: `    for (const { name, values, changed } of changes) {
      if (shapeText(values.shape) === shapeText(changed.shape)) values.copy_(changed);
      const [shape`,
    caughtBy: ["map.all-or-nothing"],
    diagnosis: "writes what fits before it has looked at the rest",
  },
  {
    id: "map.shape-unchecked",
    file: "src/module.ts",
    find: `      if (shape !== given)
        throw new RangeError(\`mapP`,
    replace: `      if (changed.size !== values.size && changed.size !== 1)
        throw new RangeError(\`mapP`,
    caughtBy: ["map.all-or-nothing"],
    diagnosis: "lets shapes change where numbers can be copied",
  },
  {
    id: "map.shapes-swapped",
    file: "src/module.ts",
    find: `must keep shape \${shape}, got \${given}`,
    replace: `must keep shape \${given}, got \${shape}`,
    caughtBy: ["map.all-or-nothing"],
    diagnosis: "mixes up the two shapes in its error",
  },
  {
    id: "map.plain-error",
    file: "src/module.ts",
    find: `      if (shape !== given)
        throw new RangeError(\`mapP`,
    replace: `      if (shape !== given)
        throw new Error(\`mapP`,
    caughtBy: ["map.all-or-nothing"],
    diagnosis: "throws an Error instead of a RangeError",
  },
  {
    id: "map.shared-twice",
    file: "src/module.ts",
    find: "const changes = this.namedParameters().map(([name, parameter]) => {",
    replace:
      "const changes = [...this.namedParameters(), ...this.namedChildren().flatMap(([, layer]) => namedParametersOf(layer)).slice(1)].map(([name, parameter]) => {",
    caughtBy: ["map.once"],
    diagnosis: "asks once for each place where a parameter is used",
  },
  {
    id: "map.child-by-child",
    file: "src/module.ts",
    find: `    const changes = this.namedParameters().map(([name, parameter]) => {
      const values = tensorOf(parameter);
      return { name, values, changed: change(values, name) };
    });`,
    replace: `    for (const [, child] of this.namedChildren()) {
      for (const parameter of child.parameters()) {
        const values = tensorOf(parameter);
        values.copy_(change(values, ""));
      }
    }
    const changes: { name: string; values: Tensor; changed: Tensor }[] = [];`,
    caughtBy: ["map.once", "map.each"],
    diagnosis: "halves what is shared once for each child that has it",
  },
  {
    id: "map.aliases",
    file: "src/module.ts",
    find: "for (const { values, changed } of changes) values.copy_(changed);",
    replace: "for (const { values, changed } of changes) values.add_(changed);",
    caughtBy: ["map.each"],
    diagnosis: "adds the new numbers to the old ones",
  },
  {
    id: "map.keeps-result",
    file: "src/module.ts",
    find: "for (const { values, changed } of changes) values.copy_(changed);",
    replace: `for (const [index, { values, changed }] of changes.entries()) {
      const [, parameter] = this.namedParameters()[index];
      if ((parameter as unknown) === values) values.copy_(changed);
      else (parameter as unknown as { data: Tensor }).data = changed;
    }`,
    caughtBy: ["map.each"],
    diagnosis: "puts what it was given into the variable instead of copying numbers",
  },
  {
    id: "map.returns-other",
    file: "src/module.ts",
    find: `for (const { values, changed } of changes) values.copy_(changed);
    return this;`,
    replace: `for (const { values, changed } of changes) values.copy_(changed);
    return Object.create(this);`,
    caughtBy: ["map.each"],
    diagnosis: "gives back something else than the module",
  },
  {
    id: "map.one-for-all",
    file: "src/module.ts",
    find: `if (shape !== given)
        throw new RangeError(\`mapParameters:`,
    replace: `if (shape !== given && changed.size !== 1)
        throw new RangeError(\`mapParameters:`,
    caughtBy: ["map.all-or-nothing"],
    diagnosis: "A single number is let through for any shape.",
  },
]);
