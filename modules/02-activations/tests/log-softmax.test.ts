import { tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { LogSoftmax, logSoftmax } from "../src/index.ts";

describe("logSoftmax", () => {
  test("shares of 1/4 and 3/4 have the logarithms −log 4 and log 3 − log 4", () => {
    const log = Math.log;
    expect(logSoftmax(tensor([0, log(3)]), 0)).toBeAllClose([-log(4), log(3) - log(4)]);
  });

  test("of [0, 1000] the first share rounds to 0; its logarithm is −1000 and not −∞", () => {
    expect(logSoftmax(tensor([0, 1000]), 0)).toBeAllClose([-1000, 0]);
  });

  test("along dim 1 each row has a sum of its own: two equal numbers are −log 2 each", () => {
    const x = tensor([
      [5, 5],
      [-900, -900],
    ]);
    const half = -Math.log(2);
    expect(logSoftmax(x, 1)).toBeAllClose([
      [half, half],
      [half, half],
    ]);
  });
});

describe("LogSoftmax", () => {
  test("forward gives logSoftmax along the layer's dimension", () => {
    const x = tensor([[0, 0, 0, 0]]);
    expect(new LogSoftmax(1).forward(x)).toBeAllClose([[1, 1, 1, 1].map(() => -Math.log(4))]);
    expect(new LogSoftmax(0).forward(x)).toBeAllClose([[0, 0, 0, 0]]);
  });
});
