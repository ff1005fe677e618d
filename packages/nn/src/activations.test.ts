import { asVariable, type Variable } from "@tinytorch/autograd";
import { Tensor, tensor } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import {
  ELU,
  elu,
  GELU,
  gelu,
  LeakyReLU,
  LogSoftmax,
  leakyRelu,
  logSigmoid,
  SiLU,
  Softmax,
  Softplus,
  silu,
  softplus,
} from "./activations.ts";

const x = tensor([-1000, -1, 0, 2, 1000], { dtype: "float64" });
const values = (y: Variable) => y.data.toArray();

describe("activations", () => {
  test("a layer does what its function does", () => {
    expect(values(new ELU(2).forward(x))).toEqual(values(elu(x, 2)));
    expect(values(new GELU({ approximate: "tanh" }).forward(x))).toEqual(values(gelu(x, { approximate: "tanh" })));
    expect(values(new LeakyReLU(0.3).forward(x))).toEqual(values(leakyRelu(x, 0.3)));
    expect(values(new SiLU().forward(x))).toEqual(values(silu(x)));
    expect(values(new Softplus({ beta: 3 }).forward(x))).toEqual(values(softplus(x, { beta: 3 })));
    expect(values(new Softmax(0).forward(x))).toEqual(values(asVariable(x).softmax(0)));
    expect(values(new LogSoftmax(0).forward(x))).toEqual(values(asVariable(x).logSoftmax(0)));
  });

  test("all are finite at ±1000, and so are their gradients", () => {
    for (const activation of [elu, gelu, leakyRelu, logSigmoid, silu, softplus]) {
      const input = asVariable(x.clone());
      input.requiresGrad = true;
      const output = activation(input);
      output.sum().backward();
      const all = [output.data, input.grad?.data].flatMap((item) =>
        item instanceof Tensor ? [...item.data] : [Number.NaN],
      );
      expect(all.every(Number.isFinite), activation.name).toBe(true);
    }
  });

  test("the ends are what the formulas say", () => {
    expect(values(elu(x))).toEqual([-1, Math.expm1(-1), 0, 2, 1000]);
    expect(values(logSigmoid(x))).toEqual([
      -1000,
      -1 - Math.log1p(Math.exp(-1)),
      -Math.LN2,
      -Math.log1p(Math.exp(-2)),
      0,
    ]);
    expect(softplus(tensor(0, { dtype: "float64" })).item()).toBe(Math.LN2);
    expect(values(softplus(tensor([21, -21], { dtype: "float64" })))).toEqual([21, Math.log1p(Math.exp(-21))]);
  });

  test("a model finds no parameters in them", () => {
    expect(new Softplus({ beta: 2 }).parameters()).toEqual([]);
  });
});
