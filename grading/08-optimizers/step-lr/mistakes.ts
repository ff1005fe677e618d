import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in StepLR, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "step-lr.one-early",
    file: "src/step-lr.ts",
    find: "if (this.lastEpoch === 0 || this.lastEpoch % this.stepSize !== 0) return;",
    replace: "if ((this.lastEpoch + 1) % this.stepSize !== 0) return;",
    caughtBy: ["step-lr.decay"],
    diagnosis: "decays one epoch early",
  },
  {
    id: "step-lr.one-late",
    file: "src/step-lr.ts",
    find: "if (this.lastEpoch === 0 || this.lastEpoch % this.stepSize !== 0) return;",
    replace: "if (this.lastEpoch <= 1 || (this.lastEpoch - 1) % this.stepSize !== 0) return;",
    caughtBy: ["step-lr.decay"],
    diagnosis: "decays one epoch late",
  },
  {
    id: "step-lr.decays-at-once",
    file: "src/step-lr.ts",
    find: "this.lastEpoch === 0 || ",
    replace: "",
    caughtBy: ["step-lr.decay"],
    diagnosis: "decays in the initial step, so the first epoch never runs at the base rate",
  },
  {
    id: "step-lr.every-step",
    file: "src/step-lr.ts",
    find: " || this.lastEpoch % this.stepSize !== 0",
    replace: "",
    caughtBy: ["step-lr.decay"],
    diagnosis: "decays in every epoch and ignores stepSize",
  },
  {
    id: "step-lr.compounds",
    file: "src/step-lr.ts",
    find: "group.learningRate *= this.gamma;",
    replace: "group.learningRate *= this.gamma ** (this.lastEpoch / this.stepSize);",
    caughtBy: ["step-lr.decay"],
    diagnosis: "applies all decays so far to a rate that has them already",
  },
  {
    id: "step-lr.from-the-base",
    file: "src/step-lr.ts",
    find: "for (const group of this.optimizer.paramGroups) group.learningRate *= this.gamma;",
    replace: `for (const [i, group] of this.optimizer.paramGroups.entries()) {
      group.learningRate = this.baseRates[i] * this.gamma ** (this.lastEpoch / this.stepSize);
    }`,
    caughtBy: ["step-lr.chainable", "linear-lr.chainable"],
    diagnosis: "sets the rate from the base rate, which undoes changes made by hand or by another schedule",
  },
  {
    id: "step-lr.first-group-only",
    file: "src/step-lr.ts",
    find: "of this.optimizer.paramGroups)",
    replace: "of this.optimizer.paramGroups.slice(0, 1))",
    caughtBy: ["step-lr.decay"],
    diagnosis: "changes the rate of the first group only",
  },
  {
    id: "step-lr.from-the-first-base",
    file: "src/step-lr.ts",
    find: "group.learningRate *= this.gamma;",
    replace: "group.learningRate = this.baseRates[0] * this.gamma ** (this.lastEpoch / this.stepSize);",
    caughtBy: ["step-lr.decay", "step-lr.chainable"],
    diagnosis: "sets every group's rate from the first group's base",
  },
  {
    id: "step-lr.stops-decaying",
    file: "src/step-lr.ts",
    find: "this.lastEpoch % this.stepSize !== 0",
    replace: "this.lastEpoch > 30 || this.lastEpoch % this.stepSize !== 0",
    caughtBy: ["step-lr.decay"],
    diagnosis: "stops decaying after thirty epochs",
  },
  {
    id: "step-lr.groups-captured",
    file: "src/step-lr.ts",
    find: "    this.gamma = gamma;",
    replace: `    this.gamma = gamma;
    Object.defineProperty(this, "optimizer", { value: { paramGroups: [...optimizer.paramGroups] } });`,
    caughtBy: ["step-lr.chainable"],
    diagnosis: "keeps the groups there were when it was made, so one that joins later never decays",
  },
  {
    id: "step-lr.static-count",
    file: "src/step-lr.ts",
    find: "    this.lastEpoch += 1;",
    replace: `    StepLR.epoch = this.lastEpoch < 0 ? 0 : StepLR.epoch + 1;
    this.lastEpoch = StepLR.epoch;`,
    caughtBy: ["step-lr.decay"],
    diagnosis: "counts the epochs of all its schedules together",
  },
  {
    id: "step-lr.never-grows",
    file: "src/step-lr.ts",
    find: "group.learningRate *= this.gamma;",
    replace: "group.learningRate *= Math.min(this.gamma, 1);",
    caughtBy: ["step-lr.decay"],
    diagnosis: "refuses to let a rate grow where γ is above 1",
  },
  {
    id: "step-lr.zero-gamma-as-default",
    file: "src/step-lr.ts",
    find: "this.gamma = gamma;",
    replace: "this.gamma = gamma || 0.1;",
    caughtBy: ["step-lr.decay"],
    diagnosis: "takes a γ of 0 for one that was left out",
  },
  {
    id: "step-lr.count-restarts",
    file: "src/step-lr.ts",
    find: "if (this.lastEpoch === 0 || this.lastEpoch % this.stepSize !== 0) return;",
    replace: `if (this.lastEpoch < this.stepSize) return;
    this.lastEpoch = 0;`,
    caughtBy: ["step-lr.decay"],
    diagnosis: "behaves like lastEpoch that counts from the last decay, and not from the beginning",
  },
  {
    id: "step-lr.rounded",
    file: "src/step-lr.ts",
    find: "    for (const group of this.optimizer.paramGroups) group.learningRate *= this.gamma;",
    replace: `    for (const group of this.optimizer.paramGroups) {
      group.learningRate = Number((group.learningRate * this.gamma).toFixed(6));
    }`,
    caughtBy: ["step-lr.decay"],
    diagnosis:
      "behaves like a rate that is rounded after each decay: a small one becomes inexact, and in the end 0",
  },
  {
    id: "step-lr.misses-later-groups",
    file: "src/step-lr.ts",
    find: "for (const group of this.optimizer.paramGroups) group.learningRate *= this.gamma;",
    replace:
      "for (const i of this.baseRates.keys()) this.optimizer.paramGroups[i].learningRate *= this.gamma;",
    caughtBy: ["step-lr.chainable"],
    diagnosis:
      "behaves like a StepLR that counts the groups when it is made: one added with addParamGroup() later keeps its rate for ever",
  },
  {
    id: "step-lr.restarts-the-count",
    file: "src/step-lr.ts",
    find: "    if (this.lastEpoch === 0 || this.lastEpoch % this.stepSize !== 0) return;\n",
    replace: "    if (this.lastEpoch < this.stepSize) return;\n    this.lastEpoch = 0;\n",
    caughtBy: ["step-lr.decay", "step-lr.chainable"],
    diagnosis:
      "behaves like a StepLR that sets lastEpoch back to 0 at every decay: its rates are right, its count of epochs is not",
  },
  {
    id: "step-lr.rounds-away",
    file: "src/step-lr.ts",
    find: "group.learningRate *= this.gamma;",
    replace: "group.learningRate = Number((group.learningRate * this.gamma).toFixed(6));",
    caughtBy: ["step-lr.decay", "step-lr.chainable"],
    diagnosis:
      "behaves like a rate rounded to six decimals after each decay: nice to read, but small rates drift and end at exactly 0",
  },
]);
