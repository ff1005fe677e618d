import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in what all optimizers share, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "optimizer.zeroes-first-parameter",
    file: "src/optimizer.ts",
    find: "for (const parameter of group.params) parameter.grad = null;",
    replace: "for (const parameter of group.params.slice(0, 1)) parameter.grad = null;",
    caughtBy: ["optimizer.zero-grad"],
    diagnosis: "behaves like a zeroGrad that forgets every parameter but the first",
  },
  {
    id: "optimizer.zeroes-first-group",
    file: "src/optimizer.ts",
    find: "for (const group of this.paramGroups) {\n        for (const parameter of group.params) parameter.grad = null;",
    replace:
      "for (const group of this.paramGroups.slice(0, 1)) {\n        for (const parameter of group.params) parameter.grad = null;",
    caughtBy: ["optimizer.zero-grad"],
    diagnosis: "behaves like a zeroGrad that only sees the first group",
  },
  {
    id: "optimizer.zero-in-place-sets-null",
    file: "src/optimizer.ts",
    find: "parameter.grad?.data.fill_(0)",
    replace: "parameter.grad = null",
    caughtBy: ["optimizer.zero-grad-in-place"],
    diagnosis: "behaves like a zeroGrad that ignores setToNull: false",
  },
  {
    id: "optimizer.zero-in-place-fills-data",
    file: "src/optimizer.ts",
    find: "parameter.grad?.data.fill_(0)",
    replace: "parameter.data.fill_(0)",
    caughtBy: ["optimizer.zero-grad-in-place"],
    diagnosis: "zeroes the parameters instead of their gradients",
  },
  {
    id: "optimizer.zero-in-place-replaces",
    file: "src/optimizer.ts",
    find: "parameter.grad?.data.fill_(0)",
    replace:
      "parameter.grad = parameter.grad && new Variable(parameter.grad.data.mul(0), { requiresGrad: false })",
    caughtBy: ["optimizer.zero-grad-in-place"],
    diagnosis: "replaces the gradients by new ones where they should be zeroed in place",
  },
  {
    id: "optimizer.defaults-win",
    file: "src/optimizer.ts",
    find: "{ ...this.defaults, ...group }",
    replace: "{ ...group, ...this.defaults }",
    caughtBy: ["optimizer.groups"],
    diagnosis: "behaves as if the optimizer's defaults overrode the groups' own options",
  },
  {
    id: "optimizer.gradient-decayed-in-place",
    file: "src/sgd.ts",
    find: "gradient = gradient.add(parameter.data.mul(weightDecay))",
    replace: "gradient = gradient.add_(parameter.data.mul(weightDecay))",
    caughtBy: ["optimizer.gradients-untouched"],
    diagnosis: "adds weight decay into the gradient itself, which step() must not change",
  },
  {
    id: "optimizer.clears-gradients",
    file: "src/optimizer.ts",
    find: "    this.defaults = defaults;",
    replace: `    this.defaults = defaults;
    for (const entry of params) if (entry instanceof Variable) entry.grad = null;`,
    caughtBy: ["optimizer.arguments"],
    diagnosis: "clears the gradients that are there when an optimizer is built",
  },
  {
    id: "optimizer.takes-the-group",
    file: "src/optimizer.ts",
    find: "this.paramGroups.push({ ...this.defaults, ...group });",
    replace: "this.paramGroups.push(Object.assign(group, { ...this.defaults, ...group }));",
    caughtBy: ["optimizer.arguments"],
    diagnosis: "writes the defaults into the groups it was given, and keeps those",
  },
  {
    id: "optimizer.defaults-handed-on",
    file: "src/optimizer.ts",
    find: "this.paramGroups.push({ ...this.defaults, ...group });",
    replace: "this.paramGroups.push({ ...Object.assign(this.defaults, group) });",
    caughtBy: ["optimizer.groups"],
    diagnosis: "hands the options of one group on to the next",
  },
  {
    id: "optimizer.empty-of-nan",
    file: "src/optimizer.ts",
    find: "parameter.grad?.data.fill_(0)",
    replace: "parameter.grad?.data.mul_(0)",
    caughtBy: ["optimizer.zero-grad-in-place"],
    diagnosis: "multiplies gradients by zero, which leaves NaN and makes one of infinity",
  },
  {
    id: "optimizer.zero-grad-moves",
    file: "src/optimizer.ts",
    find: "for (const parameter of group.params) parameter.grad = null;",
    replace:
      "for (const parameter of group.params) { parameter.grad = null; parameter.data = parameter.data.mul(0); }",
    caughtBy: ["optimizer.zero-grad"],
    diagnosis: "zeroes the parameters along with their gradients",
  },
  {
    id: "optimizer.zeroes-first-groups",
    file: "src/optimizer.ts",
    find: `      for (const group of this.paramGroups) {
        for (const parameter of group.params) parameter.grad?.data.fill_(0);`,
    replace: `      for (const group of this.paramGroups.slice(0, 2)) {
        for (const parameter of group.params) parameter.grad?.data.fill_(0);`,
    caughtBy: ["optimizer.zero-grad-in-place"],
    diagnosis: "zeroes the gradients of the groups there were at first",
  },
  {
    id: "optimizer.option-twice",
    file: "src/optimizer.ts",
    find: "{ setToNull = true }",
    replace: "{ setToNull = false }",
    caughtBy: ["optimizer.zero-grad"],
    diagnosis: "fills gradients with zeros unless told otherwise; null is the default",
  },
  {
    id: "optimizer.zero-rate-as-default",
    file: "src/optimizer.ts",
    find: "this.paramGroups.push({ ...this.defaults, ...group });",
    replace: `this.paramGroups.push({
      ...this.defaults,
      ...group,
      learningRate: group.learningRate || this.defaults.learningRate,
    });`,
    caughtBy: ["optimizer.groups"],
    diagnosis:
      "behaves like a group's rate of 0 taken for one left out: a group that should rest moves at the optimizer's rate",
  },
  {
    id: "optimizer.options-leak",
    file: "src/optimizer.ts",
    find: "this.paramGroups.push({ ...this.defaults, ...group });",
    replace: "this.paramGroups.push({ ...Object.assign(this.defaults, group) });",
    caughtBy: ["optimizer.groups"],
    diagnosis:
      "behaves like a merge that writes a group's own options into this.defaults, where later groups find them",
  },
  {
    id: "optimizer.zero-in-place-ends-at-null",
    file: "src/optimizer.ts",
    find: "for (const parameter of group.params) parameter.grad?.data.fill_(0);",
    replace: `for (const parameter of group.params) {
          if (parameter.grad === null) return;
          parameter.grad.data.fill_(0);
        }`,
    caughtBy: ["optimizer.zero-grad-in-place"],
    diagnosis:
      "behaves like zeroGrad({ setToNull: false }) that ends at the first parameter without a gradient",
  },
  {
    id: "optimizer.fills-the-given-group",
    file: "src/optimizer.ts",
    find: "    this.paramGroups.push({ ...this.defaults, ...group });",
    replace: "    this.paramGroups.push(Object.assign(group, { ...this.defaults, ...group }));",
    caughtBy: ["optimizer.arguments"],
    diagnosis: "behaves like defaults that are written into the very group that was handed in",
  },
  {
    id: "optimizer.defaults-from-first-group",
    file: "src/optimizer.ts",
    find: "    this.paramGroups.push({ ...this.defaults, ...group });",
    replace: "    this.paramGroups.push({ ...this.defaults, ...this.paramGroups[0], ...group });",
    caughtBy: ["optimizer.groups"],
    diagnosis:
      "behaves like a later group that takes what it leaves out from the first group, and not from the optimizer's options",
  },
  {
    id: "optimizer.zero-grad-ends-at-null",
    file: "src/optimizer.ts",
    find: "        for (const parameter of group.params) parameter.grad = null;",
    replace: `        for (const parameter of group.params) {
          if (parameter.grad === null) return;
          parameter.grad = null;
        }`,
    caughtBy: ["optimizer.zero-grad"],
    diagnosis:
      "behaves like zeroGrad that is over at the first parameter without a gradient: those after it keep theirs",
  },
  {
    id: "optimizer.zero-in-place-counts-rows",
    file: "src/optimizer.ts",
    find: "parameter.grad?.data.fill_(0);",
    replace:
      "for (let i = 0; i < (parameter.grad?.data.shape[0] ?? 0); i += 1) parameter.grad?.data.data.fill(0, i, i + 1);",
    caughtBy: ["optimizer.zero-grad-in-place"],
    diagnosis:
      "behaves like zeroGrad that counts to shape[0] when it fills with zeros: of a matrix only the first few numbers are zeroed, of a single number none",
  },
  {
    id: "optimizer.zeroes-two-groups",
    file: "src/optimizer.ts",
    find: "for (const parameter of group.params) parameter.grad = null;",
    replace:
      "if (this.paramGroups.indexOf(group) < 2) for (const parameter of group.params) parameter.grad = null;",
    caughtBy: ["optimizer.zero-grad"],
    diagnosis: "behaves like zeroGrad that knows two groups: the gradients of the third stay",
  },
  {
    id: "optimizer.group-zero-options-ignored",
    file: "src/optimizer.ts",
    find: "this.paramGroups.push({ ...this.defaults, ...group });",
    replace:
      "const own = Object.fromEntries(Object.entries(group).filter(([, value]) => value));\n    this.paramGroups.push({ ...this.defaults, params: group.params, ...own });",
    caughtBy: ["optimizer.groups"],
    diagnosis:
      "behaves like a group whose own options of 0 or false are taken for missing: `weightDecay: 0` or `nesterov: false` in a group keeps the optimizer's default",
  },
  {
    id: "optimizer.zero-grad-skips-frozen-group",
    file: "src/optimizer.ts",
    find: "for (const parameter of group.params) parameter.grad = null;",
    replace:
      "if (group.learningRate === 0) continue; // frozen\n        for (const parameter of group.params) parameter.grad = null;",
    caughtBy: ["optimizer.zero-grad"],
    diagnosis:
      "behaves like a zeroGrad() that leaves out groups whose rate is 0 now: their gradients pile up and all come at once when a schedule raises the rate",
  },
  {
    id: "optimizer.zero-grad-multiplies-by-zero",
    file: "src/optimizer.ts",
    find: "parameter.grad?.data.fill_(0);",
    replace: "parameter.grad?.data.mul_(0);",
    caughtBy: ["optimizer.zero-grad-in-place"],
    diagnosis:
      "behaves like a zeroGrad({ setToNull: false }) that multiplies by 0: a NaN or an infinite gradient becomes NaN and never goes away again",
  },
  {
    id: "optimizer.group-inherits-from-group-before",
    file: "src/optimizer.ts",
    find: "this.paramGroups.push({ ...this.defaults, ...group });",
    replace: "this.paramGroups.push({ ...this.defaults, ...this.paramGroups.at(-1), ...group });",
    caughtBy: ["optimizer.groups", "optimizer.arguments"],
    diagnosis:
      "behaves like a group that takes the options it leaves out from the group before it, not from the optimizer",
  },
  {
    id: "optimizer.group-drops-its-zeros",
    file: "src/optimizer.ts",
    find: "this.paramGroups.push({ ...this.defaults, ...group });",
    replace:
      "const own = Object.fromEntries(Object.entries(group).filter(([, value]) => value)) as GivenGroup<Options>;\n    this.paramGroups.push({ ...this.defaults, ...own });",
    caughtBy: ["optimizer.groups"],
    diagnosis:
      "behaves like `group.option || default`: a group's own 0 or false is taken for missing and replaced by the optimizer's option",
  },
  {
    id: "optimizer.zero-fill-stops-at-first-null",
    file: "src/optimizer.ts",
    find: "for (const parameter of group.params) parameter.grad?.data.fill_(0);",
    replace:
      "for (const parameter of group.params) {\n          if (parameter.grad === null) return;\n          parameter.grad.data.fill_(0);\n        }",
    caughtBy: ["optimizer.zero-grad-in-place"],
    diagnosis:
      "behaves like a return where a continue belongs: with setToNull: false the gradients after the first parameter without one keep their old values",
  },
]);
