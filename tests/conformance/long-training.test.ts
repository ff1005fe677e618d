import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { noGrad } from "@tinytorch/autograd";
import { DataLoader, decodeCheckpoint, digits, encodeCheckpoint, randomSplit } from "@tinytorch/data";
import {
  BatchNorm2d,
  Conv2d,
  crossEntropy,
  Dropout,
  Flatten,
  Linear,
  MaxPool2d,
  type ModuleState,
  mseLoss,
  ReLU,
  Sequential,
  Tanh,
} from "@tinytorch/nn";
import {
  type AdamOptions,
  AdamW,
  OneCycleLR,
  type OptimizerStateDict,
  type SchedulerStateDict,
  SGD,
} from "@tinytorch/optimizers";
import { Generator, type GeneratorState, randn, tensor } from "@tinytorch/tensor";
import { expect, test } from "vitest";

/** Everything that a training consists of, from one seed. */
function training(seed: number) {
  const generator = new Generator(seed);
  const [train, check] = randomSplit(digits({ count: 500, generator }), [400, 100], { generator });
  const model = new Sequential(
    new Conv2d(1, 8, 3, { padding: 1, generator }),
    new BatchNorm2d(8),
    new ReLU(),
    new MaxPool2d(2),
    new Flatten(),
    new Dropout(0.1, { generator }),
    new Linear(8 * 4 * 4, 10, { generator }),
  );
  const optimizer = new AdamW(model.parameters());
  const loader = new DataLoader(train, { batchSize: 25, shuffle: true, generator });
  const schedule = new OneCycleLR(optimizer, { maxLr: 0.02, totalSteps: 4 * loader.length });

  const epoch = (): void => {
    model.train();
    for (const [images, labels] of loader) {
      optimizer.zeroGrad();
      crossEntropy(model.forward(images), labels).backward();
      optimizer.step();
      schedule.step();
    }
  };
  const accuracy = (): number => {
    const [images, labels] = check.batch(Array.from({ length: check.length }, (_, i) => i));
    const guesses = noGrad(() => model.eval().forward(images)).data.argmax(1);
    return guesses.eq(labels).sum().item() / check.length;
  };
  const save = (): Uint8Array =>
    encodeCheckpoint({
      model: model.stateDict(),
      optimizer: optimizer.stateDict(),
      schedule: schedule.stateDict(),
      generator: generator.saveState(),
    });
  const load = (bytes: Uint8Array): void => {
    const saved = decodeCheckpoint<{
      model: ModuleState;
      optimizer: OptimizerStateDict<AdamOptions>;
      schedule: SchedulerStateDict;
      generator: GeneratorState;
    }>(bytes);
    model.loadStateDict(saved.model);
    optimizer.loadStateDict(saved.optimizer);
    schedule.loadStateDict(saved.schedule);
    generator.loadState(saved.generator);
  };
  return { model, epoch, accuracy, save, load };
}

test("a convolutional network learns digits, and goes on from a checkpoint bit for bit", () => {
  const whole = training(1);
  for (let epoch = 0; epoch < 2; epoch++) whole.epoch();
  const bytes = whole.save();
  const resumed = training(1);
  resumed.load(bytes);
  for (let epoch = 2; epoch < 4; epoch++) {
    whole.epoch();
    resumed.epoch();
  }
  expect(whole.accuracy()).toBeGreaterThan(0.9);
  expect(resumed.save()).toEqual(whole.save());
});

test("ten thousand steps of training leave no memory behind", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc");
  const generator = new Generator(3);
  const model = new Sequential(
    new Linear(2, 8, { generator }),
    new Tanh(),
    new Dropout(0.1, { generator }),
    new Linear(8, 1, { generator }),
  );
  const optimizer = new SGD(model.parameters(), { learningRate: 0.01, momentum: 0.9 });
  const [x, y] = [randn([8, 2], { generator }), tensor([[1], [0], [1], [0], [1], [0], [1], [0]])];
  const steps = async (count: number): Promise<number> => {
    for (let step = 0; step < count; step++) {
      optimizer.zeroGrad();
      mseLoss(model.forward(x), y).backward();
      optimizer.step();
    }
    collectGarbage();
    // Outside of scopes blocks are taken back between two tasks.
    await setImmediate();
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  // Compiled code and grown tables come at times of their own; a step that kept something would keep it every time.
  const sizes = [await steps(2000), await steps(5000), await steps(5000), await steps(5000)];
  const growths = sizes.slice(1).map((size, index) => size - (sizes[index] ?? Number.NaN));
  // 50 bytes a step: less than the smallest tensor.
  expect(Math.min(...growths)).toBeLessThan(250_000);
});
