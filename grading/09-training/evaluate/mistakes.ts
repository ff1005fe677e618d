import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in evaluate, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "evaluate.in-training-mode",
    file: "src/evaluate.ts",
    find: "  model.eval();\n",
    replace: "",
    caughtBy: ["evaluate.mode", "evaluate.value"],
    diagnosis: "evaluates in training mode: dropout is on",
  },
  {
    id: "evaluate.stays-in-eval",
    file: "src/evaluate.ts",
    find: "model.train(wasTraining);",
    replace: "",
    caughtBy: ["evaluate.mode"],
    diagnosis: "leaves the model in evaluation mode",
  },
  {
    id: "evaluate.always-trains",
    file: "src/evaluate.ts",
    find: "model.train(wasTraining)",
    replace: "model.train()",
    caughtBy: ["evaluate.mode"],
    diagnosis: "leaves the model in training mode, also one that came in evaluation mode",
  },
  {
    id: "evaluate.inverted",
    file: "src/evaluate.ts",
    find: "model.train(wasTraining)",
    replace: "model.train(!wasTraining)",
    caughtBy: ["evaluate.mode"],
    diagnosis: "leaves the model in the other mode",
  },
  {
    id: "evaluate.mode-read-late",
    file: "src/evaluate.ts",
    find: "  const wasTraining = model.training;\n  model.eval();\n",
    replace: "  model.eval();\n  const wasTraining = model.training;\n",
    caughtBy: ["evaluate.mode"],
    diagnosis: "reads the mode after it has changed it",
  },
  {
    id: "evaluate.flag-only",
    file: "src/evaluate.ts",
    find: "  model.eval();\n",
    replace: "  Object.assign(model, { training: false });\n",
    caughtBy: ["evaluate.mode", "evaluate.value"],
    diagnosis: "sets the model's own flag and not those of its layers",
  },
  {
    id: "evaluate.swallows-error",
    file: "src/evaluate.ts",
    find: "  } finally {\n",
    replace: "  } catch {\n    return Number.NaN;\n  } finally {\n",
    caughtBy: ["evaluate.restores"],
    diagnosis: "swallows what went wrong",
  },
  {
    id: "evaluate.restores-on-success-only",
    file: "src/evaluate.ts",
    find: "      return mean.value;\n    });\n  } finally {\n    model.train(wasTraining);\n  }\n",
    replace:
      "      model.train(wasTraining);\n      return mean.value;\n    });\n  } finally {\n    // Nothing to tidy up.\n  }\n",
    caughtBy: ["evaluate.restores"],
    diagnosis: "restores the mode only when all went well",
  },
  {
    id: "evaluate.records",
    file: "src/evaluate.ts",
    find: "return noGrad(() => {",
    replace: "return (<Result>(run: () => Result) => run())(() => {",
    caughtBy: ["evaluate.no-tape"],
    diagnosis: "records a tape that nobody uses",
  },
  {
    id: "evaluate.learns",
    file: "src/evaluate.ts",
    find: "mean.add(criterion(model.forward(inputs), targets).item(), inputs.shape[0]);",
    replace:
      "mean.add(criterion(model.forward(inputs), targets).item(), inputs.shape[0]);\n        for (const parameter of model.parameters()) parameter.grad = null;",
    caughtBy: ["evaluate.no-tape"],
    diagnosis: "clears gradients that are not its own",
  },
  {
    id: "evaluate.mean-of-means",
    file: "src/evaluate.ts",
    find: ", inputs.shape[0]);",
    replace: ", 1);",
    caughtBy: ["evaluate.value", "loss.over-samples"],
    diagnosis: "averages the means of batches",
  },
  {
    id: "evaluate.columns",
    file: "src/evaluate.ts",
    find: ", inputs.shape[0]);",
    replace: ", inputs.shape[1]);",
    caughtBy: ["evaluate.value", "loss.over-samples"],
    diagnosis: "counts the columns of a batch instead of its samples",
  },
  {
    id: "evaluate.first-batch",
    file: "src/evaluate.ts",
    find: "of loader) {",
    replace: "of [...loader].slice(0, 1)) {",
    caughtBy: ["evaluate.value"],
    diagnosis: "evaluates the first batch only",
  },
  {
    id: "evaluate.skips-last",
    file: "src/evaluate.ts",
    find: "of loader) {",
    replace: "of ((all) => all.slice(0, Math.max(1, all.length - 1)))([...loader])) {",
    caughtBy: ["evaluate.value"],
    diagnosis: "leaves the last batch out",
  },
  {
    id: "evaluate.gradients-cleared",
    file: "src/evaluate.ts",
    find: `  model.eval();
`,
    replace: `  model.eval();
  for (const each of model.parameters()) each.zeroGrad();
`,
    caughtBy: ["evaluate.no-tape"],
    diagnosis:
      "behaves like an evaluation that clears the gradients: those that were collected before it are gone",
  },
  {
    id: "evaluate.loss-recorded",
    file: "src/evaluate.ts",
    find: `    return noGrad(() => {
      for (const [inputs, targets] of loader) {
        mean.add(criterion(model.forward(inputs), targets).item(), inputs.shape[0]);
      }
      return mean.value;
    });`,
    replace: `    for (const [inputs, targets] of loader) {
      const output = noGrad(() => model.forward(inputs));
      mean.add(criterion(output, targets).item(), inputs.shape[0]);
    }
    return mean.value;`,
    caughtBy: ["evaluate.no-tape"],
    diagnosis: "records no tape in the model, and one in the loss",
  },
  {
    id: "evaluate.loss-in-training-mode",
    file: "src/evaluate.ts",
    find: `        mean.add(criterion(model.forward(inputs), targets).item(), inputs.shape[0]);`,
    replace: `        model.eval();
        const output = model.forward(inputs);
        model.train(wasTraining);
        mean.add(criterion(output, targets).item(), inputs.shape[0]);`,
    caughtBy: ["evaluate.mode"],
    diagnosis:
      "gives the model its mode back before the loss is worked out, which may ask a layer of it once more",
  },
]);
