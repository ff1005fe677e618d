import { Variable } from "@tinytorch/autograd";
import { Generator, ones, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { type Input, Module } from "../module.ts";
import { ModuleDict, ModuleList, ParameterList } from "./containers.ts";
import { Identity } from "./identity.ts";
import { Linear } from "./linear.ts";

const generator = new Generator(7);
const linear = () => new Linear(1, 1, { generator });

class Deep extends Module {
  readonly layers = new ModuleList([linear(), linear()]);
  readonly heads = new ModuleDict({ mean: linear() });
  readonly scales = new ParameterList([new Variable([2]), new Variable([3])]);

  override forward(input: Input): Variable {
    let x = this.heads.get("mean").forward(input);
    for (const layer of this.layers) x = layer.forward(x);
    for (const scale of this.scales) x = x.mul(scale);
    return x;
  }
}

describe("containers", () => {
  test("what they hold is trained, saved and found under PyTorch's names", () => {
    const model = new Deep();
    const names = ["layers.0", "layers.1", "heads.mean"].flatMap((name) => [`${name}.weight`, `${name}.bias`]);
    expect(Object.keys(model.stateDict())).toEqual([...names, "scales.0", "scales.1"]);
    model
      .forward(ones([2, 1]))
      .sum()
      .backward();
    for (const [name, { grad }] of model.namedParameters()) expect(grad, name).not.toBeNull();
    expect(model.eval().layers.at(-1).training).toBe(false);
    new Deep().loadStateDict(model.stateDict());
  });

  test("a list grows, and takes modules in between", () => {
    const [a, b, c] = [linear(), new Identity(), linear()];
    const list = new ModuleList<Module>([a]).append(c).insert(1, b).extend([linear()]);
    expect([...list].slice(0, 3)).toEqual([a, b, c]);
    expect([list.length, list.at(-2)]).toEqual([4, c]);
    expect(Object.keys(list.stateDict())).toEqual(["0.weight", "0.bias", "2.weight", "2.bias", "3.weight", "3.bias"]);
    expect(() => list.at(4)).toThrow(
      new RangeError("ModuleList.at: index must be a whole number within a list of 4, got 4"),
    );
    expect(() => list.insert(5, a)).toThrow("ModuleList.insert: index must be a whole number in [0, 4], got 5");
    expect(() => list.extend([a, Object(1)])).toThrow(new TypeError("ModuleList: parts must be Modules, got a Number"));
    expect(() => new ModuleList(Object(a))).toThrow("ModuleList: parts must be a list, got a Linear");
    expect(list.length).toBe(4);
  });

  test("modules by name are set, replaced and deleted", () => {
    const [a, b] = [linear(), linear()];
    const dictionary = new ModuleDict({ a }).set("b", b).set("a", b);
    expect([dictionary.size, dictionary.has("a"), dictionary.get("a"), [...dictionary].length]).toEqual([
      2,
      true,
      b,
      2,
    ]);
    expect(dictionary.delete("a")).toBe(true);
    expect(() => dictionary.get("a")).toThrow(new RangeError("ModuleDict.get: name must be one of b, got a"));
    expect(() => dictionary.set("a.b", a)).toThrow("ModuleDict.set: name must be a word without dots, got a.b");
  });

  test("parameters are counted, and results are none", () => {
    const list = new ParameterList().append(new Variable([1]));
    expect([list.length, list.at(-1).item(), list.parameters().length]).toEqual([1, 1, 1]);
    expect(() => list.append(new Variable([1]).mul(2))).toThrow(
      "ParameterList: a parameter must be a Variable that no operation made",
    );
    expect(() => list.at(1)).toThrow("ParameterList.at: index must be a whole number within a list of 1, got 1");
  });

  test("a container is no layer, and says so", () => {
    expect(() => new ModuleList([linear()]).forward()).toThrow(
      new TypeError("ModuleList: a container must be used through its parts, got a call of forward"),
    );
  });

  test("the identity hands on what it is given", () => {
    const x = new Variable([1]);
    expect(new Identity().forward(x)).toBe(x);
    expect(new Identity().forward(zeros([2])).shape).toEqual([2]);
  });
});
