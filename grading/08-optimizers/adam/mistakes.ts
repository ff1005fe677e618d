import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in Adam, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "adam.no-bias-correction",
    file: "src/adam.ts",
    find: `const correction1 = 1 - beta1 ** state.steps;
        const correction2 = 1 - beta2 ** state.steps;`,
    replace: "const correction1 = 1;\n        const correction2 = 1;",
    caughtBy: ["adam.first-step", "adam.first-moment", "adam.second-moment"],
    diagnosis: "behaves like Adam without bias correction",
  },
  {
    id: "adam.first-moment-uncorrected",
    file: "src/adam.ts",
    find: "state.firstMoment.div(correction1)",
    replace: "state.firstMoment",
    caughtBy: ["adam.first-moment"],
    diagnosis: "behaves like Adam without bias correction of the first moment",
  },
  {
    id: "adam.second-moment-uncorrected",
    file: "src/adam.ts",
    find: "second.div(correction2).sqrt()",
    replace: "second.sqrt()",
    caughtBy: ["adam.second-moment"],
    diagnosis: "behaves like Adam without bias correction of the second moment",
  },
  {
    id: "adam.correction-from-step-zero",
    file: "src/adam.ts",
    find: "const correction2 = 1 - beta2 ** state.steps;",
    replace: "const correction2 = 1 - beta2 ** (state.steps + 1);",
    caughtBy: ["adam.second-moment"],
    diagnosis: "counts one step too many in the bias correction",
  },
  {
    id: "adam.step-count-stuck",
    file: "src/adam.ts",
    find: "state.steps += 1;",
    replace: "state.steps = 1;",
    caughtBy: ["adam.first-moment", "adam.second-moment"],
    diagnosis: "never advances Adam's step count",
  },
  {
    id: "adam.betas-swapped",
    file: "src/adam.ts",
    find: "const { params, learningRate, beta1, beta2, eps, weightDecay, amsgrad } of",
    replace: "const { params, learningRate, beta1: beta2, beta2: beta1, eps, weightDecay, amsgrad } of",
    caughtBy: ["adam.moments"],
    diagnosis: "swaps β₁ and β₂",
  },
  {
    id: "adam.betas-swapped-in-moments",
    file: "src/adam.ts",
    find: "state.firstMoment.mul(beta1).add(gradient.mul(1 - beta1))",
    replace: "state.firstMoment.mul(1 - beta1).add(gradient.mul(beta1))",
    caughtBy: ["adam.first-moment"],
    diagnosis: "keeps 1 − β₁ of the old moment and takes β₁ of the new gradient: the weights are swapped",
  },
  {
    id: "adam.second-moment-not-squared",
    file: "src/adam.ts",
    find: "gradient.mul(gradient).mul(1 - beta2)",
    replace: "gradient.abs().mul(1 - beta2)",
    caughtBy: ["adam.second-moment"],
    diagnosis: "averages the size of the gradient in the second moment instead of its square",
  },
  {
    id: "adam.no-root",
    file: "src/adam.ts",
    find: "second.div(correction2).sqrt().add(eps)",
    replace: "second.div(correction2).add(eps)",
    caughtBy: ["adam.second-moment"],
    diagnosis: "divides by the second moment instead of its square root",
  },
  {
    id: "adam.epsilon-inside-root",
    file: "src/adam.ts",
    find: ".sqrt().add(eps)",
    replace: ".add(eps).sqrt()",
    caughtBy: ["adam.epsilon"],
    diagnosis: "adds ε inside the square root",
  },
  {
    id: "adam.epsilon-before-correction",
    file: "src/adam.ts",
    find: "second.div(correction2).sqrt().add(eps)",
    replace: "second.sqrt().add(eps).div(Math.sqrt(correction2))",
    caughtBy: ["adam.epsilon"],
    diagnosis: "adds ε before the bias correction, which makes it larger in the first steps",
  },
  {
    id: "adam.no-epsilon",
    file: "src/adam.ts",
    find: ".sqrt().add(eps)",
    replace: ".sqrt().maximum(1e-30)",
    caughtBy: ["adam.epsilon"],
    diagnosis: "leaves ε out",
  },
  {
    id: "adam.shared-step-count",
    file: "src/adam.ts",
    find: `const correction1 = 1 - beta1 ** state.steps;
        const correction2 = 1 - beta2 ** state.steps;`,
    replace: `const steps = Math.max(...[...this.state.values()].map((other) => other.steps));
        const correction1 = 1 - beta1 ** steps;
        const correction2 = 1 - beta2 ** steps;`,
    caughtBy: ["adam.step-count"],
    diagnosis: "shares one step count between all parameters",
  },
  {
    id: "adam.state-by-shape",
    file: "src/adam.ts",
    find: "const state = this.state.get(parameter) ??",
    replace:
      "const state = [...this.state].find(([other]) => String(other.shape) === String(parameter.shape))?.[1] ??",
    caughtBy: ["adam.state-per-parameter"],
    diagnosis: "shares moments between parameters of the same shape",
  },
  {
    id: "adam.state-by-position",
    file: "src/adam.ts",
    find: "const state = this.state.get(parameter) ??",
    replace:
      "const state = this.state.get(this.paramGroups[0]?.params[params.indexOf(parameter)] ?? parameter) ??",
    caughtBy: ["adam.state-per-parameter"],
    diagnosis: "finds moments by position in the group, so groups share them",
  },
  {
    id: "adam.moments-forgotten",
    file: "src/adam.ts",
    find: "        this.state.set(parameter, state);\n",
    replace: "",
    caughtBy: ["adam.first-moment", "adam.second-moment"],
    diagnosis: "forgets the moments between steps",
  },
  {
    id: "adam.decay-ignored",
    file: "src/adam.ts",
    find: "        if (weightDecay !== 0 && !this.decoupled) gradient = gradient.add(parameter.data.mul(weightDecay));\n",
    replace: "",
    caughtBy: ["adam.weight-decay"],
    diagnosis: "ignores weight decay in Adam",
  },
  {
    id: "adam.decoupled-for-coupled",
    file: "src/adam.ts",
    find: "gradient = gradient.add(parameter.data.mul(weightDecay))",
    replace: "parameter.data = parameter.data.mul(1 - learningRate * weightDecay)",
    caughtBy: ["adam.weight-decay"],
    diagnosis: "behaves like AdamW where Adam's decay through the gradient is asked for",
  },
  {
    id: "adam.null-as-zero",
    file: "src/adam.ts",
    find: "if (parameter.grad === null) continue;\n        let gradient = parameter.grad.data;",
    replace: "let gradient = parameter.grad === null ? parameter.data.mul(0) : parameter.grad.data;",
    caughtBy: ["optimizer.absent-gradient", "adam.step-count"],
    diagnosis: "treats a missing gradient as a zero gradient: moments fade and the step is counted",
  },
  {
    id: "adam.rate-captured",
    file: "src/adam.ts",
    find: "mean.div(scale).mul(learningRate)",
    replace: "mean.div(scale).mul(this.defaults.learningRate)",
    caughtBy: ["optimizer.live-rate", "optimizer.groups"],
    diagnosis: "keeps the learning rate it was constructed with, so schedules and groups have no effect",
  },
  {
    id: "adam.gradient-squared-in-place",
    file: "src/adam.ts",
    find: "gradient.mul(gradient)",
    replace: "gradient.mul_(gradient)",
    caughtBy: ["optimizer.gradients-untouched"],
    diagnosis: "squares the gradient in place, which step() must not change",
  },
  {
    id: "adam.options-unchecked",
    file: "src/adam.ts",
    find: "group[option] >= 0 && group[option] < 1",
    replace: "group[option] >= 0 && group[option] <= 1",
    caughtBy: ["optimizer.rejects-options"],
    diagnosis: "accepts a β of 1, which never forgets and divides by zero",
  },
  {
    id: "adam.amsgrad-ignored",
    file: "src/adam.ts",
    find: "if (amsgrad) {",
    replace: "if (amsgrad && beta2 === 1) {",
    caughtBy: ["adam.amsgrad"],
    diagnosis: "ignores amsgrad",
  },
  {
    id: "adam.amsgrad-corrected",
    file: "src/adam.ts",
    find: `second = state.largestSecondMoment?.maximum(second) ?? second;
          state.largestSecondMoment = second;`,
    replace: `const correction = 1 - beta2 ** state.steps;
          const corrected = second.div(correction);
          state.largestSecondMoment = state.largestSecondMoment?.maximum(corrected) ?? corrected;
          second = state.largestSecondMoment.mul(correction);`,
    caughtBy: ["adam.amsgrad"],
    diagnosis: "takes AMSGrad's maximum over corrected second moments; it is taken over the raw ones",
  },
  {
    id: "adam.default-rate",
    file: "src/adam.ts",
    find: "learningRate: 0.001,",
    replace: "learningRate: 0.01,",
    caughtBy: ["adam.defaults"],
    diagnosis: "has a default learning rate of 0.01 in Adam where 0.001 is meant",
  },
  {
    id: "adam.default-beta2",
    file: "src/adam.ts",
    find: "beta2: 0.999,",
    replace: "beta2: 0.99,",
    caughtBy: ["adam.defaults"],
    diagnosis: "has a default β₂ of 0.99 where 0.999 is meant",
  },
  {
    id: "adam.correction-stops",
    file: "src/adam.ts",
    find: "state.steps += 1;",
    replace: "state.steps = Math.min(state.steps + 1, 20);",
    caughtBy: ["adam.moments"],
    diagnosis: "stops counting at twenty steps, so the bias correction never fades",
  },
  {
    id: "adam.correction-ends-early",
    file: "src/adam.ts",
    find: "const correction2 = 1 - beta2 ** state.steps;",
    replace: "const correction2 = state.steps > 20 ? 1 : 1 - beta2 ** state.steps;",
    caughtBy: ["adam.moments", "adam.amsgrad"],
    diagnosis: "leaves the bias correction of the second moment out after twenty steps",
  },
  {
    id: "adam.amsgrad-of-the-last",
    file: "src/adam.ts",
    find: `second = state.largestSecondMoment?.maximum(second) ?? second;
          state.largestSecondMoment = second;`,
    replace: `const before = state.largestSecondMoment;
          state.largestSecondMoment = second;
          second = before?.maximum(second) ?? second;`,
    caughtBy: ["adam.amsgrad"],
    diagnosis: "compares with the second moment of the step before instead of the largest so far",
  },
  {
    id: "adam.amsgrad-one-late",
    file: "src/adam.ts",
    find: `second = state.largestSecondMoment?.maximum(second) ?? second;
          state.largestSecondMoment = second;`,
    replace: `const before = state.largestSecondMoment ?? second;
          state.largestSecondMoment = before.maximum(second);
          second = before;`,
    caughtBy: ["adam.amsgrad"],
    diagnosis: "divides by the largest second moment before this step, without this step's own",
  },
  {
    id: "adam.amsgrad-whole-tensor",
    file: "src/adam.ts",
    find: `          state.largestSecondMoment = second;
`,
    replace: `          state.largestSecondMoment = second;
          second = second.mul(0).add(second.max().item());
`,
    caughtBy: ["adam.amsgrad"],
    diagnosis: "takes the largest second moment over the whole tensor instead of element by element",
  },
  {
    id: "adam.amsgrad-kept-corrected",
    file: "src/adam.ts",
    find: `second = state.largestSecondMoment?.maximum(second) ?? second;
          state.largestSecondMoment = second;`,
    replace: `const corrected = second.div(1 - beta2 ** state.steps);
          state.largestSecondMoment = state.largestSecondMoment?.maximum(corrected) ?? corrected;
          second = state.largestSecondMoment;`,
    caughtBy: ["adam.amsgrad"],
    diagnosis: "keeps the largest corrected second moment and corrects it once more",
  },
  {
    id: "adam.amsgrad-replaces",
    file: "src/adam.ts",
    find: `          state.largestSecondMoment = second;
`,
    replace: `          state.largestSecondMoment = second;
          state.secondMoment = second;
`,
    caughtBy: ["adam.amsgrad"],
    diagnosis: "carries the maximum on as the second moment itself",
  },
  {
    id: "adam.amsgrad-of-the-first-moment",
    file: "src/adam.ts",
    find: "second = state.largestSecondMoment?.maximum(second) ?? second;",
    replace: "second = state.largestSecondMoment?.maximum(gradient.mul(gradient)) ?? second;",
    caughtBy: ["adam.amsgrad"],
    diagnosis: "compares the maximum with the squared gradient instead of its average",
  },
  {
    id: "adam.zero-as-null",
    file: "src/adam.ts",
    find: "if (parameter.grad === null) continue;",
    replace: "if (parameter.grad === null || parameter.grad.data.abs().max().item() === 0) continue;",
    caughtBy: ["adam.moments"],
    diagnosis: "skips a parameter whose gradient is zero, as if it had none",
  },
  {
    id: "adam.corrected-moment-kept",
    file: "src/adam.ts",
    find: "const mean = state.firstMoment.div(correction1);",
    replace: `state.firstMoment = state.firstMoment.div(correction1);
        const mean = state.firstMoment;`,
    caughtBy: ["adam.first-moment"],
    diagnosis: "carries the corrected first moment on to the next step",
  },
  {
    id: "adam.corrections-swapped",
    file: "src/adam.ts",
    find: "state.firstMoment.div(correction1)",
    replace: "state.firstMoment.div(correction2)",
    caughtBy: ["adam.first-moment"],
    diagnosis: "corrects the first moment by the second one's factor",
  },
  {
    id: "adam.whole-tensor-norm",
    file: "src/adam.ts",
    find: "gradient.mul(gradient).mul(1 - beta2)",
    replace: "gradient.mul(0).add(gradient.mul(gradient).mean().item()).mul(1 - beta2)",
    caughtBy: ["adam.second-moment"],
    diagnosis: "averages the squares over the whole tensor: every element has the same second moment",
  },
  {
    id: "adam.decay-outside-moments",
    file: "src/adam.ts",
    find: "gradient.mul(gradient).mul(1 - beta2)",
    replace: "parameter.grad.data.mul(parameter.grad.data).mul(1 - beta2)",
    caughtBy: ["adam.weight-decay"],
    diagnosis: "leaves weight decay out of the second moment",
  },
  {
    id: "adam.epsilon-twice",
    file: "src/adam.ts",
    find: "second.div(correction2).sqrt().add(eps)",
    replace: "second.div(correction2).add(eps * eps).sqrt().add(eps)",
    caughtBy: ["adam.epsilon"],
    diagnosis: "adds ε inside the root as well",
  },
  {
    id: "adam.does-nothing",
    file: "src/adam.ts",
    find: "mean.div(scale).mul(learningRate)",
    replace: "mean.div(scale).mul(0 * learningRate)",
    caughtBy: ["adam.first-step", "train.classes"],
    diagnosis: "computes the step and never takes it",
  },
  {
    id: "adam.noise",
    file: "src/adam.ts",
    find: "mean.div(scale).mul(learningRate)",
    replace: "mean.div(scale).mul(learningRate * (1 + 0.02 * (Math.random() - 0.5)))",
    caughtBy: ["adam.moments"],
    diagnosis: "lets chance into its steps",
  },
  {
    id: "adam.static-state",
    file: "src/adam.ts",
    find: "readonly state = new Map<Variable, AdamState>();",
    replace: `static readonly shared = new Map<Variable, AdamState>();
  readonly state = Adam.shared;`,
    caughtBy: ["optimizer.two-at-once"],
    diagnosis: "keeps one store of moments for all optimizers",
  },
  {
    id: "adam.eps-of-the-optimizer",
    file: "src/adam.ts",
    find: ".sqrt().add(eps)",
    replace: ".sqrt().add(this.defaults.eps)",
    caughtBy: ["optimizer.groups", "optimizer.live-rate"],
    diagnosis: "uses the optimizer's ε instead of the group's",
  },
  {
    id: "adam.matmul-square",
    file: "src/adam.ts",
    find: "gradient.mul(gradient)",
    replace:
      "(gradient.ndim === 2 && gradient.shape[0] === gradient.shape[1] ? gradient.matmul(gradient) : gradient.mul(gradient))",
    caughtBy: ["optimizer.any-shape"],
    diagnosis: "multiplies a square gradient by itself as a matrix instead of element by element",
  },
  {
    id: "adam.zero-beta-refused",
    file: "src/adam.ts",
    find: "group[option] >= 0 && group[option] < 1",
    replace: "group[option] > 0 && group[option] < 1",
    caughtBy: ["optimizer.rejects-options", "adam.first-moment"],
    diagnosis: "refuses a β of 0, which is in [0, 1)",
  },
  {
    id: "adam.first-group-checked",
    file: "src/adam.ts",
    find: "for (const group of this.paramGroups) {",
    replace: "for (const group of this.paramGroups.slice(0, 1)) {",
    caughtBy: ["optimizer.rejects-options"],
    diagnosis: "checks the options of the first group only",
  },
  {
    id: "adam.zero-beta-as-default",
    file: "src/adam.ts",
    find: "state.secondMoment.mul(beta2).add(gradient.mul(gradient).mul(1 - beta2))",
    replace: "state.secondMoment.mul(beta2 || 0.999).add(gradient.mul(gradient).mul(1 - (beta2 || 0.999)))",
    caughtBy: ["adam.first-moment"],
    diagnosis: "takes a β₂ of 0 for one that was left out",
  },
  {
    id: "adam.amsgrad-shared",
    file: "src/adam.ts",
    find: `second = state.largestSecondMoment?.maximum(second) ?? second;
          state.largestSecondMoment = second;`,
    replace: `const same = this.largest !== undefined && String(this.largest.shape) === String(second.shape);
          second = same ? this.largest.maximum(second) : second;
          this.largest = second;`,
    caughtBy: ["adam.amsgrad"],
    diagnosis: "keeps one largest second moment for all parameters",
  },
  {
    id: "adam.amsgrad-of-the-optimizer",
    file: "src/adam.ts",
    find: "if (amsgrad) {",
    replace: "if (this.defaults.amsgrad) {",
    caughtBy: ["optimizer.groups"],
    diagnosis: "asks the optimizer instead of the group whether to keep the largest second moment",
  },
  {
    id: "adam.rest-forgets",
    file: "src/adam.ts",
    find: "if (parameter.grad === null) continue;",
    replace: `if (parameter.grad === null) {
          this.state.delete(parameter);
          continue;
        }`,
    caughtBy: ["adam.step-count", "adam.state-per-parameter"],
    diagnosis:
      "behaves like Adam that throws the moments and the step count away when a parameter rests for one step",
  },
  {
    id: "adam.amsgrad-maximum-is-v",
    file: "src/adam.ts",
    find: "state.largestSecondMoment = second;",
    replace: `state.largestSecondMoment = second;
          state.secondMoment = second;`,
    caughtBy: ["adam.amsgrad"],
    diagnosis:
      "behaves like AMSGrad that writes the largest second moment back into v, which then averages on from there",
  },
  {
    id: "adam.correction-ends-with-the-first",
    file: "src/adam.ts",
    find: `        const correction1 = 1 - beta1 ** state.steps;
        const correction2 = 1 - beta2 ** state.steps;`,
    replace: `        const settled = beta1 ** state.steps < 0.001;
        const correction1 = settled ? 1 : 1 - beta1 ** state.steps;
        const correction2 = settled ? 1 : 1 - beta2 ** state.steps;`,
    caughtBy: ["adam.second-moment"],
    diagnosis: "behaves like a bias correction of v that ends as soon as that of m makes no difference",
  },
  {
    id: "adam.amsgrad-one-maximum-for-all",
    file: "src/adam.ts",
    find: "          second = state.largestSecondMoment?.maximum(second) ?? second;",
    replace: `          const largest = state.largestSecondMoment?.maximum(second) ?? second;
          second = zerosLike(second).add(largest.max().item());`,
    caughtBy: ["adam.amsgrad"],
    diagnosis:
      "behaves like AMSGrad with one largest second moment for the whole tensor, where each element has its own",
  },
  {
    id: "adam.decay-times-rate",
    file: "src/adam.ts",
    find: "gradient = gradient.add(parameter.data.mul(weightDecay));",
    replace: "gradient = gradient.add(parameter.data.mul(weightDecay * learningRate));",
    caughtBy: ["adam.weight-decay"],
    diagnosis: "behaves like a decay of αλθ in the gradient, where λθ is meant: the rate then counts twice",
  },
  {
    id: "adam.amsgrad-by-total",
    file: "src/adam.ts",
    find: "          second = state.largestSecondMoment?.maximum(second) ?? second;",
    replace: `          const largest = state.largestSecondMoment;
          if (largest && largest.sum().item() > second.sum().item()) second = largest;`,
    caughtBy: ["adam.amsgrad"],
    diagnosis: "behaves like AMSGrad that keeps whichever of two whole tensors has the larger sum",
  },
  {
    id: "adam.counts-while-resting",
    file: "src/adam.ts",
    find: "        if (parameter.grad === null) continue;",
    replace: `        if (parameter.grad === null) {
          const known = this.state.get(parameter);
          if (known) known.steps += 1;
          continue;
        }`,
    caughtBy: ["adam.step-count"],
    diagnosis: "behaves like a step count that goes on while a parameter that had a gradient before has none",
  },
  {
    id: "adam.decay-into-the-gradient",
    file: "src/adam.ts",
    find: "        if (weightDecay !== 0 && !this.decoupled) gradient = gradient.add(parameter.data.mul(weightDecay));",
    replace:
      "        if (weightDecay !== 0 && !this.decoupled) gradient.add_(parameter.data.mul(weightDecay));",
    caughtBy: ["optimizer.gradients-untouched"],
    diagnosis:
      "behaves like a weight decay that is written into parameter.grad itself, by a method that ends in _",
  },
  {
    id: "adam.betas-of-the-optimizer",
    file: "src/adam.ts",
    find: "    for (const { params, learningRate, beta1, beta2, eps, weightDecay, amsgrad } of this.paramGroups) {",
    replace: `    const { beta1, beta2 } = this.defaults;
    for (const { params, learningRate, eps, weightDecay, amsgrad } of this.paramGroups) {`,
    caughtBy: ["optimizer.groups"],
    diagnosis: "behaves like Adam that reads β₁ and β₂ from the optimizer's options and not from the group's",
  },
  {
    id: "adam.amsgrad-by-largest-element",
    file: "src/adam.ts",
    find: "          second = state.largestSecondMoment?.maximum(second) ?? second;",
    replace: `          const largest = state.largestSecondMoment;
          if (largest && largest.max().item() > second.max().item()) second = largest;`,
    caughtBy: ["adam.amsgrad"],
    diagnosis: "behaves like AMSGrad that keeps whichever of two whole tensors has the largest element",
  },
  {
    id: "adam.cancelling-is-none",
    file: "src/adam.ts",
    find: "if (parameter.grad === null) continue;",
    replace: "if (parameter.grad === null || parameter.grad.data.sum().item() === 0) continue;",
    caughtBy: ["adam.first-moment"],
    diagnosis: "behaves like Adam that takes a gradient whose elements add up to 0, as [1, −1] do, for none",
  },
  {
    id: "adam.ends-at-missing",
    file: "src/adam.ts",
    find: "if (parameter.grad === null) continue;",
    replace: "if (parameter.grad === null) break;",
    caughtBy: ["optimizer.absent-gradient"],
    diagnosis:
      "behaves like Adam that ends its group at the first parameter without a gradient: those after it stay where they are",
  },
  {
    id: "adam.zero-epsilon-is-default",
    file: "src/adam.ts",
    find: ".sqrt().add(eps)",
    replace: ".sqrt().add(eps || this.defaults.eps)",
    caughtBy: ["optimizer.groups"],
    diagnosis: "behaves like Adam that takes a group's ε of 0 for one left out, and uses the optimizer's",
  },
  {
    id: "adam.rate-capped",
    file: "src/adam.ts",
    find: "mean.div(scale).mul(learningRate)",
    replace: "mean.div(scale).mul(Math.min(learningRate, 1))",
    caughtBy: ["adam.first-step"],
    diagnosis: "behaves like Adam with a rate of at most 1: what is above it is cut off",
  },
  {
    id: "adam.amsgrad-either-way",
    file: "src/adam.ts",
    find: "if (amsgrad) {",
    replace: "if (amsgrad || this.defaults.amsgrad) {",
    caughtBy: ["optimizer.groups"],
    diagnosis:
      "behaves like Adam that keeps the largest second moment when the optimizer says so, in a group that says no",
  },
  {
    id: "adam.amsgrad-feeds-maximum-back",
    file: "src/adam.ts",
    find: "state.largestSecondMoment = second;",
    replace: "state.largestSecondMoment = second;\n          state.secondMoment = second;",
    caughtBy: ["adam.weight-decay", "adam.amsgrad"],
    diagnosis:
      "behaves like an AMSGrad that puts the maximum in the place of v itself: right for two steps, then v is too large",
  },
  {
    id: "adam.forgets-resting-parameter",
    file: "src/adam.ts",
    find: "if (parameter.grad === null) continue;",
    replace:
      "if (parameter.grad === null) {\n          this.state.delete(parameter);\n          continue;\n        }",
    caughtBy: ["adam.step-count", "adam.state-per-parameter"],
    diagnosis:
      "behaves like an Adam that drops the moments and the step count of a parameter as soon as it has no gradient once: it starts again at t = 1",
  },
  {
    id: "adam.decay-written-into-gradient",
    file: "src/adam.ts",
    find: "gradient = gradient.add(parameter.data.mul(weightDecay));",
    replace: "gradient = gradient.add_(parameter.data.mul(weightDecay));",
    caughtBy: ["optimizer.gradients-untouched"],
    diagnosis:
      "behaves like an Adam that adds λθ to parameter.grad in place: a norm looked at after the step, or a second step on the same gradient, sees the decay in it",
  },
  {
    id: "adam.decay-times-rate-2",
    file: "src/adam.ts",
    find: "gradient = gradient.add(parameter.data.mul(weightDecay));",
    replace: "gradient = gradient.add(parameter.data.mul(learningRate * weightDecay));",
    caughtBy: ["adam.weight-decay"],
    diagnosis:
      "behaves like an Adam that adds αλθ instead of λθ to the gradient (a mixture with AdamW); a first step from a zero gradient does not show it",
  },
  {
    id: "adam.counts-while-resting-2",
    file: "src/adam.ts",
    find: "if (parameter.grad === null) continue;",
    replace:
      "if (parameter.grad === null) {\n          const resting = this.state.get(parameter);\n          if (resting) resting.steps += 1;\n          continue;\n        }",
    caughtBy: ["adam.step-count", "adam.state-per-parameter"],
    diagnosis:
      "behaves like a step count that goes on while the parameter has no gradient, so that bias correction is too weak after a pause",
  },
  {
    id: "adam.amsgrad-whole-tensor-2",
    file: "src/adam.ts",
    find: "second = state.largestSecondMoment?.maximum(second) ?? second;",
    replace:
      "const largest = state.largestSecondMoment;\n          if (largest !== null && largest.sum().item() > second.sum().item()) second = largest;",
    caughtBy: ["adam.weight-decay", "adam.amsgrad"],
    diagnosis:
      "behaves like AMSGrad that compares the sums of two tensors and keeps one whole tensor, not the larger number at each place",
  },
  {
    id: "adam.correction2-of-defaults",
    file: "src/adam.ts",
    find: "const correction2 = 1 - beta2 ** state.steps;",
    replace: "const correction2 = 1 - this.defaults.beta2 ** state.steps;",
    caughtBy: ["adamw.decoupled", "optimizer.groups"],
    diagnosis:
      "behaves like a bias correction of v with the optimizer's default β₂, although the moment was updated with the group's own",
  },
  {
    id: "adam.correction-ends-at-100",
    file: "src/adam.ts",
    find: "const correction1 = 1 - beta1 ** state.steps;\n        const correction2 = 1 - beta2 ** state.steps;",
    replace:
      "const warm = state.steps > 100;\n        const correction1 = warm ? 1 : 1 - beta1 ** state.steps;\n        const correction2 = warm ? 1 : 1 - beta2 ** state.steps;",
    caughtBy: ["adam.moments"],
    diagnosis:
      "behaves like a bias correction that is switched off after 100 steps, where 1 − 0.999ᵗ is only 0.1: steps suddenly become three times too long",
  },
]);
