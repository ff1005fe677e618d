import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in accumulating gradients, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "accumulate.not-divided",
    file: "src/train-epoch.ts",
    find: "loss.mul(samples / total).backward()",
    replace: "loss.backward()",
    caughtBy: ["accumulate.mean"],
    diagnosis:
      "adds up the gradients of the means, so that a step is as many times too long as the group has batches",
  },
  {
    id: "accumulate.by-batches",
    file: "src/train-epoch.ts",
    find: "loss.mul(samples / total)",
    replace: "loss.mul(1 / group.length)",
    caughtBy: ["accumulate.uneven"],
    diagnosis: "counts each batch of a group the same, however small",
  },
  {
    id: "accumulate.by-option",
    file: "src/train-epoch.ts",
    find: "loss.mul(samples / total)",
    replace: "loss.mul(1 / accumulate)",
    caughtBy: ["accumulate.uneven", "accumulate.trailing"],
    diagnosis: "divides by accumulate, also in a last group that is smaller",
  },
  {
    id: "accumulate.by-total",
    file: "src/train-epoch.ts",
    find: "loss.mul(samples / total)",
    replace: "loss.mul(1 / total)",
    caughtBy: ["accumulate.mean", "trainer.loop"],
    diagnosis: "divides each mean by the samples of the group, without its own",
  },
  {
    id: "accumulate.trailing-lost",
    file: "src/in-groups.ts",
    find: "  if (group.length > 0) yield group;\n",
    replace: "",
    caughtBy: ["accumulate.trailing"],
    diagnosis: "forgets the batches that are left at the end of an epoch",
  },
  {
    id: "accumulate.ignored",
    file: "src/train-epoch.ts",
    find: "inGroups(loader, accumulate)",
    replace: "inGroups(loader, 1)",
    caughtBy: ["accumulate.mean"],
    diagnosis: "ignores accumulate: a step for every batch",
  },
  {
    id: "accumulate.step-each-batch",
    file: "src/train-epoch.ts",
    find: "      mean.add(loss.item(), samples);\n",
    replace: "      mean.add(loss.item(), samples);\n      if (group.length > 1) optimizer.step();\n",
    caughtBy: ["accumulate.mean"],
    diagnosis: "makes a step after every batch, and one for the group",
  },
  {
    id: "accumulate.last-of-group",
    file: "src/train-epoch.ts",
    find: "for (const [inputs, targets] of group)",
    replace: "for (const [inputs, targets] of group.slice(-1))",
    caughtBy: ["accumulate.mean"],
    diagnosis: "learns from the last batch of a group only",
  },
  {
    id: "accumulate.first-size",
    file: "src/train-epoch.ts",
    find: "sum + inputs.shape[0], 0)",
    replace: "sum + group[0][0].shape[0] + 0 * inputs.shape[0], 0)",
    caughtBy: ["accumulate.uneven"],
    diagnosis: "takes the size of the first batch for the size of all",
  },
  {
    id: "accumulate.trailing-divided",
    file: "src/train-epoch.ts",
    find: "const total = group.reduce((sum, [inputs]) => sum + inputs.shape[0], 0);",
    replace:
      "const total = (group.reduce((sum, [inputs]) => sum + inputs.shape[0], 0) * accumulate) / group.length;",
    caughtBy: ["accumulate.trailing"],
    diagnosis: "makes the step of a smaller last group smaller",
  },
  {
    id: "accumulate.empty-group",
    file: "src/in-groups.ts",
    find: "  if (group.length > 0) yield group;",
    replace: "  yield group;",
    caughtBy: ["accumulate.trailing", "trainer.loop"],
    diagnosis:
      "behaves like a pass that always ends with one group more, an empty one: the optimizer makes a step without any batch",
  },
]);
