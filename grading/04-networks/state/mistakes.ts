import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in saving and loading, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "state.aliases",
    file: "src/module.ts",
    find: "[name, tensorOf(parameter).clone()]",
    replace: "[name, tensorOf(parameter)]",
    caughtBy: ["state.snapshot"],
    diagnosis: "saves the tensors themselves, which training goes on to change",
  },
  {
    id: "state.view",
    file: "src/module.ts",
    find: "[name, tensorOf(parameter).clone()]",
    replace: "[name, tensorOf(parameter).reshape([-1]).reshape(parameter.shape)]",
    caughtBy: ["state.snapshot"],
    diagnosis: "saves views, which share the parameters' memory",
  },
  {
    id: "state.cached",
    file: "src/module.ts",
    find: `    return Object.fromEntries(
      this.namedParameters()`,
    replace: `    this.#state ??= this.#read();
    return this.#state;
  }
  #state: State | undefined;
  #read(): State {
    return Object.fromEntries(
      this.namedParameters()`,
    caughtBy: ["state.snapshot", "state.shared", "state.load"],
    diagnosis: "makes a state once and gives the same one again",
  },
  {
    id: "state.transposed-storage",
    file: "src/module.ts",
    find: "[name, tensorOf(parameter).clone()]",
    replace: "[name, tensorOf(parameter).transpose(0, -1).clone()]",
    caughtBy: ["state.numbers"],
    diagnosis: "saves matrices turned",
  },
  {
    id: "state.flat",
    file: "src/module.ts",
    find: "[name, tensorOf(parameter).clone()]",
    replace: "[name, tensorOf(parameter).clone().reshape([-1])]",
    caughtBy: ["state.numbers"],
    diagnosis: "saves the numbers without their shapes",
  },
  {
    id: "state.own-only",
    file: "src/module.ts",
    find: "      this.namedParameters().map(([name, parameter]) => [name,",
    replace: `      this.namedParameters().filter(([name]) => !name.includes(".")).map(([name, parameter]) => [name,`,
    caughtBy: ["state.numbers"],
    diagnosis: "saves its own parameters only",
  },
  {
    id: "state.keys-unprefixed",
    file: "src/module.ts",
    find: "[name, tensorOf(parameter).clone()]",
    replace: `[name.split(".").at(-1), tensorOf(parameter).clone()]`,
    caughtBy: ["state.numbers"],
    diagnosis: "saves under the last part of the name, so that layers write over each other",
  },
  {
    id: "state.by-index",
    file: "src/module.ts",
    find: "this.namedParameters().map(([name, parameter]) => [name, tensorOf",
    replace: `this.namedParameters().map(([_, parameter], index) => [\`\${index}\`, tensorOf`,
    caughtBy: ["state.numbers"],
    diagnosis: "saves under numbers instead of names",
  },
  {
    id: "state.zero-copy",
    file: "src/module.ts",
    find: "[name, tensorOf(parameter).clone()]",
    replace: "[name, tensorOf(parameter).mul(0)]",
    caughtBy: ["state.numbers"],
    diagnosis: "saves zeros of the right shape",
  },
  {
    id: "load.replaces-object",
    file: "src/module.ts",
    find: "for (const [name, parameter] of own) tensorOf(parameter).copy_(state[name]);",
    replace:
      "for (const [name, parameter] of own) if (!(parameter === (tensorOf(parameter) as unknown))) (parameter as unknown as { data: Tensor }).data = state[name]; else tensorOf(parameter).copy_(state[name]);",
    caughtBy: ["state.load-in-place"],
    diagnosis: "puts the state's tensors into the variables instead of copying numbers",
  },
  {
    id: "load.replaces-property",
    file: "src/module.ts",
    find: "for (const [name, parameter] of own) tensorOf(parameter).copy_(state[name]);",
    replace: `for (const [name] of own) {
      const path = name.split(".");
      const last = path.pop() ?? "";
      let holder: any = this;
      for (const step of path) holder = (holder.layers ?? holder)[step];
      if (holder[last] === undefined) holder.parameters()[Number(last)].copy_(state[name]);
      else holder[last] = state[name];
    }`,
    caughtBy: ["state.load-in-place"],
    diagnosis: "puts the state's tensors in place of the parameters: an optimizer keeps the old ones",
  },
  {
    id: "load.half",
    file: "src/module.ts",
    find: `      if (shape !== given) {
        throw new RangeError(\`loadStateDict: \${name} must have shape \${shape}, got \${given}\`);
      }
    }
    for (const [name, parameter] of own) tensorOf(parameter).copy_(state[name]);`,
    replace: `      if (shape !== given) {
        throw new RangeError(\`loadStateDict: \${name} must have shape \${shape}, got \${given}\`);
      }
      tensorOf(parameter).copy_(state[name]);
    }`,
    caughtBy: ["state.all-or-nothing"],
    diagnosis: "writes parameter by parameter, and is half done when one does not fit",
  },
  {
    id: "load.names-last",
    file: "src/module.ts",
    find: "    if (missing.length > 0 || unknown.length > 0) {",
    replace: `    for (const [name, parameter] of own) {
      if (Object.hasOwn(state, name) && shapeText(state[name].shape) === shapeText(parameter.shape)) tensorOf(parameter).copy_(state[name]);
    }
    if (missing.length > 0 || unknown.length > 0) {`,
    caughtBy: ["state.all-or-nothing"],
    diagnosis: "writes what fits before it looks at the rest",
  },
  {
    id: "load.unknown-ignored",
    file: "src/module.ts",
    find: "    if (missing.length > 0 || unknown.length > 0) {",
    replace: "    if (missing.length > 0) {",
    caughtBy: ["state.names", "state.all-or-nothing"],
    diagnosis: "ignores names that it does not know",
  },
  {
    id: "load.missing-ignored",
    file: "src/module.ts",
    find: "    if (missing.length > 0 || unknown.length > 0) {",
    replace: "    if (unknown.length > 0) {",
    caughtBy: ["state.names", "state.all-or-nothing"],
    diagnosis: "does not say which names are missing",
  },
  {
    id: "load.counts-only",
    file: "src/module.ts",
    find: "    if (missing.length > 0 || unknown.length > 0) {",
    replace: "    if (names.length !== Object.keys(state).length) {",
    caughtBy: ["state.names"],
    diagnosis: "compares how many names there are, not which",
  },
  {
    id: "load.both-needed",
    file: "src/module.ts",
    find: "    if (missing.length > 0 || unknown.length > 0) {",
    replace: "    if (missing.length > 0 && unknown.length > 0) {",
    caughtBy: ["state.names", "state.all-or-nothing"],
    diagnosis: "refuses only when names are both missing and unknown",
  },
  {
    id: "load.lists-swapped",
    file: "src/module.ts",
    find: "[missing, unknown].map(",
    replace: "[unknown, missing].map(",
    caughtBy: ["state.names"],
    diagnosis: "mixes up missing and unknown names in its error",
  },
  {
    id: "load.first-missing",
    file: "src/module.ts",
    find: `[missing, unknown].map((list) => \`[\${list.join(", ")}]\`)`,
    replace: `[missing, unknown].map((list) => \`[\${list.slice(0, 1).join(", ")}]\`)`,
    caughtBy: ["state.names"],
    diagnosis: "names only the first name that does not fit",
  },
  {
    id: "load.plain-error",
    file: "src/module.ts",
    find: `throw new RangeError(
        \`loadStateDict: names`,
    replace: `throw new Error(
        \`loadStateDict: names`,
    caughtBy: ["state.names"],
    diagnosis: "throws an Error instead of a RangeError for names",
  },
  {
    id: "load.sizes-only",
    file: "src/module.ts",
    find: `if (shape !== given) {
        throw new RangeError(\`loadS`,
    replace: `if (parameter.shape.reduce((a, b) => a * b, 1) !== state[name].size) {
        throw new RangeError(\`loadS`,
    caughtBy: ["state.shapes"],
    diagnosis: "compares how many numbers there are, not the shapes",
  },
  {
    id: "load.rank-only",
    file: "src/module.ts",
    find: `if (shape !== given) {
        throw new RangeError(\`loadS`,
    replace: `if (parameter.shape.length !== state[name].ndim) {
        throw new RangeError(\`loadS`,
    caughtBy: ["state.shapes"],
    diagnosis: "compares how many dimensions there are, not the sizes",
  },
  {
    id: "load.first-size-only",
    file: "src/module.ts",
    find: `if (shape !== given) {
        throw new RangeError(\`loadS`,
    replace: `if (parameter.shape[0] !== state[name].shape[0]) {
        throw new RangeError(\`loadS`,
    caughtBy: ["state.shapes"],
    diagnosis: "compares the first size only",
  },
  {
    id: "load.no-shapes",
    file: "src/module.ts",
    find: `if (shape !== given) {
        throw new RangeError(\`loadS`,
    replace: `if (shape === given && false) {
        throw new RangeError(\`loadS`,
    caughtBy: ["state.shapes", "state.all-or-nothing"],
    diagnosis: "leaves shapes to copy_, which stretches what it can",
  },
  {
    id: "load.shapes-swapped",
    file: "src/module.ts",
    find: `must have shape \${shape}, got \${given}`,
    replace: `must have shape \${given}, got \${shape}`,
    caughtBy: ["state.shapes"],
    diagnosis: "mixes up the two shapes in its error",
  },
  {
    id: "load.broadcasts",
    file: "src/module.ts",
    find: `if (shape !== given) {
        throw new RangeError(\`loadS`,
    replace: `if (shape !== given && state[name].size !== 1) {
        throw new RangeError(\`loadS`,
    caughtBy: ["state.shapes"],
    diagnosis: "lets a single number stand for all",
  },
  {
    id: "load.nothing",
    file: "src/module.ts",
    find: `
    for (const [name, parameter] of own) tensorOf(parameter).copy_(state[name]);`,
    replace: "",
    caughtBy: ["state.load", "state.load-in-place"],
    diagnosis: "checks everything and writes nothing",
  },
  {
    id: "load.by-order",
    file: "src/module.ts",
    find: "for (const [name, parameter] of own) tensorOf(parameter).copy_(state[name]);",
    replace:
      "for (const [index, [, parameter]] of own.entries()) tensorOf(parameter).copy_(Object.values(state)[index]);",
    caughtBy: ["state.load"],
    diagnosis: "goes by the order of the state, not by its names",
  },
  {
    id: "load.adds",
    file: "src/module.ts",
    find: "tensorOf(parameter).copy_(state[name]);",
    replace: "tensorOf(parameter).add_(state[name]);",
    caughtBy: ["state.load", "state.load-in-place"],
    diagnosis: "adds the state to what is there",
  },
  {
    id: "load.by-storage",
    file: "src/module.ts",
    find: "tensorOf(parameter).copy_(state[name]);",
    replace: "tensorOf(parameter).contiguous().copy_(state[name]);",
    caughtBy: ["state.load"],
    diagnosis: "writes into a copy where a parameter is a view",
  },
  {
    id: "load.first-only",
    file: "src/module.ts",
    find: "for (const [name, parameter] of own) tensorOf(parameter).copy_(state[name]);",
    replace: "for (const [name, parameter] of own.slice(0, 1)) tensorOf(parameter).copy_(state[name]);",
    caughtBy: ["state.load"],
    diagnosis: "loads the first parameter only",
  },
  {
    id: "load.last-dropped",
    file: "src/module.ts",
    find: "for (const [name, parameter] of own) tensorOf(parameter).copy_(state[name]);",
    replace: "for (const [name, parameter] of own.slice(0, -1)) tensorOf(parameter).copy_(state[name]);",
    caughtBy: ["state.load"],
    diagnosis: "loads all parameters but the last",
  },
  {
    id: "load.eats-state",
    file: "src/module.ts",
    find: "for (const [name, parameter] of own) tensorOf(parameter).copy_(state[name]);",
    replace: `for (const [name, parameter] of own) {
      tensorOf(parameter).copy_(state[name]);
      delete (state as Record<string, Tensor>)[name];
    }`,
    caughtBy: ["state.load-in-place"],
    diagnosis: "empties the state that it was given",
  },
  {
    id: "state.shared-twice",
    file: "src/module.ts",
    find: "this.namedParameters().map(([name, parameter]) => [name, tensorOf(parameter).clone()]),",
    replace: `[
        ...this.namedParameters(),
        ...this.namedChildren().flatMap(([child, layer]) =>
          namedParametersOf(layer).map(([name, parameter]): Named<T> => [\`\${child}.\${name}\`, parameter]),
        ),
      ].map(([name, parameter]) => [name, tensorOf(parameter).clone()]),`,
    caughtBy: ["state.shared"],
    diagnosis: "saves a shared parameter under each of its names, which loading then does not know",
  },
  {
    id: "load.unknown-with-missing",
    file: "src/module.ts",
    find: "if (missing.length > 0 || unknown.length > 0) {",
    replace: "if (missing.length > 0) {",
    caughtBy: ["state.names"],
    diagnosis:
      "Unknown names are only noticed when others are missing: a state with too much is loaded without a word.",
  },
  {
    id: "load.names-glued",
    file: "src/module.ts",
    find: `\`[\${list.join(", ")}]\``,
    replace: `\`[\${list}]\``,
    caughtBy: ["state.names"],
    diagnosis: "lists several names without a blank between them: [0.b,1.b]",
  },
  {
    id: "load.tensors-alone",
    file: "src/module.ts",
    find: "for (const [name, parameter] of own) tensorOf(parameter).copy_(state[name]);",
    replace: "for (const [name, parameter] of own) (parameter as unknown as Tensor).copy_(state[name]);",
    caughtBy: ["state.load-in-place"],
    diagnosis: "loads into tensors, but not into variables: takes the parameter itself for a tensor",
  },
  {
    id: "load.shapes-before-names",
    file: "src/module.ts",
    find: "if (missing.length > 0 || unknown.length > 0) {",
    replace: `for (const [name, parameter] of own) {
      if (missing.includes(name) || shapeText(parameter.shape) === shapeText(state[name].shape)) continue;
      throw new RangeError(
        \`loadStateDict: \${name} must have shape \${shapeText(parameter.shape)}, got \${shapeText(state[name].shape)}\`,
      );
    }
    if (missing.length > 0 || unknown.length > 0) {`,
    caughtBy: ["state.names"],
    diagnosis: "compares shapes before names: of two things that are wrong it names the other one",
  },
]);
