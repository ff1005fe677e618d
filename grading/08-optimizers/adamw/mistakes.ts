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
  {
    id: "adamw.ignores-zero",
    file: "src/adamw.ts",
    find: "if (parameter.grad === null) continue;",
    replace: "if (parameter.grad === null || parameter.grad.data.abs().max().item() === 0) continue;",
    caughtBy: ["adamw.default-decay"],
    diagnosis: "does not decay where the gradient is zero",
  },
  {
    id: "adamw.default-lambda-for-all",
    file: "src/adamw.ts",
    find: "mul(1 - learningRate * weightDecay)",
    replace: "mul(1 - learningRate * (weightDecay > 0 ? this.defaults.weightDecay : 0))",
    caughtBy: ["adamw.decoupled", "optimizer.live-rate"],
    diagnosis: "decays every group by the optimizer's λ instead of the group's",
  },
  {
    id: "adamw.towards-zero-by-sign",
    file: "src/adamw.ts",
    find: "parameter.data.mul(1 - learningRate * weightDecay)",
    replace: "parameter.data.sub(parameter.data.sign().mul(learningRate * weightDecay))",
    caughtBy: ["adamw.decoupled", "adamw.default-decay"],
    diagnosis: "takes the same amount off every weight, large or small",
  },
  {
    id: "adamw.decays-early-only",
    file: "src/adamw.ts",
    find: "this.paramGroups) {",
    replace: `this.paramGroups) {
      this.calls = (this.calls ?? 0) + 1;
      if (this.calls > 20) continue;`,
    caughtBy: ["adamw.decoupled"],
    diagnosis: "stops decaying after twenty steps",
  },
  {
    id: "adamw.zero-decay-as-default",
    file: "src/adamw.ts",
    find: "1 - learningRate * weightDecay",
    replace: "1 - learningRate * (weightDecay || 0.01)",
    caughtBy: ["adamw.default-decay"],
    diagnosis: "takes a decay of 0 for one that was left out",
  },
  {
    id: "adamw.errors-say-adam",
    file: "src/adam.ts",
    find: "const name = this.constructor.name;",
    replace: `const name = "Adam";`,
    caughtBy: ["optimizer.rejects-options"],
    diagnosis: 'behaves like a fixed "Adam" in the message, also where it is AdamW that refuses an option',
  },
  {
    id: "adamw.decay-at-first-rate",
    file: "src/adamw.ts",
    find: "parameter.data.mul(1 - learningRate * weightDecay)",
    replace: "parameter.data.mul(1 - this.defaults.learningRate * weightDecay)",
    caughtBy: ["adamw.decoupled", "optimizer.live-rate"],
    diagnosis:
      "behaves like a decay by the rate that the optimizer was made with: a group's own and a schedule's reach Adam's part alone",
  },
  {
    id: "adamw.steps-once-a-group",
    file: "src/adamw.ts",
    find: `      }
    }
    super.step();
`,
    replace: `      }
      super.step();
    }
`,
    caughtBy: ["adamw.decoupled"],
    diagnosis: "does Adam's step once for every group: with two groups every parameter takes two",
  },
  {
    id: "adamw.group-zero-decay-as-default",
    file: "src/adamw.ts",
    find: "        parameter.data = parameter.data.mul(1 - learningRate * weightDecay);",
    replace: `        const decay = weightDecay || this.defaults.weightDecay;
        parameter.data = parameter.data.mul(1 - learningRate * decay);`,
    caughtBy: ["optimizer.groups"],
    diagnosis:
      "behaves like a group's weightDecay of 0 taken for one left out: it shrinks by the optimizer's λ",
  },
  {
    id: "adamw.ends-at-missing",
    file: "src/adamw.ts",
    find: "if (parameter.grad === null) continue;",
    replace: "if (parameter.grad === null) break;",
    caughtBy: ["adamw.decoupled"],
    diagnosis:
      "behaves like AdamW whose decay ends at the first parameter without a gradient: those after it do not shrink",
  },
  {
    id: "adamw.shrinks-to-zero-at-most",
    file: "src/adamw.ts",
    find: "parameter.data.mul(1 - learningRate * weightDecay)",
    replace: "parameter.data.mul(Math.max(0, 1 - learningRate * weightDecay))",
    caughtBy: ["adamw.decoupled"],
    diagnosis:
      "behaves like AdamW that shrinks to zero at most: with αλ above 1 the factor 1 − αλ is negative",
  },
  {
    id: "adamw.steps-once-per-group",
    file: "src/adamw.ts",
    find: "      }\n    }\n    super.step();",
    replace: "      }\n      super.step();\n    }",
    caughtBy: ["adamw.decoupled"],
    diagnosis:
      "behaves like an AdamW that takes Adam's whole step inside the loop over the groups: with two groups every parameter steps twice",
  },
  {
    id: "adamw.decay-keeps-first-rate",
    file: "src/adamw.ts",
    find: "for (const { params, learningRate, weightDecay } of this.paramGroups) {\n      for (const parameter of params) {\n        if (parameter.grad === null) continue;\n        parameter.data = parameter.data.mul(1 - learningRate * weightDecay);",
    replace:
      "const { learningRate } = this.defaults;\n    for (const { params, weightDecay } of this.paramGroups) {\n      for (const parameter of params) {\n        if (parameter.grad === null) continue;\n        parameter.data = parameter.data.mul(1 - learningRate * weightDecay);",
    caughtBy: ["adamw.decoupled"],
    diagnosis:
      "behaves like an AdamW whose decay uses the rate of the constructor: neither a schedule nor a group's own rate reaches it",
  },
  {
    id: "adamw.adam-once-per-group",
    file: "src/adamw.ts",
    find: "    }\n    super.step();",
    replace: "      super.step();\n    }",
    caughtBy: ["adamw.decoupled"],
    diagnosis:
      "behaves like super.step() inside the loop over groups: with two groups every parameter takes two Adam steps (and some before their decay)",
  },
]);
