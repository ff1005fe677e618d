import { DataLoader, TensorDataset } from "@tinytorch/data";
import { crossEntropy, Linear, mseLoss, ReLU, Sequential } from "@tinytorch/nn";
import { Generator, tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { Adam, SGD, StepLR, train } from "../src/index.ts";

describe("train", () => {
  test("y = 2x + 1: a line finds its slope and its offset", () => {
    const generator = new Generator(1);
    const xs = [-1, -0.5, 0, 0.5, 1];
    const data = new TensorDataset(tensor(xs.map((x) => [x])), tensor(xs.map((x) => [2 * x + 1])));
    const model = new Linear(1, 1, { generator });
    train(model, new DataLoader(data, { batchSize: 2, shuffle: true, generator }), {
      criterion: mseLoss,
      optimizer: new SGD(model.parameters(), { learningRate: 0.1, momentum: 0.5 }),
      epochs: 60,
    });
    expect(model.parameters().map((parameter) => parameter.data.item())).toBeAllClose([2, 1], {
      rtol: 0.01,
      atol: 0,
    });
  });

  test("two classes: the loss falls, and the schedule halves the rate after every second epoch", () => {
    const generator = new Generator(2);
    const points = tensor([
      [-1, -1],
      [-1, 0],
      [0, -1],
      [1, 1],
      [1, 0],
      [0, 1],
    ]);
    const labels = tensor([0, 0, 0, 1, 1, 1]);
    const model = new Sequential(
      new Linear(2, 8, { generator }),
      new ReLU(),
      new Linear(8, 2, { generator }),
    );
    const optimizer = new Adam(model.parameters(), { learningRate: 0.1 });
    const history = train(model, new DataLoader(new TensorDataset(points, labels), { batchSize: 3 }), {
      criterion: crossEntropy,
      optimizer,
      scheduler: new StepLR(optimizer, { stepSize: 2, gamma: 0.5 }),
      epochs: 6,
    });
    expect(history.loss).toHaveLength(6);
    expect(history.loss.at(-1)).toBeLessThan(history.loss[0] ?? 0);
    expect(history.learningRate).toBeAllClose([0.1, 0.1, 0.05, 0.05, 0.025, 0.025]);
  });

  test("a model that is exact already: loss 0 in every epoch, and nothing moves", () => {
    const model = new Linear(1, 1, { generator: new Generator(3) });
    const [weight, bias] = model.parameters();
    if (!weight || !bias) throw new Error("Linear should have a weight and a bias");
    weight.data = tensor([[2]]);
    bias.data = tensor([1]);
    const history = train(model, [[tensor([[1], [2]]), tensor([[3], [5]])]], {
      criterion: mseLoss,
      optimizer: new SGD(model.parameters(), { learningRate: 0.1 }),
      epochs: 3,
    });
    expect(history.loss).toEqual([0, 0, 0]);
    expect([weight.data.item(), bias.data.item()]).toEqual([2, 1]);
  });
});
