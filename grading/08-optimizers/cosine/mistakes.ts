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
  {
    id: "cosine.restarts",
    file: "src/cosine-annealing-lr.ts",
    find: "(Math.PI * this.lastEpoch)",
    replace: "(Math.PI * (this.lastEpoch % (this.tMax + 1)))",
    caughtBy: ["cosine.rises-again"],
    diagnosis: "jumps back to the top after the bottom instead of rising",
  },
  {
    id: "cosine.floor-at-base",
    file: "src/cosine-annealing-lr.ts",
    find: "this.etaMin + (this.baseRates[i]",
    replace: "Math.min(this.etaMin, this.baseRates[i]) + (this.baseRates[i]",
    caughtBy: ["cosine.curve"],
    diagnosis: "does not rise towards an etaMin above the base rate",
  },
  {
    id: "cosine.linear",
    file: "src/cosine-annealing-lr.ts",
    find: "(1 + Math.cos((Math.PI * this.lastEpoch) / this.tMax)) / 2",
    replace: "Math.abs(1 - (this.lastEpoch % (2 * this.tMax)) / this.tMax)",
    caughtBy: ["cosine.curve"],
    diagnosis: "falls in a straight line",
  },
  {
    id: "cosine.one-wave-only",
    file: "src/cosine-annealing-lr.ts",
    find: "    const height = (1 + Math.cos((Math.PI * this.lastEpoch) / this.tMax)) / 2;",
    replace: `    const t = Math.min(this.lastEpoch, 2 * this.tMax);
    const height = (1 + Math.cos((Math.PI * t) / this.tMax)) / 2;`,
    caughtBy: ["cosine.rises-again"],
    diagnosis: "does one wave, down and up, and then stays at the base rate",
  },
  {
    id: "cosine.falls-only-once",
    file: "src/cosine-annealing-lr.ts",
    find: "(Math.PI * this.lastEpoch) / this.tMax",
    replace: "(Math.PI * Math.max(0, this.tMax - Math.abs(this.tMax - this.lastEpoch))) / this.tMax",
    caughtBy: ["cosine.rises-again"],
    diagnosis:
      "behaves like a cosine that goes down and up once and then stays at the base rate: after 2T epochs it should fall again",
  },
  {
    id: "cosine.period-one-too-long",
    file: "src/cosine-annealing-lr.ts",
    find: "(Math.PI * this.lastEpoch) / this.tMax",
    replace: "(Math.PI * (this.lastEpoch % (2 * this.tMax + 1))) / this.tMax",
    caughtBy: ["cosine.rises-again"],
    diagnosis:
      "behaves like a wave that starts again after 2T + 1 epochs instead of 2T: the top is held for two epochs and all later rates are one epoch late",
  },
]);
