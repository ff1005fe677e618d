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
    find: "if (this.lastEpoch > this.totalIters) return;",
    replace: "",
    caughtBy: ["linear-lr.warm-up"],
    diagnosis: "goes on rising after totalIters epochs",
  },
  {
    id: "linear-lr.off-by-one",
    file: "src/linear-lr.ts",
    find: "(this.endFactor - this.startFactor) * epoch)",
    replace: "(this.endFactor - this.startFactor) * Math.min(epoch + 1, this.totalIters))",
    caughtBy: ["linear-lr.warm-up"],
    diagnosis: "is one epoch ahead of its line",
  },
  {
    id: "linear-lr.divides-by-a-share-of-zero",
    file: "src/linear-lr.ts",
    find: `if (this.lastEpoch > this.totalIters) return;
    const share = (epoch: number) =>
      this.startFactor + ((this.endFactor - this.startFactor) * epoch) / this.totalIters;`,
    replace: `const share = (epoch: number) =>
      this.startFactor + ((this.endFactor - this.startFactor) * Math.min(epoch, this.totalIters)) / this.totalIters;`,
    caughtBy: ["linear-lr.warm-up"],
    diagnosis:
      "behaves like f(t) / f(t−1) taken for ever: with an endFactor of 0 the rate is 0 / 0, NaN, one epoch after the end",
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
  {
    id: "linear-lr.ends-at-the-base",
    file: "src/linear-lr.ts",
    find: "((this.endFactor - this.startFactor)",
    replace: "((1 - this.startFactor)",
    caughtBy: ["linear-lr.warm-up"],
    diagnosis: "always ends at the whole base rate and ignores endFactor",
  },
  {
    id: "linear-lr.restores-the-base",
    file: "src/linear-lr.ts",
    find: "for (const group of this.optimizer.paramGroups) group.learningRate *= change;",
    replace: `for (const [i, group] of this.optimizer.paramGroups.entries()) {
      if (this.lastEpoch === this.totalIters) group.learningRate = this.baseRates[i] * this.endFactor;
      else group.learningRate *= change;
    }`,
    caughtBy: ["linear-lr.chainable"],
    diagnosis: "sets the rate to its final value when the warm-up is over, whatever another schedule did",
  },
  {
    id: "linear-lr.default-factor",
    file: "src/linear-lr.ts",
    find: "startFactor = 1 / 3",
    replace: "startFactor = 0.1",
    caughtBy: ["linear-lr.warm-up"],
    diagnosis: "starts at a tenth of the rate by default, where a third is meant",
  },
  {
    id: "linear-lr.set-from-the-end-on",
    file: "src/linear-lr.ts",
    find: "if (this.lastEpoch > this.totalIters) return;",
    replace: `if (this.lastEpoch >= this.totalIters) {
      for (const [i, group] of this.optimizer.paramGroups.entries()) {
        group.learningRate = this.baseRates[i] * this.endFactor;
      }
      return;
    }`,
    caughtBy: ["linear-lr.chainable"],
    diagnosis:
      "behaves like a line that sets the rate from the base in its last epoch and ever after, which undoes what others did",
  },
  {
    id: "linear-lr.set-after-the-end",
    file: "src/linear-lr.ts",
    find: "if (this.lastEpoch > this.totalIters) return;",
    replace: `if (this.lastEpoch > this.totalIters) {
      for (const [i, group] of this.optimizer.paramGroups.entries()) {
        group.learningRate = this.baseRates[i] * this.endFactor;
      }
      return;
    }`,
    caughtBy: ["linear-lr.chainable"],
    diagnosis:
      "behaves like a line that sets the rate from the base in every epoch after its end, which undoes what others did",
  },
  {
    id: "linear-lr.ends-at-full-rate",
    file: "src/linear-lr.ts",
    find: "share(this.lastEpoch) / share(this.lastEpoch - 1);",
    replace: "(this.lastEpoch === this.totalIters ? 1 : share(this.lastEpoch)) / share(this.lastEpoch - 1);",
    caughtBy: ["linear-lr.warm-up"],
    diagnosis:
      "behaves like a LinearLR that always ends at the full base rate: with an endFactor other than 1 the last epoch of the line jumps",
  },
  {
    id: "linear-lr.zero-by-zero",
    file: "src/linear-lr.ts",
    find: "    if (this.lastEpoch > this.totalIters) return;\n    const share = (epoch: number) =>\n      this.startFactor + ((this.endFactor - this.startFactor) * epoch) / this.totalIters;",
    replace:
      "    const share = (epoch: number) =>\n      this.startFactor +\n      ((this.endFactor - this.startFactor) * Math.min(epoch, this.totalIters)) / this.totalIters;",
    caughtBy: ["linear-lr.warm-up"],
    diagnosis:
      "behaves like f(t) / f(t−1) taken past the end as well: with an endFactor of 0 it divides 0 by 0 and the rate becomes NaN",
  },
  {
    id: "linear-lr.last-step-sets",
    file: "src/linear-lr.ts",
    find: "for (const group of this.optimizer.paramGroups) group.learningRate *= change;",
    replace:
      "for (const [i, group] of this.optimizer.paramGroups.entries()) {\n      if (this.lastEpoch === this.totalIters) group.learningRate = this.baseRates[i] * this.endFactor;\n      else group.learningRate *= change;\n    }",
    caughtBy: ["linear-lr.chainable"],
    diagnosis:
      "behaves like a warm-up that sets the base rate in its last epoch: whatever another schedule or a hand did to the rate until then is lost at that moment",
  },
]);
