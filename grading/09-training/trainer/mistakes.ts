import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in the Trainer's loop, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "trainer.no-zero-grad",
    file: "src/train-epoch.ts",
    find: "    optimizer.zeroGrad();\n",
    replace: "",
    caughtBy: ["trainer.loop"],
    diagnosis: "never calls zeroGrad: gradients pile up from step to step",
  },
  {
    id: "trainer.zero-grad-per-epoch",
    file: "src/train-epoch.ts",
    find: "  for (const group of inGroups(loader, accumulate)) {",
    replace:
      "  const clear = () => optimizer.zeroGrad();\n  clear();\n  for (const group of inGroups(loader, accumulate)) {\n    const optimizer = { zeroGrad() {}, step: () => parts.optimizer.step() };",
    caughtBy: ["trainer.loop"],
    diagnosis: "clears gradients once per epoch instead of once per step",
  },
  {
    id: "trainer.step-before-backward",
    file: "src/train-epoch.ts",
    find: "    optimizer.zeroGrad();\n",
    replace: "    optimizer.step();\n    optimizer.zeroGrad();\n",
    caughtBy: ["trainer.loop"],
    diagnosis: "makes a step before there is a gradient",
  },
  {
    id: "trainer.zero-grad-after-backward",
    file: "src/train-epoch.ts",
    find: "    if (maxNorm !== undefined)",
    replace: "    optimizer.zeroGrad();\n    if (maxNorm !== undefined)",
    caughtBy: ["trainer.loop"],
    diagnosis: "throws the gradients away between backward and step",
  },
  {
    id: "trainer.no-step",
    file: "src/train-epoch.ts",
    find: "    optimizer.step();\n",
    replace: "",
    caughtBy: ["trainer.loop"],
    diagnosis: "never calls optimizer.step()",
  },
  {
    id: "trainer.no-backward",
    file: "src/train-epoch.ts",
    find: "      loss.mul(samples / total).backward();\n",
    replace: "",
    caughtBy: ["trainer.loop"],
    diagnosis: "never calls backward(), so that there is nothing to follow",
  },
  {
    id: "trainer.arguments-swapped",
    file: "src/train-epoch.ts",
    find: "criterion(model.forward(inputs), targets)",
    replace: "criterion(targets, model.forward(inputs))",
    caughtBy: ["trainer.loop"],
    diagnosis: "gives the criterion targets and output in the wrong order",
  },
  {
    id: "trainer.one-epoch",
    file: "src/trainer.ts",
    find: "run < epochs",
    replace: "run < Math.min(epochs, 1)",
    caughtBy: ["trainer.loop", "loss.history"],
    diagnosis: "runs one epoch, whatever was asked for",
  },
  {
    id: "trainer.one-epoch-more",
    file: "src/trainer.ts",
    find: "run < epochs",
    replace: "run <= epochs",
    caughtBy: ["trainer.loop"],
    diagnosis: "runs one epoch too many",
  },
  {
    id: "trainer.epochs-in-all",
    file: "src/trainer.ts",
    find: "let run = 0; run < epochs; run += 1",
    replace: "let run = this.epoch; run < epochs; run += 1",
    caughtBy: ["trainer.loop"],
    diagnosis: "takes epochs for the number in all, so that a second fit runs too few",
  },
  {
    id: "trainer.epoch-not-counted",
    file: "src/trainer.ts",
    find: "      this.epoch += 1;\n",
    replace: "",
    caughtBy: ["trainer.loop"],
    diagnosis: "does not count the epochs",
  },
  {
    id: "trainer.epoch-starts-anew",
    file: "src/trainer.ts",
    find: "      this.epoch += 1;\n",
    replace: "      this.epoch = run + 1;\n",
    caughtBy: ["trainer.loop"],
    diagnosis: "counts epochs from 1 again in every call of fit",
  },
  {
    id: "trainer.skips-first-batch",
    file: "src/train-epoch.ts",
    find: "inGroups(loader, accumulate)",
    replace: "inGroups([...loader].slice(1), accumulate)",
    caughtBy: ["trainer.loop"],
    diagnosis: "leaves the first batch of every epoch out",
  },
  {
    id: "trainer.first-batch-only",
    file: "src/train-epoch.ts",
    find: "inGroups(loader, accumulate)",
    replace: "inGroups([...loader].slice(0, 1), accumulate)",
    caughtBy: ["trainer.loop"],
    diagnosis: "learns from the first batch only",
  },
  {
    id: "trainer.steps-twice",
    file: "src/train-epoch.ts",
    find: "    optimizer.step();\n",
    replace: "    optimizer.step();\n    optimizer.step();\n",
    caughtBy: ["trainer.loop"],
    diagnosis: "makes two steps for one gradient",
  },
  {
    id: "trainer.keeps-batches",
    file: "src/train-epoch.ts",
    find: "inGroups(loader, accumulate)",
    replace: "inGroups((parts.kept ??= [...loader]), accumulate)",
    caughtBy: ["trainer.loop"],
    diagnosis: "goes through the loader once and keeps its batches, so that data are never shuffled again",
  },
  {
    id: "trainer.schedule-per-batch",
    file: "src/train-epoch.ts",
    find: "    optimizer.step();\n",
    replace: "    optimizer.step();\n    parts.scheduler?.step();\n",
    caughtBy: ["trainer.schedule"],
    diagnosis: "moves the schedule with every step, and after the epoch once more",
  },
  {
    id: "trainer.schedule-forgotten",
    file: "src/trainer.ts",
    find: "      scheduler?.step();\n",
    replace: "",
    caughtBy: ["trainer.schedule"],
    diagnosis: "never moves the schedule",
  },
  {
    id: "trainer.schedule-before",
    file: "src/trainer.ts",
    find: "      history.loss.push(trainEpoch(this.parts, loader));\n      scheduler?.step();\n",
    replace: "      scheduler?.step();\n      history.loss.push(trainEpoch(this.parts, loader));\n",
    caughtBy: ["trainer.schedule"],
    diagnosis: "moves the schedule before the epoch",
  },
  {
    id: "trainer.schedule-without-validation",
    file: "src/trainer.ts",
    find: "      scheduler?.step();\n",
    replace: "      if (validation === undefined) scheduler?.step();\n",
    caughtBy: ["trainer.schedule"],
    diagnosis: "moves the schedule only when there is no validation",
  },
  {
    id: "trainer.schedule-once-per-fit",
    file: "src/trainer.ts",
    find: "      scheduler?.step();\n",
    replace: "      if (run === 0) scheduler?.step();\n",
    caughtBy: ["trainer.schedule"],
    diagnosis: "moves the schedule after the first epoch only",
  },
  {
    id: "trainer.rate-after-epoch",
    file: "src/trainer.ts",
    find: "      history.learningRate.push(optimizer.paramGroups[0].learningRate);\n      history.loss.push(trainEpoch(this.parts, loader));\n      scheduler?.step();\n",
    replace:
      "      history.loss.push(trainEpoch(this.parts, loader));\n      scheduler?.step();\n      history.learningRate.push(optimizer.paramGroups[0].learningRate);\n",
    caughtBy: ["trainer.schedule", "loss.history"],
    diagnosis: "records the rate of the next epoch",
  },
  {
    id: "trainer.clip-forgotten",
    file: "src/train-epoch.ts",
    find: "    if (maxNorm !== undefined) clipGradNorm(model.parameters(), maxNorm);\n",
    replace: "",
    caughtBy: ["trainer.clip"],
    diagnosis: "never clips",
  },
  {
    id: "trainer.clip-after-step",
    file: "src/train-epoch.ts",
    find: "    if (maxNorm !== undefined) clipGradNorm(model.parameters(), maxNorm);\n    optimizer.step();\n",
    replace:
      "    optimizer.step();\n    if (maxNorm !== undefined) clipGradNorm(model.parameters(), maxNorm);\n",
    caughtBy: ["trainer.clip"],
    diagnosis: "clips after the step, when it is too late",
  },
  {
    id: "trainer.clip-each-batch",
    file: "src/train-epoch.ts",
    find: "      mean.add(loss.item(), samples);\n",
    replace:
      "      mean.add(loss.item(), samples);\n      if (maxNorm !== undefined) clipGradNorm(model.parameters(), maxNorm / 2);\n",
    caughtBy: ["trainer.clip"],
    diagnosis: "clips in the middle of a group, and to half the bound",
  },
  {
    id: "trainer.clip-to-one",
    file: "src/train-epoch.ts",
    find: "clipGradNorm(model.parameters(), maxNorm)",
    replace: "clipGradNorm(model.parameters(), 1)",
    caughtBy: ["trainer.clip"],
    diagnosis: "clips to 1, whatever maxNorm is",
  },
  {
    id: "trainer.clip-values",
    file: "src/train-epoch.ts",
    find: "clipGradNorm(model.parameters(), maxNorm)",
    replace: "for (const { grad } of model.parameters()) grad?.data.clamp_({ min: -maxNorm, max: maxNorm })",
    caughtBy: ["trainer.clip"],
    diagnosis: "clips each number by itself, which turns the step",
  },
  {
    id: "trainer.clip-always-scales",
    file: "src/train-epoch.ts",
    find: "clipGradNorm(model.parameters(), maxNorm)",
    replace:
      "for (let round = 0, norm = clipGradNorm(model.parameters(), Number.MAX_VALUE); round < 1; round += 1)\n      for (const { grad } of model.parameters()) grad?.data.mul_(maxNorm / norm)",
    caughtBy: ["trainer.clip"],
    diagnosis: "scales every gradient to maxNorm, also one that is smaller",
  },
  {
    id: "trainer.never-train-mode",
    file: "src/train-epoch.ts",
    find: "  model.train();\n",
    replace: "",
    caughtBy: ["trainer.modes", "trainer.loop"],
    diagnosis: "never switches the model to training",
  },
  {
    id: "trainer.train-mode-once",
    file: "src/train-epoch.ts",
    find: "  model.train();\n",
    replace:
      "  if (!parts.begun) model.train();\n  parts.begun = true;\n  if (parts.validated) model.eval();\n  parts.validated = true;\n",
    caughtBy: ["trainer.modes", "trainer.loop"],
    diagnosis: "switches to training before the first epoch only",
  },
  {
    id: "trainer.stays-in-eval",
    file: "src/train-epoch.ts",
    find: "  return mean.value;\n",
    replace: "  model.eval();\n  return mean.value;\n",
    caughtBy: ["trainer.modes"],
    diagnosis: "leaves the model in evaluation mode after an epoch",
  },
  {
    id: "trainer.stops-ignored",
    file: "src/trainer.ts",
    find: "if (earlyStopping?.step(loss)) break;",
    replace: "earlyStopping?.step(loss);",
    caughtBy: ["trainer.stops"],
    diagnosis: "asks whether to stop, and goes on",
  },
  {
    id: "trainer.stops-unasked",
    file: "src/trainer.ts",
    find: "      if (earlyStopping?.step(loss)) break;\n",
    replace: "",
    caughtBy: ["trainer.stops"],
    diagnosis: "never asks whether to stop",
  },
  {
    id: "trainer.stops-inverted",
    file: "src/trainer.ts",
    find: "if (earlyStopping?.step(loss)) break;",
    replace: "if (earlyStopping && !earlyStopping.step(loss)) break;",
    caughtBy: ["trainer.stops"],
    diagnosis: "stops when it should go on",
  },
  {
    id: "trainer.asks-twice",
    file: "src/trainer.ts",
    find: "if (earlyStopping?.step(loss)) break;",
    replace: "earlyStopping?.step(loss);\n      if (earlyStopping?.step(loss)) break;",
    caughtBy: ["trainer.stops"],
    diagnosis: "tells each loss twice, so that patience is used up twice as fast",
  },
  {
    id: "trainer.stops-on-training-loss",
    file: "src/trainer.ts",
    find: "earlyStopping?.step(loss)",
    replace: "earlyStopping?.step(history.loss[run])",
    caughtBy: ["trainer.stops"],
    diagnosis: "watches the training loss, which goes on falling while the model only remembers",
  },
  {
    id: "trainer.zeroed-afterwards",
    file: "src/train-epoch.ts",
    find: `    optimizer.zeroGrad();
    for (const [inputs, targets] of group) {
      const samples = inputs.shape[0];
      const loss = criterion(model.forward(inputs), targets);
      loss.mul(samples / total).backward();
      mean.add(loss.item(), samples);
    }
    if (maxNorm !== undefined) clipGradNorm(model.parameters(), maxNorm);
    optimizer.step();`,
    replace: `    for (const [inputs, targets] of group) {
      const samples = inputs.shape[0];
      const loss = criterion(model.forward(inputs), targets);
      loss.mul(samples / total).backward();
      mean.add(loss.item(), samples);
    }
    if (maxNorm !== undefined) clipGradNorm(model.parameters(), maxNorm);
    optimizer.step();
    optimizer.zeroGrad();`,
    caughtBy: ["trainer.loop"],
    diagnosis:
      "behaves like a loop that clears gradients after the step and not before: what was left of an earlier backward() goes into the first step",
  },
  {
    id: "trainer.clips-each-batch",
    file: "src/train-epoch.ts",
    find: `      mean.add(loss.item(), samples);
    }
    if (maxNorm !== undefined) clipGradNorm(model.parameters(), maxNorm);`,
    replace: `      mean.add(loss.item(), samples);
      if (maxNorm !== undefined) clipGradNorm(model.parameters(), maxNorm);
    }`,
    caughtBy: ["trainer.clip"],
    diagnosis:
      "behaves like a loop that clips after every batch: with accumulate the first batches of a group are cut down before the others are added",
  },
  {
    id: "trainer.clips-each-parameter",
    file: "src/train-epoch.ts",
    find: "clipGradNorm(model.parameters(), maxNorm)",
    replace: "for (const each of model.parameters()) clipGradNorm([each], maxNorm)",
    caughtBy: ["trainer.clip"],
    diagnosis:
      "behaves like clipping each parameter by itself: the joint norm may still be larger than maxNorm, and the direction changes",
  },
  {
    id: "trainer.collected-first",
    file: "src/in-groups.ts",
    find: `  let group: Item[] = [];
  for (const item of items) {`,
    replace: `  let group: Item[] = [];
  for (const item of [...items]) {`,
    caughtBy: ["trainer.loop"],
    diagnosis: "behaves like a pass that reads all batches of an epoch before the first step",
  },
  {
    id: "trainer.no-loss-no-sample",
    file: "src/mean-over-samples.ts",
    find: "if (this.samples === 0)",
    replace: "if (this.total === 0)",
    caughtBy: ["trainer.stops"],
    diagnosis: "behaves like a mean that takes a total of 0 for no samples: a perfect loss of 0 is refused",
  },
  {
    id: "trainer.stop-before-schedule",
    file: "src/trainer.ts",
    find: `      scheduler?.step();
      this.epoch += 1;
      if (validation === undefined) continue;
      const loss = evaluate(this.parts, validation);
      history.validation.push(loss);
      if (loss < (this.best?.loss ?? Number.POSITIVE_INFINITY)) {
        this.best = { epoch: this.epoch, loss, model: model.stateDict() };
      }
      if (earlyStopping?.step(loss)) break;`,
    replace: `      this.epoch += 1;
      if (validation !== undefined) {
        const loss = evaluate(this.parts, validation);
        history.validation.push(loss);
        if (loss < (this.best?.loss ?? Number.POSITIVE_INFINITY)) {
          this.best = { epoch: this.epoch, loss, model: model.stateDict() };
        }
        if (earlyStopping?.step(loss)) break;
      }
      scheduler?.step();`,
    caughtBy: ["trainer.stops"],
    diagnosis: "behaves like a loop that moves the schedule last: an early stop leaves it one epoch behind",
  },
]);
