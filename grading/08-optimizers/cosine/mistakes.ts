import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in CosineAnnealingLR, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "cosine.clamped",
    file: "src/cosine-annealing-lr.ts",
    find: "(Math.PI * this.lastEpoch)",
    replace: "(Math.PI * Math.min(this.lastEpoch, this.tMax))",
    caughtBy: ["cosine.rises-again"],
    diagnosis: "stops the cosine at tMax, where it should rise again",
  },
  {
    id: "cosine.full-period",
    file: "src/cosine-annealing-lr.ts",
    find: "(Math.PI * this.lastEpoch)",
    replace: "(2 * Math.PI * this.lastEpoch)",
    caughtBy: ["cosine.curve"],
    diagnosis: "goes down and up again within tMax: a whole wave instead of half of one",
  },
  {
    id: "cosine.no-floor",
    file: "src/cosine-annealing-lr.ts",
    find: "this.etaMin + (this.baseRates[i] - this.etaMin) * height",
    replace: "this.baseRates[i] * height",
    caughtBy: ["cosine.curve"],
    diagnosis: "ignores etaMin",
  },
  {
    id: "cosine.from-the-current",
    file: "src/cosine-annealing-lr.ts",
    find: "(this.baseRates[i] - this.etaMin)",
    replace: "(group.learningRate - this.etaMin)",
    caughtBy: ["cosine.curve"],
    diagnosis: "applies the cosine to the current rate instead of the base rate, so it falls too fast",
  },
  {
    id: "cosine.first-group-base",
    file: "src/cosine-annealing-lr.ts",
    find: "(this.baseRates[i] - this.etaMin)",
    replace: "(this.baseRates[0 * i] - this.etaMin)",
    caughtBy: ["cosine.curve"],
    diagnosis: "anneals every group from the first group's base rate",
  },
]);
