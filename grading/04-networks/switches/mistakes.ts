import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in train and eval, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "switches.not-recursive",
    file: "src/module.ts",
    find: `    this.training = mode;
    for (const [, child] of this.namedChildren()) {
      if (child.train !== undefined) child.train(mode);
      else if (child.training !== undefined) child.training = mode;
    }`,
    replace: "    this.training = mode;",
    caughtBy: ["switches.everywhere"],
    diagnosis: "sets its own switch and tells no child",
  },
  {
    id: "switches.children-only",
    file: "src/module.ts",
    find: `    this.training = mode;
`,
    replace: "",
    caughtBy: ["switches.everywhere"],
    diagnosis: "tells its children and forgets its own switch",
  },
  {
    id: "switches.one-level",
    file: "src/module.ts",
    find: `if (child.train !== undefined) child.train(mode);
      else if`,
    replace: "if",
    caughtBy: ["switches.everywhere"],
    diagnosis: "sets the switches of its children, and not of those inside",
  },
  {
    id: "switches.always-true",
    file: "src/module.ts",
    find: "this.training = mode;",
    replace: "this.training = true;",
    caughtBy: ["switches.everywhere", "switches.eval"],
    diagnosis: "sets its own switch to true whatever was asked for",
  },
  {
    id: "switches.mode-not-passed",
    file: "src/module.ts",
    find: "child.train(mode)",
    replace: "child.train()",
    caughtBy: ["switches.everywhere", "switches.eval"],
    diagnosis: "tells its children to train whatever was asked for",
  },
  {
    id: "switches.default-false",
    file: "src/module.ts",
    find: "train(mode = true): this {",
    replace: "train(mode = false): this {",
    caughtBy: ["switches.everywhere", "switches.eval"],
    diagnosis: "evaluates when train() is called without an argument",
  },
  {
    id: "switches.starts-off",
    file: "src/module.ts",
    find: "  training = true;",
    replace: "  training = false;",
    caughtBy: ["switches.everywhere", "switches.eval"],
    diagnosis: "starts in evaluation",
  },
  {
    id: "switches.toggles",
    file: "src/module.ts",
    find: "this.training = mode;",
    replace: "this.training = mode ? true : !this.training;",
    caughtBy: ["switches.eval", "switches.everywhere"],
    diagnosis: "turns the switch over instead of setting it",
  },
  {
    id: "switches.eval-sets-true",
    file: "src/module.ts",
    find: "return this.train(false);",
    replace: "return this.train(true);",
    caughtBy: ["switches.eval"],
    diagnosis: "trains when it is told to evaluate",
  },
  {
    id: "switches.eval-own-only",
    file: "src/module.ts",
    find: "return this.train(false);",
    replace: `this.training = false;
    return this;`,
    caughtBy: ["switches.eval"],
    diagnosis: "eval() sets only its own switch",
  },
  {
    id: "switches.layers-missed",
    file: "src/module.ts",
    find: `
      else if (child.training !== undefined) child.training = mode;`,
    replace: "",
    caughtBy: ["switches.layers"],
    diagnosis: "switches modules only, so that dropout goes on in evaluation",
  },
  {
    id: "switches.added",
    file: "src/module.ts",
    find: "else if (child.training !== undefined) child.training = mode;",
    replace: "else child.training = mode;",
    caughtBy: ["switches.layers"],
    diagnosis: "gives every layer a switch, wanted or not",
  },
  {
    id: "switches.on-only",
    file: "src/module.ts",
    find: "else if (child.training !== undefined) child.training = mode;",
    replace: "else if (child.training) child.training = mode;",
    caughtBy: ["switches.layers"],
    diagnosis: "switches off what is on, and never on again what is off",
  },
  {
    id: "switches.own-train-ignored",
    file: "src/module.ts",
    find: "if (child.train !== undefined) child.train(mode);",
    replace: "if (child instanceof Module) child.train(mode);",
    caughtBy: ["switches.layers"],
    diagnosis: "does not ask a layer that has its own train",
  },
  {
    id: "switches.forced",
    file: "src/module.ts",
    find: `if (child.train !== undefined) child.train(mode);
      else if`,
    replace: `child.train?.(mode);
      if`,
    caughtBy: ["switches.layers"],
    diagnosis: "sets a child's switch even when it decides by itself",
  },
  {
    id: "switches.stops-early",
    file: "src/module.ts",
    find: "      if (child.train !== undefined) child.train(mode);",
    replace: `      if (child.training === mode) continue;
      if (child.train !== undefined) child.train(mode);`,
    caughtBy: ["switches.everywhere", "switches.eval", "switches.layers"],
    diagnosis: "skips a child that is in the mode already, with everything inside",
  },
  {
    id: "switches.unless-same",
    file: "src/module.ts",
    find: `    this.training = mode;
    for`,
    replace: `    if (this.training === mode) return this;
    this.training = mode;
    for`,
    caughtBy: ["switches.eval", "switches.layers"],
    diagnosis: "does nothing when its own switch is right already",
  },
  {
    id: "switches.first-child",
    file: "src/module.ts",
    find: `for (const [, child] of this.namedChildren()) {
      if (child.train`,
    replace: `for (const [, child] of this.namedChildren().slice(0, 1)) {
      if (child.train`,
    caughtBy: ["switches.everywhere", "switches.layers"],
    diagnosis: "tells its first child only",
  },
  {
    id: "switches.gives-child",
    file: "src/module.ts",
    find: `    return this;
    // END SOLUTION
  }

  /** Switches this module and everything in it to evaluation`,
    replace: `    return Object.assign(Object.create(Object.getPrototypeOf(this)), this);
    // END SOLUTION
  }

  /** Switches this module and everything in it to evaluation`,
    caughtBy: ["switches.eval"],
    diagnosis: "gives back a copy of the module instead of itself",
  },
  {
    id: "switches.default-toggles",
    file: "src/module.ts",
    find: "train(mode = true): this {",
    replace: "train(mode = !this.training): this {",
    caughtBy: ["switches.everywhere"],
    diagnosis: "train() without an argument turns the switch round: called twice it is evaluation",
  },
  {
    id: "switches.eval-wanted",
    file: "src/module.ts",
    find: "if (child.train !== undefined) child.train(mode);",
    replace: "if (child.train !== undefined) mode ? child.train() : (child as Module<T>).eval();",
    caughtBy: ["switches.layers"],
    diagnosis: "calls eval() of children, which a layer that is no Module need not have",
  },
  {
    id: "switches.eval-own-way",
    file: "src/module.ts",
    find: "return this.train(false);",
    replace: "return Module.prototype.train.call(this, false) as this;",
    caughtBy: ["switches.layers"],
    diagnosis: "eval passes by the train of a class that has one of its own",
  },
]);
