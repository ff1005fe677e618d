import { Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { float64, trained } from "../tolerances.ts";
import { driftFromLine, fitLine } from "./expected.ts";
import { lineProblem } from "./line-problem.ts";
import { runTraining } from "./run-training.ts";

// Every batch is zeroGrad, forward, loss, backward, step.
hidden(
  "train.loop",
  {
    title: "train: the order inside a batch",
    points: 5,
    visibility: "visible",
    hint: "For every batch of every epoch: zeroGrad, forward, criterion, backward, step. Leave one out, or swap two, and the parameters go elsewhere.",
  },
  async ({ submission, inputs }) => {
    const { start, batches } = lineProblem(inputs);
    const rate = inputs.number(0.03, 0.08);
    const result = await submission.evaluate(runTraining, { start, batches, epochs: [1, 1, 1, 1], rate });
    const expected = fitLine(start, batches, [rate, rate, rate, rate]);
    expect([result.weight, result.bias]).toBeAllClose([expected.weight, expected.bias], trained);
    expect(result.training).toBe(true);
    const refused = await submission.evaluate(({ train, Linear, Generator, mseLoss }) => {
      const model = new Linear(1, 1, { generator: new Generator(1) });
      const optimizer = { paramGroups: [{ learningRate: 0.1 }], zeroGrad() {}, step() {} };
      const said = (epochs: number, loader: Parameters<typeof train>[1]): string => {
        try {
          train(model, loader, { criterion: mseLoss, optimizer, epochs });
          return "accepted";
        } catch (error) {
          return String(error);
        }
      };
      return [said(0, []), said(1.5, []), said(1, [].values())];
    });
    expect(refused).toEqual([
      expect.stringMatching(/^RangeError: .*epochs/),
      expect.stringMatching(/^RangeError: .*epochs/),
      expect.stringMatching(/^TypeError: .*loader/),
    ]);
  },
);

// The schedule moves once after every epoch.
hidden(
  "train.schedule",
  {
    title: "train: the schedule moves once per epoch",
    points: 3,
    visibility: "visible",
    hint: "Call scheduler.step() after the loop over batches, once for each epoch, when a scheduler was given.",
  },
  async ({ submission, inputs }) => {
    const { start, batches } = lineProblem(inputs);
    const rate = inputs.number(0.05, 0.1);
    const result = await submission.evaluate(runTraining, {
      start,
      batches,
      epochs: [4],
      rate,
      halveAfterEpoch: true,
      optimizer: "forgets",
    });
    const expected = fitLine(start, batches, [rate, rate / 2, rate / 4, rate / 8]);
    expect([result.weight, result.bias]).toBeAllClose([expected.weight, expected.bias], trained);
  },
);

// The history holds each epoch's mean loss over its samples, and its rate.
hidden(
  "train.history",
  {
    title: "train: an honest history",
    points: 2,
    visibility: "visible",
    hint: "A smaller last batch counts for less: add up loss × batch size and divide by the number of samples. Record the rate the epoch ran with, before the schedule changes it.",
  },
  async ({ submission, inputs }) => {
    const { start, batches } = lineProblem(inputs);
    const rate = inputs.number(0.03, 0.08);
    const result = await submission.evaluate(runTraining, {
      start,
      batches,
      epochs: [3, 1],
      rate,
      halveAfterEpoch: true,
      optimizer: "drifts",
    });
    // The schedule runs in the last call alone, so its only epoch must be recorded before the rate is halved.
    const rates = [rate, rate, rate, rate];
    expect(result.history.loss).toBeAllClose(driftFromLine(start, batches, rates), trained);
    expect(result.history.learningRate).toBeAllClose(rates, float64);
  },
);

// Your loop and your SGD fit y = 2x + 1.
hidden(
  "train.line",
  {
    title: "Your SGD fits a line",
    points: 3,
    visibility: "visible",
    hint: "train and SGD together on y = 2x + 1. When the tests above pass and this one fails, look at how the loader is gone through in the second epoch.",
  },
  async ({ submission, inputs }) => {
    const fitted = await submission.evaluate(
      (
        { train, SGD, Sequential, Linear, mseLoss, DataLoader, TensorDataset, Generator, tensor },
        seed,
        xs,
      ) => {
        const generator = new Generator(seed);
        const layer = new Linear(1, 1, { generator });
        const model = new Sequential(layer);
        const x = tensor(xs.map((value) => [value]));
        const y = tensor(xs.map((value) => [2 * value + 1]));
        const loader = new DataLoader(new TensorDataset(x, y), { batchSize: 8, shuffle: true, generator });
        const history = train(model, loader, {
          criterion: mseLoss,
          optimizer: new SGD(model.parameters(), { learningRate: 0.3, momentum: 0.5 }),
          epochs: 16,
        });
        const [weight, bias] = model.parameters();
        return {
          weight: weight ? weight.data.data[0] : null,
          bias: bias ? bias.data.data[0] : null,
          late: history.loss.slice(-3),
        };
      },
      inputs.integer(1, 1_000_000),
      inputs.signed(20, 0.1, 1),
    );
    expect([fitted.weight, fitted.bias]).toBeAllClose([2, 1], { rtol: 0.01, atol: 0 });
    // It came to rest there: a run that keeps swinging passes through now and then.
    expect(Math.max(...fitted.late)).toBeLessThan(0.001);
  },
);

// Your loop and your Adam separate two classes.
hidden(
  "train.classes",
  {
    title: "Your Adam separates two classes",
    points: 3,
    visibility: "visible",
    hint: "train and Adam together on a small network that no straight line could replace. Fix the tests above first: this one needs both.",
  },
  async ({ submission }) => {
    // The same problem in every run: whether a broken optimizer gets there by luck must not hang on the seed.
    const inputs = new Inputs("train.classes", 8);
    const corners = [
      [-1, -1],
      [1, 1],
      [-1, 1],
      [1, -1],
    ] as const;
    // Opposite corners belong together, so no straight line separates the classes.
    const points = Array.from({ length: 32 }, (_, i) => {
      const [x, y] = corners[i % 4] ?? [0, 0];
      return { at: [x + inputs.number(-0.3, 0.3), y + inputs.number(-0.3, 0.3)], label: i % 4 < 2 ? 0 : 1 };
    });
    const right = await submission.evaluate(
      (
        { train, Adam, Sequential, Linear, Tanh, crossEntropy, DataLoader, TensorDataset, Generator, tensor },
        seed,
        points,
      ) => {
        const generator = new Generator(seed);
        const model = new Sequential(
          new Linear(2, 8, { generator }),
          new Tanh(),
          new Linear(8, 2, { generator }),
        );
        const x = tensor(points.map((point) => [...point.at]));
        const labels = tensor(points.map((point) => point.label));
        const loader = new DataLoader(new TensorDataset(x, labels), {
          batchSize: 16,
          shuffle: true,
          generator,
        });
        const adam = new Adam(model.parameters(), { learningRate: 0.2, beta2: 0.9 });
        // Only step() is the student's: zeroGrad has tests of its own.
        const optimizer = {
          paramGroups: adam.paramGroups,
          zeroGrad: () => {
            for (const parameter of model.parameters()) parameter.grad = null;
          },
          step: () => adam.step(),
        };
        train(model, loader, {
          criterion: crossEntropy,
          optimizer,
          epochs: 12,
        });
        const scores = Array.from(model.forward(x).data.data);
        return points.filter((point, i) => {
          const [first = 0, second = 0] = scores.slice(2 * i);
          return (second > first ? 1 : 0) === point.label;
        }).length;
      },
      inputs.integer(1, 1_000_000),
      points,
    );
    expect(right).toBe(points.length);
  },
);
