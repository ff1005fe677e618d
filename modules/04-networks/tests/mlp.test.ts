import { Variable } from "@tinytorch/autograd";
import { Generator, type Tensor, tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { createMlp, type Layer, MLP } from "../src/index.ts";

/** x². */
class Square implements Layer<Tensor> {
  forward(x: Tensor): Tensor {
    return x.mul(x);
  }
  parameters(): readonly Tensor[] {
    return [];
  }
}

const namesOf = (model: MLP<Tensor>) => model.layers.map((layer) => layer.constructor.name);

describe("MLP", () => {
  test("[2, 3, 1] is Linear(2, 3), ReLU, Linear(3, 1)", () => {
    const model = new MLP<Tensor>([2, 3, 1], {
      generator: new Generator(1),
      parameter: (initial) => initial,
    });
    expect(namesOf(model)).toEqual(["Linear", "ReLU", "Linear"]);
    expect(model.parameters().map(({ shape }) => shape)).toEqual([[3, 2], [3], [1, 3], [1]]);
  });

  test("with all weights −1 and biases 0, x = 2 becomes −2, 0 by relu, and −0; x = −2 becomes 2, 2 and −2", () => {
    const model = new MLP<Tensor>([1, 1, 1], {
      generator: new Generator(1),
      parameter: (initial) => initial.mul(0).sub(initial.ndim === 2 ? 1 : 0),
    });
    // + 0, for −0 and 0 are the same number here.
    expect(
      model
        .forward(tensor([[2], [-2]]))
        .add(0)
        .toArray(),
    ).toEqual([[0], [-2]]);
  });

  test("two sizes are a single linear layer, without an activation", () => {
    const model = new MLP<Tensor>([4, 2], { generator: new Generator(1), parameter: (initial) => initial });
    expect(namesOf(model)).toEqual(["Linear"]);
  });

  test("the activation that is asked for, a new one for each place", () => {
    const model = new MLP<Tensor>([1, 1, 1, 1], {
      generator: new Generator(1),
      parameter: (initial) => initial,
      activation: () => new Square(),
    });
    expect(namesOf(model)).toEqual(["Linear", "Square", "Linear", "Square", "Linear"]);
    expect(model.layers[1]).not.toBe(model.layers[3]);
  });

  test("on variables the same network learns: the last bias has the gradient 1", () => {
    const model = new MLP<Variable>([2, 3, 1], {
      generator: new Generator(1),
      parameter: (initial) => new Variable(initial),
    });
    model
      .forward(new Variable([[1, 2]]))
      .sum()
      .backward();
    expect(model.parameters().at(-1)?.grad?.data.toArray()).toEqual([1]);
  });
});

describe("createMlp", () => {
  test("the same seed draws the same weights, in tensors of their own", () => {
    const [first, second, other] = [1, 1, 2].map((seed) => createMlp([2, 3, 1], { seed }));
    const numbers = (model: MLP<Tensor>) => model.parameters().map((parameter) => parameter.toArray());
    expect(numbers(first)).toEqual(numbers(second));
    expect(numbers(first)).not.toEqual(numbers(other));
    expect(first.parameters()[0]).not.toBe(second.parameters()[0]);
  });

  test("without a seed it is 0", () => {
    const [first, second] = [createMlp([2, 1]), createMlp([2, 1], { seed: 0 })];
    expect(first.parameters()[0].toArray()).toEqual(second.parameters()[0].toArray());
  });
});
