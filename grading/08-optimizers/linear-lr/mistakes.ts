import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in LinearLR, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "linear-lr.no-initial-step",
    file: "src/linear-lr.ts",
    find: "this.lastEpoch === 0 ? this.startFactor :",
    replace: "this.lastEpoch === 0 ? 1 :",
    caughtBy: ["linear-lr.warm-up"],
    diagnosis: "runs the first epoch at the full rate: the initial step has no effect",
  },
  {
    id: "linear-lr.rises-for-ever",
    file: "src/linear-lr.ts",
    find: "Math.min(epoch, this.totalIters)",
    replace: "epoch",
    caughtBy: ["linear-lr.warm-up"],
    diagnosis: "goes on rising after totalIters epochs",
  },
  {
    id: "linear-lr.off-by-one",
    file: "src/linear-lr.ts",
    find: "Math.min(epoch, this.totalIters)",
    replace: "Math.min(epoch + 1, this.totalIters)",
    caughtBy: ["linear-lr.warm-up"],
    diagnosis: "is one epoch ahead of its line",
  },
  {
    id: "linear-lr.sets-the-rate",
    file: "src/linear-lr.ts",
    find: "for (const group of this.optimizer.paramGroups) group.learningRate *= change;",
    replace: `for (const [i, group] of this.optimizer.paramGroups.entries()) {
      if (change !== 1) group.learningRate = this.baseRates[i] * share(this.lastEpoch);
    }`,
    caughtBy: ["linear-lr.chainable"],
    diagnosis: "sets the rate from the base rate, which undoes what another schedule did",
  },
]);
