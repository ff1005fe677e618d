import { type Tensor, tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { type Layer, ReLU, Sequential } from "../src/index.ts";

const double: Layer<Tensor> = { forward: (x) => x.mul(2), parameters: () => [] };
const addOne: Layer<Tensor> = { forward: (x) => x.add(1), parameters: () => [] };
const weighted = (weight: Tensor): Layer<Tensor> & { readonly weight: Tensor } => ({
  weight,
  forward: (x) => x.mul(weight),
  parameters: () => [weight],
});

describe("Sequential", () => {
  test("first doubled, then one more: 3 becomes 7, and the other way round 8", () => {
    expect(new Sequential(double, addOne).forward(tensor([3])).toArray()).toEqual([7]);
    expect(new Sequential(addOne, double).forward(tensor([3])).toArray()).toEqual([8]);
  });

  test("without a layer 3 stays 3", () => {
    expect(new Sequential<Tensor>().forward(tensor([3])).toArray()).toEqual([3]);
  });

  test("weight, relu, weight are named 0.weight and 2.weight", () => {
    const model = new Sequential<Tensor>(weighted(tensor([2])), new ReLU<Tensor>(), weighted(tensor([3])));
    expect(model.namedParameters().map(([name]) => name)).toEqual(["0.weight", "2.weight"]);
    expect(model.namedChildren().map(([name]) => name)).toEqual(["0", "1", "2"]);
  });

  test("a Sequential in a Sequential: 1.0.weight", () => {
    const inner = new Sequential<Tensor>(weighted(tensor([2])), double);
    const model = new Sequential<Tensor>(addOne, inner);
    expect(model.namedParameters().map(([name]) => name)).toEqual(["1.0.weight"]);
    expect(model.forward(tensor([4])).toArray()).toEqual([20]);
  });
});
