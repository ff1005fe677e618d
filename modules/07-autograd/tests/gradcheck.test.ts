import { type Tensor, tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { gradcheck } from "../src/index.ts";

/** A toy that knows one function, x², and says that its slope is `slope` · x. It needs nothing of what you write later. */
class Toy {
  data: Tensor;
  grad: { data: Tensor } | null = null;
  readonly requiresGrad = true;
  backward: (gradient: Tensor) => void = () => {};

  constructor(data: Tensor) {
    this.data = data;
  }
  zeroGrad(): void {
    this.grad = null;
  }
  square(slope: number): Toy {
    const result = new Toy(this.data.mul(this.data));
    result.backward = (gradient) => {
      const share = gradient.mul(this.data).mul(slope);
      this.grad = { data: this.grad === null ? share : this.grad.data.add(share) };
    };
    return result;
  }
}

const toy = () => new Toy(tensor([3, 5], { dtype: "float64" }));

describe("gradcheck", () => {
  test("2x is the slope of x²: ok, and nobody is the worst", () => {
    const { ok, worst, errors } = gradcheck((x) => x.square(2), [toy()]);
    expect(ok).toBe(true);
    expect(worst).toBe(null);
    expect(errors[0]).toBeAllClose([0, 0], { atol: 1e-6 });
  });

  test("3x is not: at 5 it says 15 where 10 is right, which is worse than 9 for 6 at 3", () => {
    const { ok, worst, errors } = gradcheck((x) => x.square(3), [toy()]);
    expect(ok).toBe(false);
    expect(worst).toMatchObject({ input: 0, element: 1, output: 1 });
    expect(worst?.analytic).toBeAllClose(15);
    expect(worst?.numeric).toBeAllClose(10, { rtol: 1e-6 });
    expect(errors[0]).toBeAllClose([3, 5], { rtol: 1e-6 });
  });

  test("the input has its own tensor again, and no gradient", () => {
    const x = toy();
    const { data } = x;
    gradcheck((input) => input.square(3), [x]);
    expect(x.data).toBe(data);
    expect(x.grad).toBe(null);
  });
});
