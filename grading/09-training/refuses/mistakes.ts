import { defineMistakes } from "@tinytorch/course";

/** Checks that the starter brings, and that get lost or are handed the wrong name. */
export const mistakes = defineMistakes([
  {
    id: "refuses.any-reduction",
    file: "src/reduced.ts",
    find: 'if (!["mean", "sum", "none"].includes(reduction)) {',
    replace: "if (false) {",
    caughtBy: ["refuses.losses"],
    diagnosis: "takes any word for a reduction",
  },
  {
    id: "refuses.name-of-another-loss",
    file: "src/mse-loss.ts",
    find: 'reduced("mseLoss", error',
    replace: 'reduced("loss", error',
    caughtBy: ["refuses.losses"],
    diagnosis: "names another loss than mseLoss when it refuses a reduction",
  },
  {
    id: "refuses.any-smoothing",
    file: "src/cross-entropy.ts",
    find: "!(labelSmoothing >= 0 && labelSmoothing <= 1)",
    replace: "labelSmoothing < 0 || labelSmoothing > 1",
    caughtBy: ["refuses.losses"],
    diagnosis: "takes NaN for a share of smoothing",
  },
  {
    id: "refuses.class-at-count",
    file: "src/read-classes.ts",
    find: "label < count",
    replace: "label <= count",
    caughtBy: ["refuses.classes"],
    diagnosis: "takes one class too many, C itself",
  },
  {
    id: "refuses.column-of-classes",
    file: "src/read-classes.ts",
    find: ' || ("shape" in classes && classes.ndim !== 1)',
    replace: "",
    caughtBy: ["refuses.classes"],
    diagnosis: "takes classes of shape [N, 1]",
  },
  {
    id: "refuses.any-columns",
    file: "src/confusion-matrix.ts",
    find: "logits.shape[1] !== count",
    replace: "logits.shape[1] > count",
    caughtBy: ["refuses.classes"],
    diagnosis: "takes logits with fewer columns than classes",
  },
  {
    id: "refuses.iterators-taken",
    file: "src/check-options.ts",
    find: '"next" in loader',
    replace: "false",
    caughtBy: ["refuses.training"],
    diagnosis: "takes an iterator for a loader, which is empty in the second epoch",
  },
  {
    id: "refuses.loads-first",
    file: "src/trainer.ts",
    find: '    checkSaved("a scheduler"',
    replace: '    model.loadStateDict(checkpoint.model);\n    checkSaved("a scheduler"',
    caughtBy: ["refuses.training"],
    diagnosis: "loads the model before it looks whether the checkpoint has all that it needs",
  },
  {
    id: "refuses.name-of-cross-entropy",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: 'reduced("binaryCrossEntropyWithLogits", losses, reduction)',
    replace: 'reduced("crossEntropy", losses, reduction)',
    caughtBy: ["refuses.losses"],
    diagnosis:
      "behaves like a loss copied from crossEntropy: its error on an unknown reduction names the other one",
  },
  {
    id: "refuses.validation-not-checked",
    file: "src/trainer.ts",
    find: "checkFit(epochs, [loader, validation], validation, earlyStopping);",
    replace: "checkFit(epochs, [loader], validation, earlyStopping);",
    caughtBy: ["refuses.training"],
    diagnosis:
      "behaves like a check of the training loader only: an iterator for validation is accepted, and is empty in the second epoch",
  },
  {
    id: "refuses.half-loaded",
    file: "src/trainer.ts",
    find: `    checkSaved("a scheduler", scheduler !== undefined, checkpoint.scheduler !== null);
    checkSaved("a generator", generator !== undefined, checkpoint.generator !== null);
    // BEGIN SOLUTION
    // TODO: give each part its state, and take epoch and best
    model.loadStateDict(checkpoint.model);
    optimizer.loadStateDict(checkpoint.optimizer);
    if (checkpoint`,
    replace: `    // BEGIN SOLUTION
    // TODO: give each part its state, and take epoch and best
    model.loadStateDict(checkpoint.model);
    optimizer.loadStateDict(checkpoint.optimizer);
    checkSaved("a scheduler", scheduler !== undefined, checkpoint.scheduler !== null);
    checkSaved("a generator", generator !== undefined, checkpoint.generator !== null);
    if (checkpoint`,
    caughtBy: ["refuses.training"],
    diagnosis:
      "behaves like a load that checks on the way: a refused checkpoint has already changed the weights",
  },
]);
