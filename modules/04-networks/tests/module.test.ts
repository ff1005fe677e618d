import { type Tensor, tensor } from "@tinytorch/tensor";
import { refusal } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { type Layer, Module } from "../src/index.ts";

/** y = weight · x. */
class Scale implements Layer<Tensor> {
  readonly weight: Tensor;
  constructor(...weight: readonly number[]) {
    this.weight = tensor([...weight]);
  }
  forward(x: Tensor): Tensor {
    return x.mul(this.weight);
  }
  parameters(): readonly Tensor[] {
    return [this.weight];
  }
}

/** y = second(first(x)) + offset. */
class Pair extends Module<Tensor> {
  readonly first: Layer<Tensor>;
  readonly second: Layer<Tensor>;
  readonly offset = tensor([10]);
  constructor(first: Layer<Tensor>, second: Layer<Tensor>) {
    super();
    this.first = first;
    this.second = second;
  }
  override forward(x: Tensor): Tensor {
    return this.second.forward(this.first.forward(x)).add(this.offset);
  }
}

class Tower extends Module<Tensor> {
  readonly floors: readonly Layer<Tensor>[];
  constructor(...floors: readonly Layer<Tensor>[]) {
    super();
    this.floors = floors;
  }
  override forward(x: Tensor): Tensor {
    return this.floors.reduce((value, floor) => floor.forward(value), x);
  }
}

const namesOf = (module: Module<Tensor>) => module.namedParameters().map(([name]) => name);
const pair = () => new Pair(new Scale(2), new Scale(3));

describe("Module", () => {
  test("namedChildren() of a pair are first and second", () => {
    expect(
      pair()
        .namedChildren()
        .map(([name]) => name),
    ).toEqual(["first", "second"]);
  });

  test("its own offset comes first, then first.weight and second.weight", () => {
    expect(namesOf(pair())).toEqual(["offset", "first.weight", "second.weight"]);
  });

  test("a pair in a pair: first.offset, first.first.weight, …", () => {
    expect(namesOf(new Pair(pair(), new Scale(4)))).toEqual([
      "offset",
      "first.offset",
      "first.first.weight",
      "first.second.weight",
      "second.weight",
    ]);
  });

  test("layers in an array are named by position: floors.0.weight, floors.1.weight", () => {
    expect(namesOf(new Tower(new Scale(1), new Scale(1)))).toEqual(["floors.0.weight", "floors.1.weight"]);
  });

  test("one layer in both places of a pair has one weight, not two", () => {
    const scale = new Scale(2);
    expect(namesOf(new Pair(scale, scale))).toEqual(["offset", "first.weight"]);
  });

  test("parameters() lists the objects themselves", () => {
    const [first, second] = [new Scale(2), new Scale(2)];
    const tower = new Tower(first, second);
    expect(tower.parameters().map((parameter) => [first.weight, second.weight].indexOf(parameter))).toEqual([
      0, 1,
    ]);
  });

  test("eval() reaches the innermost pair, and train() switches back", () => {
    const inner = pair();
    const outer = new Pair(new Tower(inner), new Scale(1));
    expect(outer.eval()).toBe(outer);
    expect([outer.training, inner.training]).toEqual([false, false]);
    outer.train();
    expect([outer.training, inner.training]).toEqual([true, true]);
  });

  test("stateDict() has 10, 2 and 3 by name, and keeps them when the weight becomes 7", () => {
    const model = pair();
    const state = model.stateDict();
    for (const [name, parameter] of model.namedParameters()) if (name === "first.weight") parameter.fill_(7);
    expect(Object.entries(state).map(([name, values]) => [name, values.toArray()])).toEqual([
      ["offset", [10]],
      ["first.weight", [2]],
      ["second.weight", [3]],
    ]);
  });

  test("loadStateDict() of 2 and 3 into 5 and 6: 1 · 2 · 3 + 10 = 16", () => {
    const model = new Pair(new Scale(5), new Scale(6));
    const held = model.parameters();
    model.loadStateDict(pair().stateDict());
    expect(model.forward(tensor([1])).toArray()).toEqual([16]);
    // An optimizer that holds the parameters still holds the right ones.
    expect(held.map((parameter) => parameter.toArray())).toEqual([[10], [2], [3]]);
  });

  test("a name that is missing and one that is unknown are refused, and nothing is written", () => {
    const model = new Tower(new Scale(1), new Scale(2));
    const state = { "floors.0.weight": tensor([9]), "floors.2.weight": tensor([9]) };
    expect(refusal(() => model.loadStateDict(state))).toBe(
      "loadStateDict: names must match, got 1 missing [floors.1.weight] and 1 unknown [floors.2.weight]",
    );
    expect(model.parameters().map((parameter) => parameter.toArray())).toEqual([[1], [2]]);
  });

  test("two numbers for a weight of one are refused, and nothing is written", () => {
    const model = new Tower(new Scale(1), new Scale(2));
    const state = { "floors.0.weight": tensor([9]), "floors.1.weight": tensor([9, 9]) };
    expect(refusal(() => model.loadStateDict(state))).toBe(
      "loadStateDict: floors.1.weight must have shape [1], got [2]",
    );
    expect(model.parameters().map((parameter) => parameter.toArray())).toEqual([[1], [2]]);
  });

  test("mapParameters() that halves: 8 becomes 4, also when it is used twice", () => {
    const scale = new Scale(8);
    const tower = new Tower(scale, scale);
    expect(tower.mapParameters((values) => values.div(2))).toBe(tower);
    expect(scale.weight.toArray()).toEqual([4]);
  });
});
