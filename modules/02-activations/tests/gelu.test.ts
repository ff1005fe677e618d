import { tensor } from "@tinytorch/tensor";
import { valuesOf } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { GELU, gelu } from "../src/index.ts";

describe("gelu", () => {
  test("of a bell curve 84.13 % lies below 1: 1 becomes 0.8413, and −1 becomes −1 · 0.1587", () => {
    expect(gelu(tensor([1, -1, 0]))).toBeAllClose([0.8413, -0.1587, 0], { rtol: 0, atol: 1e-4 });
  });

  test("97.72 % lies below 2: 2 becomes 2 · 0.9772 = 1.9545", () => {
    expect(gelu(tensor([2]))).toBeAllClose([1.9545], { rtol: 0, atol: 1e-4 });
  });

  test("the form with tanh is another one: at 2.5 it is 0.0004 more", () => {
    const [exact = 0] = valuesOf(gelu(tensor([2.5]), { approximate: "none" }));
    const [near = 0] = valuesOf(gelu(tensor([2.5]), { approximate: "tanh" }));
    expect(near - exact).toBeAllClose(0.0004, { rtol: 0, atol: 0.0001 });
  });
});

describe("GELU", () => {
  test("forward gives gelu in the layer's own form", () => {
    const x = tensor([-2.5, 2.5]);
    expect(new GELU().forward(x)).toBeAllClose(gelu(x));
    expect(new GELU({ approximate: "tanh" }).forward(x)).toBeAllClose(gelu(x, { approximate: "tanh" }));
  });
});
