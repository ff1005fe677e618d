import { tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { LeakyReLU, leakyRelu } from "../src/index.ts";

describe("leakyRelu", () => {
  test("slope 0.1: −5 becomes 0.1 · −5 = −0.5, and 5 stays 5", () => {
    expect(leakyRelu(tensor([-5, 0, 5]), { negativeSlope: 0.1 })).toBeAllClose([-0.5, 0, 5]);
  });

  test("the slope is 0.01 by default: −100 becomes −1", () => {
    expect(leakyRelu(tensor([-100, 100]))).toBeAllClose([-1, 100]);
  });

  test("a slope of 2 is steeper on the left: −3 becomes −6", () => {
    expect(leakyRelu(tensor([-3, 3]), { negativeSlope: 2 })).toBeAllClose([-6, 3]);
  });
});

describe("LeakyReLU", () => {
  test("each layer keeps its own slope: −4 becomes −2 in one and −1 in the other", () => {
    const [half, quarter] = [new LeakyReLU({ negativeSlope: 0.5 }), new LeakyReLU({ negativeSlope: 0.25 })];
    expect(half.forward(tensor([-4]))).toBeAllClose([-2]);
    expect(quarter.forward(tensor([-4]))).toBeAllClose([-1]);
  });
});
