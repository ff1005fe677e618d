import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in SGD, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "sgd.from-the-library",
    file: "src/index.ts",
    find: 'export { SGD, type SGDOptions } from "./sgd.ts";',
    replace: 'export { SGD, type SGDOptions } from "@tinytorch/optimizers";',
    caughtBy: ["sgd.plain", "sgd.momentum"],
    diagnosis: "has the library's SGD do the work",
    shortcut: true,
  },
  {
    id: "sgd.group-zero-options",
    file: "src/sgd.ts",
    find: "for (const { params, learningRate, momentum, dampening, weightDecay, nesterov } of this.paramGroups) {",
    replace:
      "for (const { params } of this.paramGroups) { const { learningRate, momentum, dampening, weightDecay, nesterov } = this.paramGroups[0];",
    caughtBy: ["optimizer.groups"],
    diagnosis: "uses the first group's options for all groups",
  },
  {
    id: "sgd.rate-captured",
    file: "src/sgd.ts",
    find: "parameter.data.sub(direction.mul(learningRate))",
    replace: "parameter.data.sub(direction.mul(this.defaults.learningRate))",
    caughtBy: ["optimizer.live-rate", "optimizer.groups"],
    diagnosis: "keeps the learning rate it was constructed with, so schedules and groups have no effect",
  },
  {
    id: "sgd.null-as-zero",
    file: "src/sgd.ts",
    find: "if (parameter.grad === null) continue;\n        let gradient = parameter.grad.data;",
    replace: "let gradient = parameter.grad === null ? parameter.data.mul(0) : parameter.grad.data;",
    caughtBy: ["optimizer.absent-gradient"],
    diagnosis: "treats a missing gradient as a zero gradient: the parameter decays and coasts",
  },
  {
    id: "sgd.null-still-decays",
    file: "src/sgd.ts",
    find: "if (parameter.grad === null) continue;",
    replace:
      "if (parameter.grad === null) { parameter.data = parameter.data.mul(1 - learningRate * weightDecay); continue; }",
    caughtBy: ["optimizer.absent-gradient"],
    diagnosis: "decays parameters that have no gradient",
  },
  {
    id: "sgd.null-ends-the-step",
    file: "src/sgd.ts",
    find: "if (parameter.grad === null) continue;",
    replace: "if (parameter.grad === null) return;",
    caughtBy: ["sgd.velocity-per-parameter"],
    diagnosis: "stops at the first parameter without a gradient instead of going on to the next",
  },
  {
    id: "sgd.uphill",
    file: "src/sgd.ts",
    find: "parameter.data = parameter.data.sub(",
    replace: "parameter.data = parameter.data.add(",
    caughtBy: ["sgd.plain"],
    diagnosis: "walks uphill: the step is added where it should be subtracted",
  },
  {
    id: "sgd.first-parameter-only",
    file: "src/sgd.ts",
    find: "for (const parameter of params) {",
    replace: "for (const parameter of params.slice(0, 1)) {",
    caughtBy: ["sgd.plain"],
    diagnosis: "updates only the first parameter of each group",
  },
  {
    id: "sgd.new-variable",
    file: "src/sgd.ts",
    find: "parameter.data = parameter.data.sub(direction.mul(learningRate));",
    replace: "parameter.sub(direction.mul(learningRate));",
    caughtBy: ["sgd.plain"],
    diagnosis: "computes the update on the tape as a new Variable, and the parameter itself never moves",
  },
  {
    id: "sgd.momentum-ignored",
    file: "src/sgd.ts",
    find: "before.mul(momentum).add(gradient.mul(1 - dampening))",
    replace: "gradient.mul(1 - dampening)",
    caughtBy: ["sgd.momentum"],
    diagnosis: "behaves like SGD without momentum: the old velocity is dropped",
  },
  {
    id: "sgd.velocity-sign",
    file: "src/sgd.ts",
    find: "before.mul(momentum).add(gradient.mul(1 - dampening))",
    replace: "before.mul(momentum).sub(gradient.mul(1 - dampening))",
    caughtBy: ["sgd.momentum"],
    diagnosis:
      "subtracts the gradient from the velocity and then the velocity from the parameter: the signs cancel",
  },
  {
    id: "sgd.averaged-velocity",
    file: "src/sgd.ts",
    find: "add(gradient.mul(1 - dampening))",
    replace: "add(gradient.mul((1 - momentum) * (1 - dampening)))",
    caughtBy: ["sgd.momentum"],
    diagnosis: "behaves like a velocity that averages, b = μb + (1−μ)g, which is Adam's first moment",
  },
  {
    id: "sgd.averaged-from-the-start",
    file: "src/sgd.ts",
    find: ": gradient.clone();",
    replace: ": gradient.mul(1 - momentum);",
    caughtBy: ["sgd.momentum"],
    diagnosis: "scales the first velocity by 1 − μ; it should be the whole first gradient",
  },
  {
    id: "sgd.velocity-never-stored",
    file: "src/sgd.ts",
    find: "          this.velocity.set(parameter, velocity);\n",
    replace: "",
    caughtBy: ["sgd.momentum", "sgd.zero-gradient"],
    diagnosis: "forgets the velocity between steps",
  },
  {
    id: "sgd.velocity-by-shape",
    file: "src/sgd.ts",
    find: "readonly velocity = new Map<Variable, Tensor>();",
    replace: `readonly velocity = {
    kept: new Map<string, Tensor>(),
    get(parameter: Variable) { return this.kept.get(String(parameter.shape)); },
    set(parameter: Variable, velocity: Tensor) { this.kept.set(String(parameter.shape), velocity); },
  };`,
    caughtBy: ["sgd.velocity-per-parameter"],
    diagnosis: "shares one velocity between parameters of the same shape",
  },
  {
    id: "sgd.velocity-by-position",
    file: "src/sgd.ts",
    find: "const before = this.velocity.get(parameter);",
    replace: `const position = params.filter((other) => other.grad !== null).indexOf(parameter);
          const before = [...this.velocity.values()][position];`,
    caughtBy: ["sgd.velocity-per-parameter"],
    diagnosis: "finds velocities by position, which shifts when a parameter has no gradient",
  },
  {
    id: "sgd.velocity-by-index-in-group",
    file: "src/sgd.ts",
    find: "const before = this.velocity.get(parameter);",
    replace:
      "const before = this.velocity.get(this.paramGroups[0]?.params[params.indexOf(parameter)] ?? parameter);",
    caughtBy: ["sgd.velocity-per-parameter"],
    diagnosis: "finds velocities by position in the group, so groups share them",
  },
  {
    id: "sgd.rate-inside-velocity",
    file: "src/sgd.ts",
    find: `const velocity = before ? before.mul(momentum).add(gradient.mul(1 - dampening)) : gradient.clone();
          this.velocity.set(parameter, velocity);
          direction = nesterov ? gradient.add(velocity.mul(momentum)) : velocity;`,
    replace: `const fresh = gradient.mul(learningRate);
          const velocity = before ? before.mul(momentum).add(fresh.mul(1 - dampening)) : fresh;
          this.velocity.set(parameter, velocity);
          direction = (nesterov ? fresh.add(velocity.mul(momentum)) : velocity).div(learningRate);`,
    caughtBy: ["sgd.rate-outside-velocity"],
    diagnosis: "keeps the learning rate inside the velocity, so a new rate takes effect slowly",
  },
  {
    id: "sgd.no-decay",
    file: "src/sgd.ts",
    find: "        if (weightDecay !== 0) gradient = gradient.add(parameter.data.mul(weightDecay));\n",
    replace: "",
    caughtBy: ["sgd.weight-decay"],
    diagnosis: "ignores weight decay",
  },
  {
    id: "sgd.decoupled-decay",
    file: "src/sgd.ts",
    find: "if (weightDecay !== 0) gradient = gradient.add(parameter.data.mul(weightDecay));",
    replace: "parameter.data = parameter.data.mul(1 - learningRate * weightDecay);",
    caughtBy: ["sgd.weight-decay"],
    diagnosis: "decays the parameter directly (as AdamW does) instead of through the gradient",
  },
  {
    id: "sgd.decay-sign",
    file: "src/sgd.ts",
    find: "gradient.add(parameter.data.mul(weightDecay))",
    replace: "gradient.sub(parameter.data.mul(weightDecay))",
    caughtBy: ["sgd.weight-decay"],
    diagnosis: "pushes parameters away from zero: the sign of weight decay is wrong",
  },
  {
    id: "sgd.dampened-first-step",
    file: "src/sgd.ts",
    find: ": gradient.clone();",
    replace: ": gradient.mul(1 - dampening);",
    caughtBy: ["sgd.dampening"],
    diagnosis: "dampens the first gradient too",
  },
  {
    id: "sgd.no-dampening",
    file: "src/sgd.ts",
    find: ".add(gradient.mul(1 - dampening))",
    replace: ".add(gradient)",
    caughtBy: ["sgd.dampening"],
    diagnosis: "ignores dampening",
  },
  {
    id: "sgd.stale-nesterov",
    file: "src/sgd.ts",
    find: "gradient.add(velocity.mul(momentum))",
    replace: "gradient.add((before ?? velocity).mul(momentum))",
    caughtBy: ["sgd.nesterov"],
    diagnosis: "takes Nesterov's look ahead with the velocity from before this step",
  },
  {
    id: "sgd.no-nesterov",
    file: "src/sgd.ts",
    find: "nesterov ? gradient.add(velocity.mul(momentum)) : velocity",
    replace: "velocity",
    caughtBy: ["sgd.nesterov"],
    diagnosis: "ignores nesterov and takes the plain momentum step",
  },
  {
    id: "sgd.zero-as-null",
    file: "src/sgd.ts",
    find: "if (parameter.grad === null) continue;",
    replace: "if (parameter.grad === null || parameter.grad.data.abs().max().item() === 0) continue;",
    caughtBy: ["sgd.zero-gradient"],
    diagnosis: "skips a parameter whose gradient is zero, as if it had none",
  },
  {
    id: "sgd.aliased-velocity",
    file: "src/sgd.ts",
    find: "gradient.clone()",
    replace: "gradient",
    caughtBy: ["sgd.own-copy"],
    diagnosis: "uses the gradient's own tensor as the first velocity, so zeroing the gradient erases it",
  },
  {
    id: "sgd.options-unchecked",
    file: "src/sgd.ts",
    find: "if (!(group[option] >= 0)) throw",
    replace: "if (Number.isNaN(group[option])) throw",
    caughtBy: ["optimizer.rejects-options"],
    diagnosis: "accepts negative options",
  },
  {
    id: "sgd.nesterov-unchecked",
    file: "src/sgd.ts",
    find: "group.nesterov && (group.momentum === 0 || group.dampening !== 0)",
    replace: "group.nesterov && group.momentum < 0",
    caughtBy: ["optimizer.rejects-options"],
    diagnosis: "accepts nesterov without momentum",
  },
  {
    id: "sgd.velocity-restarts",
    file: "src/sgd.ts",
    find: `          this.velocity.set(parameter, velocity);
`,
    replace: `          this.velocity.set(parameter, velocity);
          this.calls = (this.calls ?? 0) + 1;
          if (this.calls % 20 === 0) this.velocity.clear();
`,
    caughtBy: ["sgd.momentum", "sgd.nesterov"],
    diagnosis: "forgets the velocity every so often",
  },
  {
    id: "sgd.nesterov-after-twenty",
    file: "src/sgd.ts",
    find: "direction = nesterov ?",
    replace: `this.calls = (this.calls ?? 0) + 1;
          direction = nesterov && this.calls <= 20 ?`,
    caughtBy: ["sgd.nesterov"],
    diagnosis: "looks ahead in the first steps only",
  },
  {
    id: "sgd.dampening-wears-off",
    file: "src/sgd.ts",
    find: "gradient.mul(1 - dampening)",
    replace: "gradient.mul(1 - dampening / (1 + (this.calls = (this.calls ?? 0) + 1) / 500))",
    caughtBy: ["sgd.dampening"],
    diagnosis: "dampens less and less as steps go by",
  },
  {
    id: "sgd.first-means-zero-velocity",
    file: "src/sgd.ts",
    find: "const before = this.velocity.get(parameter);",
    replace: `const known = this.velocity.get(parameter);
          const before = known && known.abs().max().item() > 0 ? known : undefined;`,
    caughtBy: ["sgd.dampening"],
    diagnosis: "takes a velocity of zero for none, so the step after a zero gradient is not dampened",
  },
  {
    id: "sgd.stopped-rate-stops-velocity",
    file: "src/sgd.ts",
    find: "if (parameter.grad === null) continue;",
    replace: "if (parameter.grad === null || learningRate === 0) continue;",
    caughtBy: ["sgd.rate-outside-velocity"],
    diagnosis: "does not update the velocity while the rate is 0",
  },
  {
    id: "sgd.turns-forget",
    file: "src/sgd.ts",
    find: "const before = this.velocity.get(parameter);",
    replace: `const known = this.velocity.get(parameter);
          const turned = known !== undefined && known.mul(gradient).sum().item() < 0;
          const before = turned ? known.mul(0) : known;`,
    caughtBy: ["sgd.momentum"],
    diagnosis: "drops the velocity when the gradient turns against it",
  },
  {
    id: "sgd.velocity-clipped",
    file: "src/sgd.ts",
    find: "before.mul(momentum).add(gradient.mul(1 - dampening))",
    replace: "before.mul(momentum).add(gradient.mul(1 - dampening)).clamp({ min: -1000, max: 1000 })",
    caughtBy: ["sgd.momentum", "sgd.nesterov"],
    diagnosis: "holds the velocity within bounds that nobody asked for",
  },
  {
    id: "sgd.tiny-ignored",
    file: "src/sgd.ts",
    find: "let gradient = parameter.grad.data;",
    replace: "let gradient = parameter.grad.data.mul(parameter.grad.data.abs().gt(1e-5));",
    caughtBy: ["sgd.plain", "sgd.momentum"],
    diagnosis: "takes tiny gradients for zero",
  },
  {
    id: "sgd.nesterov-without-decay",
    file: "src/sgd.ts",
    find: "gradient.add(velocity.mul(momentum))",
    replace: "parameter.grad.data.add(velocity.mul(momentum))",
    caughtBy: ["sgd.weight-decay"],
    diagnosis: "leaves weight decay out of the gradient that Nesterov adds to the velocity",
  },
  {
    id: "sgd.dampened-without-momentum",
    file: "src/sgd.ts",
    find: "let direction = gradient;",
    replace: "let direction = gradient.mul(1 - dampening);",
    caughtBy: ["sgd.dampening"],
    diagnosis: "dampens plain gradient descent, which has no velocity",
  },
  {
    id: "sgd.default-rate",
    file: "src/sgd.ts",
    find: "learningRate: 0.001,",
    replace: "learningRate: 0.01,",
    caughtBy: ["sgd.plain"],
    diagnosis: "has a default learning rate of 0.01 in SGD where 0.001 is meant",
  },
  {
    id: "sgd.static-velocity",
    file: "src/sgd.ts",
    find: "readonly velocity = new Map<Variable, Tensor>();",
    replace: `static readonly shared = new Map<Variable, Tensor>();
  readonly velocity = SGD.shared;`,
    caughtBy: ["optimizer.two-at-once"],
    diagnosis: "keeps one store of velocities for all optimizers",
  },
  {
    id: "sgd.in-place-on-gradient",
    file: "src/sgd.ts",
    find: "this.velocity.set(parameter, velocity);",
    replace: `this.velocity.set(parameter, velocity);
          if (before === undefined) parameter.grad.data.mul_(1 - dampening);`,
    caughtBy: ["optimizer.gradients-untouched"],
    diagnosis: "dampens the first gradient itself, which step() must not change",
  },
  {
    id: "sgd.largest-element-only",
    file: "src/sgd.ts",
    find: "direction = nesterov ? gradient.add(velocity.mul(momentum)) : velocity;",
    replace:
      "direction = nesterov && gradient.abs().max().item() > 0 ? gradient.add(velocity.mul(momentum)) : velocity;",
    caughtBy: ["sgd.nesterov"],
    diagnosis: "takes the plain momentum step where the gradient is zero",
  },
  {
    id: "sgd.decay-wears-off",
    file: "src/sgd.ts",
    find: "gradient = gradient.add(parameter.data.mul(weightDecay));",
    replace:
      "if ((this.calls = (this.calls ?? 0) + 1) <= 25) gradient = gradient.add(parameter.data.mul(weightDecay));",
    caughtBy: ["sgd.weight-decay"],
    diagnosis: "stops decaying after some steps",
  },
  {
    id: "sgd.zero-rate-as-default",
    file: "src/sgd.ts",
    find: "parameter.data.sub(direction.mul(learningRate))",
    replace: "parameter.data.sub(direction.mul(learningRate || 0.001))",
    caughtBy: ["sgd.plain", "sgd.rate-outside-velocity"],
    diagnosis: "takes a rate of 0 for one that was left out",
  },
  {
    id: "sgd.first-step-of-all",
    file: "src/sgd.ts",
    find: "const before = this.velocity.get(parameter);",
    replace: `const known = this.velocity.get(parameter);
          const before = known ?? (this.velocity.size > 0 ? gradient.mul(0) : undefined);`,
    caughtBy: ["sgd.dampening"],
    diagnosis: "dampens the first gradient of a parameter that joins late",
  },
  {
    id: "sgd.dampening-captured",
    file: "src/sgd.ts",
    find: "gradient.mul(1 - dampening)",
    replace: "gradient.mul(1 - this.defaults.dampening)",
    caughtBy: ["optimizer.groups", "optimizer.live-rate"],
    diagnosis: "uses the optimizer's dampening instead of the group's",
  },
  {
    id: "sgd.coasts-without-gradient",
    file: "src/sgd.ts",
    find: "if (parameter.grad === null) continue;",
    replace: `if (parameter.grad === null) {
          const rolling = this.velocity.get(parameter)?.mul(momentum);
          if (rolling) {
            this.velocity.set(parameter, rolling);
            parameter.data = parameter.data.sub(rolling.mul(learningRate));
          }
          continue;
        }`,
    caughtBy: ["optimizer.absent-gradient"],
    diagnosis:
      "behaves like a missing gradient that is a gradient of zeros for who moved before: the parameter rolls on",
  },
  {
    id: "sgd.rest-forgets",
    file: "src/sgd.ts",
    find: "        if (parameter.grad === null) continue;",
    replace: `        if (parameter.grad === null) {
          this.velocity.delete(parameter);
          continue;
        }`,
    caughtBy: ["sgd.velocity-per-parameter"],
    diagnosis: "behaves like a velocity that is thrown away when a parameter has no gradient for one step",
  },
  {
    id: "sgd.nesterov-check-of-the-optimizer",
    file: "src/sgd.ts",
    find: "      if (group.nesterov && (group.momentum === 0 || group.dampening !== 0)) {",
    replace: "      if (options.nesterov && (group.momentum === 0 || group.dampening !== 0)) {",
    caughtBy: ["optimizer.rejects-options"],
    diagnosis:
      "behaves like a check that asks the optimizer's options whether Nesterov is on, and not the group's",
  },
  {
    id: "sgd.velocity-without-momentum",
    file: "src/sgd.ts",
    find: "        if (momentum !== 0) {",
    replace: "        if (momentum >= 0) {",
    caughtBy: ["sgd.dampening"],
    diagnosis:
      "behaves like a velocity that is kept where momentum is 0 too: dampening then holds plain steps back",
  },
  {
    id: "sgd.dampening-spares-decay",
    file: "src/sgd.ts",
    find: "before.mul(momentum).add(gradient.mul(1 - dampening))",
    replace: "before.mul(momentum).add(gradient.sub(parameter.grad.data.mul(dampening)))",
    caughtBy: ["sgd.weight-decay"],
    diagnosis: "behaves like dampening of ∇L alone: λθ enters the velocity undamped",
  },
  {
    id: "sgd.dampening-check-of-the-optimizer",
    file: "src/sgd.ts",
    find: "(group.momentum === 0 || group.dampening !== 0)",
    replace: "(group.momentum === 0 || this.defaults.dampening !== 0)",
    caughtBy: ["optimizer.rejects-options"],
    diagnosis:
      "behaves like a check of the optimizer's own dampening: a Nesterov group with one of its own is taken",
  },
  {
    id: "sgd.rate-capped",
    file: "src/sgd.ts",
    find: "direction.mul(learningRate)",
    replace: "direction.mul(Math.min(learningRate, 1))",
    caughtBy: ["sgd.momentum"],
    diagnosis: "behaves like SGD with a rate of at most 1: what is above it is cut off",
  },
  {
    id: "sgd.momentum-capped",
    file: "src/sgd.ts",
    find: "before.mul(momentum)",
    replace: "before.mul(Math.min(momentum, 1))",
    caughtBy: ["sgd.momentum"],
    diagnosis: "behaves like SGD with a momentum of at most 1 in the velocity: what is above it is cut off",
  },
  {
    id: "sgd.decay-capped",
    file: "src/sgd.ts",
    find: "parameter.data.mul(weightDecay)",
    replace: "parameter.data.mul(Math.min(weightDecay, 1))",
    caughtBy: ["sgd.weight-decay"],
    diagnosis: "behaves like SGD with a weight decay of at most 1: what is above it is cut off",
  },
  {
    id: "sgd.cancelling-is-none",
    file: "src/sgd.ts",
    find: "if (parameter.grad === null) continue;",
    replace: "if (parameter.grad === null || parameter.grad.data.sum().item() === 0) continue;",
    caughtBy: ["sgd.plain"],
    diagnosis: "behaves like SGD that takes a gradient whose elements add up to 0, as [1, −1] do, for none",
  },
  {
    id: "sgd.ends-group-at-missing",
    file: "src/sgd.ts",
    find: "if (parameter.grad === null) continue;",
    replace: "if (parameter.grad === null) break;",
    caughtBy: ["optimizer.absent-gradient"],
    diagnosis:
      "behaves like SGD that ends its group at the first parameter without a gradient: those after it stay where they are",
  },
  {
    id: "sgd.zero-dampening-as-default",
    file: "src/sgd.ts",
    find: "gradient.mul(1 - dampening)",
    replace: "gradient.mul(1 - (dampening || this.defaults.dampening))",
    caughtBy: ["optimizer.groups"],
    diagnosis:
      "behaves like SGD that takes a group's dampening of 0 for one left out, and uses the optimizer's",
  },
  {
    id: "sgd.decay-after-velocity",
    file: "src/sgd.ts",
    find: "        if (weightDecay !== 0) gradient = gradient.add(parameter.data.mul(weightDecay));\n\n        let direction = gradient;\n        if (momentum !== 0) {\n          const before = this.velocity.get(parameter);\n          // A copy: the first velocity must not change when someone writes into the gradient.\n          const velocity = before ? before.mul(momentum).add(gradient.mul(1 - dampening)) : gradient.clone();\n          this.velocity.set(parameter, velocity);\n          direction = nesterov ? gradient.add(velocity.mul(momentum)) : velocity;\n        }\n",
    replace:
      "        let direction = gradient;\n        if (momentum !== 0) {\n          const before = this.velocity.get(parameter);\n          // A copy: the first velocity must not change when someone writes into the gradient.\n          const velocity = before ? before.mul(momentum).add(gradient.mul(1 - dampening)) : gradient.clone();\n          this.velocity.set(parameter, velocity);\n          direction = nesterov ? gradient.add(velocity.mul(momentum)) : velocity;\n        }\n        if (weightDecay !== 0) direction = direction.add(parameter.data.mul(weightDecay));\n",
    caughtBy: ["sgd.weight-decay"],
    diagnosis:
      "behaves like an SGD whose decay is added to the step and never enters the velocity: right on the first step, too weak afterwards",
  },
  {
    id: "sgd.dampening-spares-only-first-parameter",
    file: "src/sgd.ts",
    find: "gradient.clone();",
    replace: "gradient.mul(this.velocity.size === 0 ? 1 : 1 - dampening);",
    caughtBy: ["sgd.dampening"],
    diagnosis:
      "behaves like an SGD that knows the first step of the optimizer, not of each parameter: the first velocity of every further parameter is dampened",
  },
  {
    id: "sgd.nesterov-of-the-defaults",
    file: "src/sgd.ts",
    find: "direction = nesterov ? ",
    replace: "direction = this.defaults.nesterov ? ",
    caughtBy: ["optimizer.groups", "optimizer.live-rate"],
    diagnosis:
      "behaves like an SGD that looks up nesterov in the optimizer's defaults: a group's own nesterov is checked, but not followed",
  },
  {
    id: "sgd.momentum-one-refused",
    file: "src/sgd.ts",
    find: "      if (group.nesterov && (group",
    replace:
      '      if (group.momentum >= 1) {\n        throw new RangeError("SGD: momentum must be below 1");\n      }\n      if (group.nesterov && (group',
    caughtBy: ["sgd.momentum"],
    diagnosis: "behaves like an SGD that applies Adam's rule for β to momentum and refuses a momentum of 1",
  },
  {
    id: "sgd.velocity-fades-without-gradient",
    file: "src/sgd.ts",
    find: "if (parameter.grad === null) continue;",
    replace:
      "if (parameter.grad === null) {\n          const resting = this.velocity.get(parameter);\n          if (resting) this.velocity.set(parameter, resting.mul(momentum));\n          continue;\n        }",
    caughtBy: ["sgd.velocity-per-parameter", "sgd.dampening"],
    diagnosis:
      "behaves like an SGD in which the velocity of a parameter without a gradient fades by μ while it rests",
  },
  {
    id: "sgd.nesterov-looks-ahead-undecayed",
    file: "src/sgd.ts",
    find: "nesterov ? gradient.add(velocity.mul(momentum)) : velocity",
    replace: "nesterov ? parameter.grad.data.add(velocity.mul(momentum)) : velocity",
    caughtBy: ["sgd.weight-decay"],
    diagnosis:
      "behaves like nesterov that adds the bare gradient, not g = ∇L + λθ, to the velocity: half of the weight decay is lost when both options are on",
  },
  {
    id: "sgd.pause-forgets-velocity",
    file: "src/sgd.ts",
    find: "if (parameter.grad === null) continue;",
    replace:
      "if (parameter.grad === null) {\n          this.velocity.delete(parameter);\n          continue;\n        }",
    caughtBy: ["sgd.velocity-per-parameter", "sgd.dampening"],
    diagnosis:
      "behaves like a velocity that is thrown away whenever its parameter has no gradient: after a pause it starts again from the gradient alone",
  },
  {
    id: "sgd.nesterov-check-reads-defaults",
    file: "src/sgd.ts",
    find: "(group.momentum === 0 || group.dampening !== 0)",
    replace: "(this.defaults.momentum === 0 || this.defaults.dampening !== 0)",
    caughtBy: ["optimizer.rejects-options"],
    diagnosis:
      "behaves like a check of the optimizer's own momentum and dampening instead of the group's: a bad nesterov group is let in, and a good one with its own momentum refused",
  },
  {
    id: "sgd.first-step-of-optimizer",
    file: "src/sgd.ts",
    find: "const before = this.velocity.get(parameter);",
    replace:
      "const before = this.velocity.get(parameter) ?? (this.velocity.size > 0 ? gradient.mul(0) : undefined);",
    caughtBy: ["sgd.dampening"],
    diagnosis:
      'behaves like "first step" meant for the whole optimizer: only the very first parameter starts with b = g, every other one (and one that joins late) starts from b = 0 and so has its first gradient dampened',
  },
]);
