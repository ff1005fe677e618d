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
]);
