import { tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { Sigmoid, sigmoid } from "../src/index.ts";

describe("sigmoid", () => {
  test("0 becomes 1 / (1 + 1) = ½", () => {
    expect(sigmoid(tensor(0))).toBeAllClose(0.5);
  });

  test("log 3 becomes 3 / (3 + 1) = ¾, and −log 3 what is missing to 1: ¼", () => {
    expect(sigmoid(tensor([Math.log(3), -Math.log(3)]))).toBeAllClose([0.75, 0.25]);
  });

  test("1000 becomes 1 and −1000 becomes 0, although e^1000 is ∞ in float32", () => {
    expect(sigmoid(tensor([1000, -1000]))).toBeAllClose([1, 0]);
  });
});

describe("Sigmoid", () => {
  test("forward gives sigmoid: log 4 becomes 4 / (4 + 1) = 0.8", () => {
    expect(new Sigmoid().forward(tensor([Math.log(4), 0]))).toBeAllClose([0.8, 0.5]);
  });
});
