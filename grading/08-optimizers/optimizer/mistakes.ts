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
]);
