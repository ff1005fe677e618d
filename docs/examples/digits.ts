#!/usr/bin/env node
// Trains a small convolutional network to read digits, on the data set that comes with the library, and shows how it went.
// Run it with `pnpm digits`: a few seconds.

import { setImmediate } from "node:timers/promises";
import { intro, log, outro, progress } from "@clack/prompts";
import { noGrad } from "@tinytorch/autograd";
import { DataLoader, digits } from "@tinytorch/data";
import { Conv2d, crossEntropy, Flatten, Linear, MaxPool2d, ReLU, Sequential } from "@tinytorch/nn";
import { Adam, CosineAnnealingLR } from "@tinytorch/optimizers";
import { Generator, scope, type Tensor } from "@tinytorch/tensor";
import plot from "simple-ascii-chart";

const epochs = 6;
const noise = 0.25;
/** How many steps one point of the loss curve averages. */
const stepsPerPoint = 10;

const generator = new Generator(7);
const training = new DataLoader(digits({ count: 3000, noise, generator }), {
  batchSize: 50,
  shuffle: true,
  generator,
});
const unseen = digits({ count: 1000, noise, generator });

const model = new Sequential(
  new Conv2d(1, 12, 3, { padding: 1, generator }),
  new ReLU(),
  new MaxPool2d(2),
  new Conv2d(12, 24, 3, { padding: 1, generator }),
  new ReLU(),
  new Flatten(),
  new Linear(24 * 4 * 4, 10, { generator }),
);
const optimizer = new Adam(model.parameters(), { learningRate: 0.004 });
const schedule = new CosineAnnealingLR(optimizer, { tMax: epochs });

/** One step of training; everything it makes but the parameters is freed at the end of the scope. */
function step(images: Tensor, labels: Tensor): number {
  return scope(() => {
    const loss = crossEntropy(model.forward(images), labels);
    optimizer.zeroGrad();
    loss.backward();
    optimizer.step();
    return loss.item();
  });
}

/** What the network takes each image for. */
function read(images: Tensor): number[] {
  return scope(() => noGrad(() => Array.from(model.forward(images).data.argmax(1).data)));
}

/** An image as text, two characters a pixel. */
function draw(image: Tensor): string[] {
  const shades = " ░▒▓█";
  return Array.from({ length: image.shape[1] }, (_, row) =>
    Array.from(image.select(0, 0).select(0, row).contiguous().data, (ink) =>
      shades[Math.max(0, Math.min(4, Math.round(ink * 4)))].repeat(2),
    ).join(""),
  );
}

intro("Reading digits");
const losses: number[] = [];
const steps = epochs * training.length;
const bar = progress({ max: steps });
bar.start(`learning from 3000 images under noise of ±${noise}`);
for (let epoch = 1; epoch <= epochs; epoch++) {
  for (const [images, labels] of training) {
    const loss = step(images, labels);
    losses.push(loss);
    bar.advance(1, `epoch ${epoch} of ${epochs}, loss ${loss.toFixed(3)}`);
    // The bar draws itself when nothing else runs.
    await setImmediate();
  }
  schedule.step();
}
bar.stop(`${steps} steps`);

const curve = Array.from({ length: steps / stepsPerPoint }, (_, point): [number, number] => {
  const span = losses.slice(point * stepsPerPoint, (point + 1) * stepsPerPoint);
  return [(point + 1) * stepsPerPoint, span.reduce((sum, loss) => sum + loss, 0) / span.length];
});
const ticks = Array.from({ length: epochs }, (_, epoch) => (epoch + 1) * training.length);
log.message(
  plot(curve, {
    title: "loss",
    xLabel: "step",
    width: 60,
    height: 12,
    customXAxisTicks: ticks,
    formatter: (value, { axis }) => (axis === "x" ? value : value.toFixed(2)),
  }),
);

const [images, labels] = unseen.tensors;
const answers = read(images);
const right = answers.filter((answer, index) => answer === labels.data[index]).length;
const shown = [0, 1, 2, 3].map((index) => ({ rows: draw(images.select(0, index)), answer: answers[index] }));
log.message(
  [
    ...shown[0].rows.map((_, row) => shown.map(({ rows }) => rows[row]).join("   ")),
    shown.map(({ answer }) => `read as ${answer}`.padEnd(19)).join(""),
  ].join("\n"),
);
outro(`${((100 * right) / unseen.length).toFixed(1)} % of 1000 images it has never seen are read right`);
