import { tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { Tanh, tanh } from "../src/index.ts";

describe("tanh", () => {
  test("0 stays 0", () => {
    expect(tanh(tensor(0))).toBeAllClose(0);
  });

  test("log 2 becomes (2 − ½) / (2 + ½) = 0.6, and −log 2 becomes −0.6", () => {
    expect(tanh(tensor([Math.log(2), -Math.log(2)]))).toBeAllClose([0.6, -0.6]);
  });

  test("1000 becomes 1 and −1000 becomes −1, although e^1000 is ∞ in float32", () => {
    expect(tanh(tensor([1000, -1000]))).toBeAllClose([1, -1]);
  });
});

describe("Tanh", () => {
  test("forward gives tanh: log 3 becomes (3 − ⅓) / (3 + ⅓) = 0.8", () => {
    expect(new Tanh().forward(tensor([Math.log(3), 0]))).toBeAllClose([0.8, 0]);
  });
});
