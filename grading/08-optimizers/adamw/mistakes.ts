import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in AdamW, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "adamw.coupled-for-decoupled",
    file: "src/adam.ts",
    find: "if (weightDecay !== 0 && !this.decoupled) gradient",
    replace: "if (weightDecay !== 0) gradient",
    caughtBy: ["adamw.decoupled"],
    diagnosis: "lets AdamW's weight decay into the gradient as well",
  },
  {
    id: "adamw.no-decay",
    file: "src/adamw.ts",
    find: "1 - learningRate * weightDecay",
    replace: "1",
    caughtBy: ["adamw.decoupled", "adamw.default-decay"],
    diagnosis: "behaves like AdamW without any weight decay",
  },
  {
    id: "adamw.decay-without-rate",
    file: "src/adamw.ts",
    find: "1 - learningRate * weightDecay",
    replace: "1 - weightDecay",
    caughtBy: ["adamw.decoupled", "adamw.default-decay"],
    diagnosis: "decays by λ instead of αλ",
  },
  {
    id: "adamw.decays-the-gradient-less",
    file: "src/adamw.ts",
    find: "        if (parameter.grad === null) continue;\n",
    replace: "",
    caughtBy: ["adamw.decoupled"],
    diagnosis: "decays parameters that have no gradient",
  },
  {
    id: "adamw.decay-after-step",
    file: "src/adamw.ts",
    find: "override step(): void {",
    replace: `override step(): void {
    super.step();
    for (const { params, learningRate, weightDecay } of this.paramGroups) {
      for (const parameter of params.filter((one) => one.grad !== null)) {
        parameter.data = parameter.data.mul(1 - learningRate * weightDecay);
      }
    }
    return;`,
    caughtBy: ["adamw.decoupled"],
    diagnosis: "decays after Adam's step instead of before, so the step is shrunk too",
  },
  {
    id: "adamw.default-decay",
    file: "src/adamw.ts",
    find: "{ weightDecay: 0.01, ...options }",
    replace: "{ ...options }",
    caughtBy: ["adamw.default-decay"],
    diagnosis: "has no weight decay by default, where AdamW has 0.01",
  },
]);
