import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in the backward pass, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "backward.assigned",
    file: "src/backward.ts",
    find: "before === undefined ? fitting : before.add(fitting)",
    replace: "fitting",
    caughtBy: ["backward.used-twice", "backward.diamond"],
    diagnosis: "keeps the last share that arrived at a variable instead of their sum",
  },
  {
    id: "order.node-twice",
    file: "src/backward.ts",
    find: "for (const [index, parent] of step.parents.entries()) {",
    replace:
      "for (const parent of new Set(step.parents)) {\n      const index = step.parents.indexOf(parent);",
    caughtBy: ["backward.used-twice"],
    diagnosis: "counts a parent that is used twice by one step only once",
  },
  {
    id: "order.depth-first",
    file: "src/backward.ts",
    find: "const order = topologicalOrder(root);",
    replace:
      "const order = [...new Set([root, ...topologicalOrder(root).flatMap(({ step }) => step?.parents ?? [])])].filter(({ requiresGrad }) => requiresGrad);",
    caughtBy: ["backward.diamond"],
    diagnosis: "goes from each variable to its parents as it meets them, before all has arrived",
  },
  {
    id: "backward.in-place-sum",
    file: "src/backward.ts",
    find: "before.add(fitting)",
    replace: "before.add_(fitting)",
    caughtBy: ["backward.diamond", "arithmetic.sums"],
    diagnosis: "adds into a tensor that others hold too: the gradients of other variables change with it",
  },
  {
    id: "grad.intermediates-leak",
    file: "src/backward.ts",
    find: "    if (step === null) {\n      variable.accumulate(total);\n      continue;\n    }\n    const shares = step.operation.gradient(total, step.inputs, step.output);",
    replace:
      "    variable.accumulate(total);\n    if (step === null) continue;\n    const kept = Object(variable).grad;\n    const shares = step.operation.gradient(kept === null ? total : kept.data, step.inputs, step.output);",
    caughtBy: ["backward.again"],
    diagnosis:
      "keeps gradients on intermediate variables, so that a second backward counts the first one again",
  },
  {
    id: "backward.intermediates-kept",
    file: "src/backward.ts",
    find: "    if (step === null) {\n",
    replace: "    if (step !== null) variable.accumulate(total);\n    if (step === null) {\n",
    caughtBy: ["backward.again", "backward.diamond"],
    diagnosis: "leaves a gradient on intermediate variables",
  },
  {
    id: "backward.dead-stops",
    file: "src/backward.ts",
    find: "if (total === undefined) continue;",
    replace: "if (total === undefined) break;",
    caughtBy: ["backward.dead-branch"],
    diagnosis: "stops at the first variable that nothing reached",
  },
  {
    id: "backward.null-ends",
    file: "src/backward.ts",
    find: "if (share === null || !parent.requiresGrad) continue;",
    replace: "if (share === null) break;\n      if (!parent.requiresGrad) continue;",
    caughtBy: ["backward.dead-branch"],
    diagnosis: "passes over the inputs after one that gets null",
  },
  {
    id: "backward.dead-zeros",
    file: "src/backward.ts",
    find: "if (share === null || !parent.requiresGrad) continue;\n      const fitting = unbroadcast(share,",
    replace:
      "if (!parent.requiresGrad) continue;\n      const fitting = unbroadcast(share ?? step.inputs[index].mul(0),",
    caughtBy: ["backward.dead-branch"],
    diagnosis: "turns null into zeros, which reach leaves that nothing should reach",
  },
  {
    id: "backward.parents-data",
    file: "src/backward.ts",
    find: "step.operation.gradient(total, step.inputs, step.output)",
    replace: "step.operation.gradient(total, step.parents.map(({ data }) => data), step.output)",
    caughtBy: ["backward.saved"],
    diagnosis: "reads the parents' data at the time of backward instead of what the step saw",
  },
  {
    id: "backward.output-data",
    file: "src/backward.ts",
    find: "step.operation.gradient(total, step.inputs, step.output)",
    replace: "step.operation.gradient(total, step.inputs, variable.data)",
    caughtBy: ["backward.saved"],
    diagnosis: "reads the data that the result has now instead of what it had when it was made",
  },
  {
    id: "saved.mutated",
    file: "src/backward.ts",
    find: "if (now.some((version, index) => version !== step.versions[index])) {",
    replace: "if (now.length < 0) {",
    caughtBy: ["backward.in-place"],
    diagnosis: "does not notice that a tensor was changed in place, and gives a wrong gradient",
  },
  {
    id: "backward.mutated-root-only",
    file: "src/backward.ts",
    find: "for (const { step } of order) {\n    if (step === null) continue;",
    replace: "for (const { step } of [root]) {\n    if (step === null) continue;",
    caughtBy: ["backward.in-place"],
    diagnosis: "looks for changes in the last step only",
  },
  {
    id: "backward.mutated-everything",
    file: "src/step.ts",
    find: 'if (reads === "shapes") return [];\n  return reads === "inputs" ? inputs.map(({ version }) => version) : [output.version];',
    replace:
      'return reads === "inputs" ? inputs.map(({ version }) => version) : [output.version, ...inputs.map(({ version }) => version)];',
    caughtBy: ["backward.in-place"],
    diagnosis: "refuses a change of tensors that no gradient reads",
  },
  {
    id: "backward.mutated-output-for-inputs",
    file: "src/step.ts",
    find: 'reads === "inputs" ? inputs.map(({ version }) => version) : [output.version]',
    replace: 'reads === "output" ? inputs.map(({ version }) => version) : [output.version]',
    caughtBy: ["backward.in-place"],
    diagnosis: "watches the output where the inputs are read, and the inputs where the output is",
  },
  {
    id: "backward.versions-from-zero",
    file: "src/variable.ts",
    find: "const versions = versionsOf(operation, inputs, output);",
    replace: "const versions = versionsOf(operation, inputs, output).map(() => 0);",
    caughtBy: ["backward.in-place"],
    diagnosis: "takes every tensor that was ever written for changed",
  },
  {
    id: "backward.mutated-checked-late",
    file: "src/backward.ts",
    find: "const order = topologicalOrder(root);",
    replace:
      "const order = topologicalOrder(root);\n  for (const leaf of order) if (leaf.step === null) leaf.accumulate(leaf.data.mul(0));",
    caughtBy: ["backward.in-place"],
    diagnosis: "gives every leaf a gradient before it has looked for changes",
  },
  {
    id: "backward.every-path",
    file: "src/backward.ts",
    find: "  const arrived = new Map([[root, gradient]]);\n  for (const variable of order) {\n    const { step } = variable;\n    const total = arrived.get(variable);\n    if (total === undefined) continue;\n    if (step === null) {\n      variable.accumulate(total);\n      continue;\n    }\n    const shares = step.operation.gradient(total, step.inputs, step.output);\n    for (const [index, parent] of step.parents.entries()) {\n      const share = shares[index];\n      if (share === null || !parent.requiresGrad) continue;\n      const fitting = unbroadcast(share, step.inputs[index].shape);\n      const before = arrived.get(parent);\n      arrived.set(parent, before === undefined ? fitting : before.add(fitting));\n    }\n    arrived.delete(variable);\n  }\n",
    replace:
      "  const carry = (variable: Traced, total: Tensor): void => {\n    const { step } = variable;\n    if (step === null) {\n      variable.accumulate(total);\n      return;\n    }\n    const shares = step.operation.gradient(total, step.inputs, step.output);\n    for (const [index, parent] of step.parents.entries()) {\n      const share = shares[index];\n      if (share !== null && parent.requiresGrad) carry(parent, unbroadcast(share, step.inputs[index].shape));\n    }\n  };\n  carry(root, gradient);\n",
    caughtBy: ["backward.used-twice"],
    diagnosis: "follows every path by itself: right, and never done where paths double",
  },
  {
    id: "backward.checked-on-the-way",
    file: "src/backward.ts",
    find: `  for (const { step } of order) {
    if (step === null) continue;
    const now = versionsOf(step.operation, step.inputs, step.output);
    if (now.some((version, index) => version !== step.versions[index])) {
      throw new Error(
        \`backward: what \${step.operation.name} reads must not change after the forward pass, got a change in place\`,
      );
    }
  }
  const arrived = new Map([[root, gradient]]);
  for (const variable of order) {
    const { step } = variable;
    const total = arrived.get(variable);
    if (total === undefined) continue;
    if (step === null) {
      variable.accumulate(total);
      continue;
    }
    const shares =`,
    replace: `  const arrived = new Map([[root, gradient]]);
  for (const variable of order) {
    const { step } = variable;
    const total = arrived.get(variable);
    if (total === undefined) continue;
    if (step === null) {
      variable.accumulate(total);
      continue;
    }
    const now = versionsOf(step.operation, step.inputs, step.output);
    if (now.some((version, index) => version !== step.versions[index])) {
      throw new Error(
        \`backward: what \${step.operation.name} reads must not change after the forward pass, got a change in place\`,
      );
    }
    const shares =`,
    caughtBy: ["backward.in-place"],
    diagnosis:
      "looks for changes only as it gets to a step: leaves that were reached before have a gradient by then",
  },
  {
    id: "backward.checks-new-data",
    file: "src/backward.ts",
    find: "versionsOf(step.operation, step.inputs, step.output)",
    replace: "versionsOf(step.operation, step.parents.map(({ data }) => data), step.output)",
    caughtBy: ["backward.in-place"],
    diagnosis: "looks for changes in the tensors that the parents have now, and not in those that were read",
  },
  {
    id: "backward.checks-new-output",
    file: "src/backward.ts",
    find: "for (const { step } of order) {\n    if (step === null) continue;\n    const now = versionsOf(step.operation, step.inputs, step.output);",
    replace:
      "for (const { step, data } of order) {\n    if (step === null) continue;\n    const now = versionsOf(step.operation, step.inputs, data);",
    caughtBy: ["backward.in-place"],
    diagnosis: "looks for changes in the tensor that the result has now, and not in the one that it had",
  },
  {
    id: "backward.checks-two",
    file: "src/backward.ts",
    find: "now.some((version, index) => version !== step.versions[index])",
    replace: "now.some((version, index) => index < 2 && version !== step.versions[index])",
    caughtBy: ["backward.in-place"],
    diagnosis: "looks at the first two tensors that an operation reads, and at no third",
  },
  {
    id: "backward.checks-behind-constants",
    file: "src/backward.ts",
    find: "for (const { step } of order) {\n    if (step === null) continue;",
    replace:
      "for (const { step } of order.flatMap((one) => [one, ...(one.step?.parents ?? [])])) {\n    if (step === null) continue;",
    caughtBy: ["backward.in-place"],
    diagnosis: "refuses a change behind a constant, where no gradient is asked for",
  },
  {
    id: "backward.map-of-all-calls",
    file: "src/backward.ts",
    find: "  const arrived = new Map([[root, gradient]]);",
    replace:
      "  const kept = Object(globalThis);\n  kept.arrived ??= new Map();\n  const arrived: Map<Traced, Tensor> = kept.arrived;\n  arrived.set(root, gradient);",
    caughtBy: ["backward.again"],
    diagnosis: "keeps what has arrived in one map for all calls",
  },
  {
    id: "backward.checks-first",
    file: "src/backward.ts",
    find: "now.some((version, index) => version !== step.versions[index])",
    replace: "now[0] !== step.versions[0]",
    caughtBy: ["backward.in-place"],
    diagnosis: "looks for changes in the first input only",
  },
]);
