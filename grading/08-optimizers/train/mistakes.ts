import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in train, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "train.no-zero-grad",
    file: "src/train.ts",
    find: "      optimizer.zeroGrad();\n",
    replace: "",
    caughtBy: ["train.loop"],
    diagnosis: "never calls zeroGrad: gradients pile up from batch to batch",
  },
  {
    id: "train.zero-grad-per-epoch",
    file: "src/train.ts",
    find: "    for (const [inputs, targets] of loader) {\n      optimizer.zeroGrad();\n",
    replace: "    optimizer.zeroGrad();\n    for (const [inputs, targets] of loader) {\n",
    caughtBy: ["train.loop"],
    diagnosis: "calls zeroGrad once per epoch instead of once per batch",
  },
  {
    id: "train.step-before-backward",
    file: "src/train.ts",
    find: "      loss.backward();\n      optimizer.step();\n",
    replace: "      optimizer.step();\n      loss.backward();\n",
    caughtBy: ["train.loop"],
    diagnosis: "steps before backward, so it follows no gradient or an old one",
  },
  {
    id: "train.zero-grad-after-backward",
    file: "src/train.ts",
    find: "      loss.backward();\n",
    replace: "      loss.backward();\n      optimizer.zeroGrad();\n",
    caughtBy: ["train.loop"],
    diagnosis: "throws the gradients away between backward and step",
  },
  {
    id: "train.no-step",
    file: "src/train.ts",
    find: "      optimizer.step();\n",
    replace: "",
    caughtBy: ["train.loop", "train.line"],
    diagnosis: "never calls optimizer.step()",
  },
  {
    id: "train.one-epoch",
    file: "src/train.ts",
    find: "    for (const [inputs, targets] of loader) {",
    replace: "    if (epoch === 0) for (const [inputs, targets] of loader) {",
    caughtBy: ["train.loop", "train.line", "train.classes"],
    diagnosis: "goes through the data in the first epoch only",
  },
  {
    id: "train.schedule-per-batch",
    file: "src/train.ts",
    find: "      optimizer.step();\n",
    replace: "      optimizer.step();\n      if (samples > 0) scheduler?.step();\n",
    caughtBy: ["train.schedule"],
    diagnosis: "moves the schedule with every batch instead of every epoch",
  },
  {
    id: "train.schedule-first",
    file: "src/train.ts",
    find: "    let lossSum = 0;",
    replace: "    if (epoch === 0) scheduler?.step();\n    let lossSum = 0;",
    caughtBy: ["train.schedule"],
    diagnosis: "moves the schedule before the first epoch, which then never runs at its own rate",
  },
  {
    id: "train.no-schedule",
    file: "src/train.ts",
    find: "    scheduler?.step();\n",
    replace: "    if (epochs === 0) scheduler?.step();\n",
    caughtBy: ["train.schedule"],
    diagnosis: "never moves the schedule",
  },
  {
    id: "train.loss-per-batch",
    file: "src/train.ts",
    find: "const batchSize = inputs.shape[0];",
    replace: "const batchSize = 1;",
    caughtBy: ["train.history"],
    diagnosis: "averages the loss over batches, so a small last batch counts as much as a full one",
  },
  {
    id: "train.last-loss",
    file: "src/train.ts",
    find: "history.loss.push(lossSum / samples);",
    replace: "history.loss.push(lossSum);",
    caughtBy: ["train.history"],
    diagnosis: "records the sum of the losses instead of their mean",
  },
  {
    id: "train.rate-after-schedule",
    file: "src/train.ts",
    find: "    scheduler?.step();\n",
    replace:
      "    scheduler?.step();\n    history.learningRate[epoch] = optimizer.paramGroups[0].learningRate;\n",
    caughtBy: ["train.history"],
    diagnosis: "records the next epoch's rate instead of the one the epoch ran with",
  },
  {
    id: "train.reads-once",
    file: "src/train.ts",
    find: "    for (const [inputs, targets] of loader) {",
    replace: `    if (epoch === 0) loader = [...loader];
    for (const [inputs, targets] of loader) {`,
    caughtBy: ["train.afresh"],
    diagnosis: "makes a list of the batches in the first epoch and never asks the loader again",
  },
  {
    id: "train.reads-ahead",
    file: "src/train.ts",
    find: "    let lossSum = 0;",
    replace: `    const batchCount = [...loader].length;
    if (batchCount === 0) break;
    let lossSum = 0;`,
    caughtBy: ["train.afresh"],
    diagnosis: "goes through the loader twice in an epoch, once to count",
  },
  {
    id: "train.evaluates",
    file: "src/train.ts",
    find: "    let lossSum = 0;",
    replace: `    let lossSum = 0;
    if (epoch > 0) model.eval();`,
    caughtBy: ["train.loop"],
    diagnosis: "leaves training mode after the first epoch",
  },
  {
    id: "train.shared-history",
    file: "src/train.ts",
    find: "const history: TrainingHistory = { loss: [], learningRate: [] };",
    replace: "const history = (train.history ??= { loss: [], learningRate: [] });",
    caughtBy: ["train.history"],
    diagnosis: "goes on with the history of an earlier call",
  },
  {
    id: "train.forward-twice",
    file: "src/train.ts",
    find: "lossSum += loss.item() * batchSize;",
    replace: "lossSum += criterion(model.forward(inputs), targets).item() * batchSize;",
    caughtBy: ["train.history", "train.loop"],
    diagnosis: "measures the loss after the step, with a second forward pass",
  },
  {
    id: "train.loss-never-reset",
    file: "src/train.ts",
    find: `  for (let epoch = 0; epoch < epochs; epoch += 1) {
    history.learningRate.push(optimizer.paramGroups[0].learningRate);
    let lossSum = 0;`,
    replace: `  let lossSum = 0;
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    history.learningRate.push(optimizer.paramGroups[0].learningRate);`,
    caughtBy: ["train.history"],
    diagnosis: "adds the losses of earlier epochs in",
  },
  {
    id: "train.counts-features",
    file: "src/train.ts",
    find: "const batchSize = inputs.shape[0];",
    replace: "const batchSize = inputs.shape[1];",
    caughtBy: ["train.history"],
    diagnosis: "weighs batches by something else than their samples",
  },
  {
    id: "train.last-rate",
    file: "src/train.ts",
    find: "optimizer.paramGroups[0].learningRate",
    replace: "optimizer.paramGroups[optimizer.paramGroups.length - 1].learningRate",
    caughtBy: ["train.history"],
    diagnosis: "records the last group's rate instead of the first's",
  },
  {
    id: "train.criterion-swapped",
    file: "src/train.ts",
    find: "criterion(model.forward(inputs), targets)",
    replace: "criterion(model.forward(inputs).mul(-1), targets.mul(-1))",
    caughtBy: ["train.loop"],
    diagnosis: "hands output and targets over with the other sign",
  },
  {
    id: "train.constant-history",
    file: "src/train.ts",
    find: "  return history;",
    replace: "  return { loss: history.loss.map(() => 0.0001), learningRate: history.learningRate };",
    caughtBy: ["train.history", "train.line"],
    diagnosis: "gives back losses that it did not measure",
  },
  {
    id: "train.empty-history",
    file: "src/train.ts",
    find: "  return history;",
    replace: "  return { loss: [], learningRate: [] };",
    caughtBy: ["train.history", "train.line"],
    diagnosis: "gives back no history",
  },
  {
    id: "train.schedule-loses-this",
    file: "src/train.ts",
    find: "    scheduler?.step();",
    replace: `    const move = scheduler?.step;
    move?.();`,
    caughtBy: ["train.schedule"],
    diagnosis: "takes the schedule's step out of its object, which it then does not know",
  },
  {
    id: "train.stale-gradients",
    file: "src/train.ts",
    find: `      optimizer.zeroGrad();
      const`,
    replace: `      if (samples > 0 || epoch > 0) optimizer.zeroGrad();
      const`,
    caughtBy: ["train.loop"],
    diagnosis: "does not clear the gradients that are there before the first batch",
  },
  {
    id: "clip.after-step",
    file: "src/train.ts",
    find: `      optimizer.step();
`,
    replace: `      optimizer.step();
      for (const parameter of model.parameters()) parameter.grad?.data.mul_(0.5);
`,
    caughtBy: ["train.loop"],
    diagnosis: "clips gradients after the step, where it is too late",
  },
  {
    id: "clip.unasked",
    file: "src/train.ts",
    find: `      loss.backward();
`,
    replace: `      loss.backward();
      for (const parameter of model.parameters()) {
        if (parameter.grad !== null) parameter.grad.data = parameter.grad.data.clamp({ min: -1, max: 1 });
      }
`,
    caughtBy: ["train.loop"],
    diagnosis: "clips gradients though nobody asked for it",
  },
  {
    id: "train.no-schedule-at-the-end",
    file: "src/train.ts",
    find: "scheduler?.step();",
    replace: "if (epoch < epochs - 1) scheduler?.step();",
    caughtBy: ["train.schedule"],
    diagnosis: "does not call the schedule's step after the last epoch",
  },
  {
    id: "train.zero-grad-after-step",
    file: "src/train.ts",
    find: `      optimizer.zeroGrad();
      const loss = criterion(model.forward(inputs), targets);
      loss.backward();
      optimizer.step();
`,
    replace: `      const loss = criterion(model.forward(inputs), targets);
      loss.backward();
      optimizer.step();
      optimizer.zeroGrad();
`,
    caughtBy: ["train.loop"],
    diagnosis: "does zeroGrad after the step: gradients from before the call count in the first batch",
  },
  {
    id: "train.samples-never-reset",
    file: "src/train.ts",
    find: `  for (let epoch = 0; epoch < epochs; epoch += 1) {
    history.learningRate.push(optimizer.paramGroups[0].learningRate);
    let lossSum = 0;
    let samples = 0;`,
    replace: `  let samples = 0;
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    history.learningRate.push(optimizer.paramGroups[0].learningRate);
    let lossSum = 0;`,
    caughtBy: ["train.history"],
    diagnosis: "does not set the count of samples back: from the second epoch on the loss is too small",
  },
  {
    id: "train.zero-loss-skips-step",
    file: "src/train.ts",
    find: `      loss.backward();
      optimizer.step();`,
    replace: `      if (loss.item() !== 0) {
        loss.backward();
        optimizer.step();
      }`,
    caughtBy: ["train.loop"],
    diagnosis:
      "behaves like a batch with a loss of exactly 0 that needs no step: its gradient, momentum and decay are left out",
  },
  {
    id: "train.zero-loss-not-counted",
    file: "src/train.ts",
    find: "      samples += batchSize;",
    replace: "      if (loss.item() !== 0) samples += batchSize;",
    caughtBy: ["train.history"],
    diagnosis:
      "behaves like a history that counts no samples of a batch whose loss is exactly 0: the mean is too large, or 0 / 0",
  },
  {
    id: "train.no-schedule-after-last-epoch",
    file: "src/train.ts",
    find: "scheduler?.step();",
    replace: "if (epoch + 1 < epochs) scheduler?.step();",
    caughtBy: ["train.schedule"],
    diagnosis:
      "behaves like a train() that leaves out the schedule after the last epoch: a second call of train() with the same schedule is one epoch late",
  },
  {
    id: "train.skips-exact-batches",
    file: "src/train.ts",
    find: "      loss.backward();\n      optimizer.step();\n      // The last batch may be smaller: count its samples, not the batch.\n      const batchSize = inputs.shape[0];\n      lossSum += loss.item() * batchSize;\n      samples += batchSize;\n",
    replace:
      "      // The last batch may be smaller: count its samples, not the batch.\n      const batchSize = inputs.shape[0];\n      lossSum += loss.item() * batchSize;\n      samples += batchSize;\n      if (loss.item() === 0) continue;\n      loss.backward();\n      optimizer.step();\n",
    caughtBy: ["train.loop", "train.schedule", "train.history"],
    diagnosis:
      "behaves like a train() that leaves out backward and step when the loss of a batch is exactly 0: velocity and decay should act there too",
  },
  {
    id: "train.zeroes-the-model-only",
    file: "src/train.ts",
    find: "optimizer.zeroGrad();",
    replace: "model.zeroGrad();",
    caughtBy: ["train.loop"],
    diagnosis:
      "behaves like a train() that forgets the gradients of the model's parameters instead of the optimizer's: a parameter of the loss that only the optimizer knows adds its gradients up",
  },
  {
    id: "train.running-mean",
    file: "src/train.ts",
    find: "  for (let epoch = 0; epoch < epochs; epoch += 1) {\n    history.learningRate.push(optimizer.paramGroups[0].learningRate);\n    let lossSum = 0;\n    let samples = 0;",
    replace:
      "  let lossSum = 0;\n  let samples = 0;\n  for (let epoch = 0; epoch < epochs; epoch += 1) {\n    history.learningRate.push(optimizer.paramGroups[0].learningRate);",
    caughtBy: ["train.history", "train.afresh", "train.line"],
    diagnosis:
      "behaves like a loss sum that is never reset: from the second epoch on the history holds the mean over all epochs so far",
  },
  {
    id: "train.one-shuffle-for-all",
    file: "src/train.ts",
    find: "  for (let epoch = 0; epoch < epochs; epoch += 1) {\n    history.learningRate.push(optimizer.paramGroups[0].learningRate);\n    let lossSum = 0;\n    let samples = 0;\n    for (const [inputs, targets] of loader) {",
    replace:
      "  const batches = [...loader];\n  for (let epoch = 0; epoch < epochs; epoch += 1) {\n    history.learningRate.push(optimizer.paramGroups[0].learningRate);\n    let lossSum = 0;\n    let samples = 0;\n    for (const [inputs, targets] of batches) {",
    caughtBy: ["train.loop", "train.schedule", "train.afresh"],
    diagnosis:
      "behaves like batches collected once before the first epoch: the DataLoader never shuffles again, and every epoch sees the same batches in the same order",
  },
]);
