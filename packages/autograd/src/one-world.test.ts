import * as tensors from "@tinytorch/tensor";
import { scope, type Tensor, tensor } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import * as autograd from "./index.ts";
import { asVariable, noGrad, Variable } from "./index.ts";

const left = () =>
  tensor([
    [1, 2],
    [3, 4],
  ]);
const right = () => new Variable([0.5, 3]);
const condition = tensor([true, false]);

/** What was computed, and the gradient that a leaf got of its sum. */
function resultAndGradient(leaf: Variable, result: Variable): readonly [unknown, unknown] {
  result.sum().backward();
  return [result.data.toArray(), leaf.grad?.data.toArray()];
}

describe("a tensor on the left of a variable", () => {
  const operations: Readonly<Record<string, (a: Tensor, b: Variable) => Variable>> = {
    add: (a, b) => a.add(b),
    "add, times alpha": (a, b) => a.add(b, { alpha: 3 }),
    sub: (a, b) => a.sub(b),
    mul: (a, b) => a.mul(b),
    div: (a, b) => a.div(b),
    pow: (a, b) => a.pow(b),
    maximum: (a, b) => a.maximum(b),
    minimum: (a, b) => a.minimum(b),
    matmul: (a, b) => a.matmul(b),
    outer: (a, b) => a.select(0, 0).outer(b),
    dot: (a, b) => a.select(0, 0).dot(b),
  };
  const onVariables: Readonly<Record<string, (a: Variable, b: Variable) => Variable>> = {
    add: (a, b) => a.add(b),
    "add, times alpha": (a, b) => a.add(b.mul(3)),
    sub: (a, b) => a.sub(b),
    mul: (a, b) => a.mul(b),
    div: (a, b) => a.div(b),
    pow: (a, b) => a.pow(b),
    maximum: (a, b) => a.maximum(b),
    minimum: (a, b) => a.minimum(b),
    matmul: (a, b) => a.matmul(b),
    outer: (a, b) => a.select(0, 0).outer(b),
    dot: (a, b) => a.select(0, 0).dot(b),
  };

  test.each(Object.keys(operations))("does in %s what a variable does there, and is recorded", (name) => {
    const [one, other] = [right(), right()];
    const result = operations[name](left(), one);
    expect(result).toBeInstanceOf(Variable);
    const expected = onVariables[name](asVariable(left()), other);
    expect(resultAndGradient(one, result)).toEqual(resultAndGradient(other, expected));
  });

  test.each(["eq", "ne", "lt", "le", "gt", "ge"] as const)("compares by %s to truth values", (name) => {
    const result = left()[name](right());
    expect(result).toBeInstanceOf(tensors.Tensor);
    expect(result.toArray()).toEqual(left()[name](right().data).toArray());
  });

  test("is not recorded where nothing is", () => {
    expect(noGrad(() => left().add(right())).requiresGrad).toBe(false);
    expect(left().add(right().detach()).requiresGrad).toBe(false);
    expect(left().mul(right()).requiresGrad).toBe(true);
  });

  test("survives its scope as a variable does", () => {
    const sum = scope(() => left().add(right()));
    expect(sum.data.toArray()).toEqual([
      [1.5, 5],
      [3.5, 7],
    ]);
  });

  test("is not written into by what is recorded, and says so", () => {
    for (const name of ["add_", "sub_", "mul_", "div_", "maximum_", "copy_"] as const) {
      expect(() => Reflect.apply(left()[name], left(), [right()]), name).toThrow(
        /_: the (operand|source) must be a Tensor.*, got a Variable; begin with the variable to record, or take its data/,
      );
    }
  });
});

describe("functions of tensors take variables", () => {
  test("cat and stack, wherever among tensors one is", () => {
    const row = tensor([7, 8]);
    const [first, second, ...others] = [right(), right(), right(), right()];
    const results = [tensors.cat([row, first]), tensors.stack([second, row], 1)];
    const expected = [autograd.cat([row, others[0]]), autograd.stack([others[1], row], 1)];
    for (const [i, leaf] of [first, second].entries()) {
      const result = asVariable(results[i]).mul(2);
      expect(result.requiresGrad).toBe(true);
      expect(resultAndGradient(leaf, result)).toEqual(resultAndGradient(others[i], expected[i].mul(2)));
    }
    const longer: Variable = tensors.cat([first, second]);
    const higher: Variable = tensors.stack([first, second]);
    expect([longer.shape, higher.shape]).toEqual([[4], [2, 2]]);
    expect(() => tensors.cat([right(), left()])).toThrow(
      "cat: sizes must match except along dim 0, got [2] and [2, 2]",
    );
    expect(() => tensors.stack([right(), left()])).toThrow("stack: tensors must have one shape, got [2] and [2, 2]");
    expect(() => tensors.cat(Object([right(), 3]))).toThrow(
      "asVariable: a value must be a Variable or a Tensor, got number",
    );
  });

  test("where, also with a number on the other side", () => {
    const x = right();
    expect(resultAndGradient(x, tensors.where(condition, x, 9))).toEqual([
      [0.5, 9],
      [1, 0],
    ]);
    const y = right();
    expect(resultAndGradient(y, tensors.where(condition, tensor([4, 5]), y))).toEqual([
      [4, 3],
      [0, 1],
    ]);
    expect(autograd.where(condition, 9, right()).data.toArray()).toEqual([9, 3]);
    expect(autograd.where(condition, right(), 2.5).data.toArray()).toEqual([0.5, 2.5]);
    expect(autograd.where(condition, new Variable([1, 2], { dtype: "float64" }), 0.1).data.toArray()).toEqual([1, 0.1]);
    expect(autograd.where(condition, 1, 2).dtype).toBe("float32");
  });

  test("einsum", () => {
    const [first, second, other] = [right(), right(), right()];
    expect(resultAndGradient(first, tensors.einsum("j,ij->i", first, left()))).toEqual(
      resultAndGradient(other, autograd.einsum("ij,j->i", left(), other)),
    );
    const mixed = tensors.einsum("ij,j->i", left(), second);
    if (!(mixed instanceof Variable)) throw new Error("einsum must give a Variable, got a tensor");
    expect(resultAndGradient(second, mixed)[1]).toEqual([4, 6]);
  });
});

test("what variables have of tensors' they have with the same values", () => {
  const x = new Variable([
    [3, 1],
    [2, 5],
  ]);
  expect(x.argmin(1).toArray()).toEqual([1, 0]);
  expect(x.argsort().toArray()).toEqual(x.data.argsort().toArray());
  expect(x.sort().indices.toArray()).toEqual(x.data.argsort().toArray());
  expect(x.topk(1).indices.toArray()).toEqual([[0], [1]]);
  expect(x.nonzero().shape).toEqual([4, 2]);
  expect(x.add(1, { alpha: 2 }).data.toArray()).toEqual([
    [5, 3],
    [4, 7],
  ]);
  expect(() => x.scatter(0, tensor([[0]], { dtype: "int32" }), new Variable([[1]], { dtype: "float64" }))).toThrow(
    "scatter: the source must be float32 as the tensor is, got float64",
  );
  expect(() => x.var(0, { correction: 2 })).toThrow("var: there must be more than 2 elements to spread");
  expect(() => x.std(0, { correction: 2 })).toThrow("std: there must be more than 2 elements to spread");
});

describe("element types", () => {
  test("a converted variable hands its gradient back in its own type, a second one too", () => {
    const x = new Variable([1, 2]);
    const wide = x.to("float64");
    expect([wide.dtype, x.to("float32") === x]).toEqual(["float64", true]);
    const seen: unknown[] = [];
    const narrow = x.mul(1);
    narrow.registerHook((g) => void seen.push(g.dtype));
    const [slope] = autograd.grad(narrow.to("float64").pow(3).sum(), x, { createGraph: true });
    expect([slope.dtype, slope.data.toArray(), seen]).toEqual(["float32", [3, 12], ["float32"]]);
    slope.sum().backward();
    expect([x.grad?.dtype, x.grad?.data.toArray()]).toEqual(["float32", [6, 12]]);
  });

  test("a multiple that is added has the precision of the sum, as of tensors", () => {
    const third = tensor([1 / 3]);
    const other = new Variable(third);
    const sum = new Variable([0], { dtype: "float64" }).add(other, { alpha: 3 });
    expect(sum.item()).toBe(tensor([0], { dtype: "float64" }).add(third, { alpha: 3 }).item());
    sum.backward();
    expect([other.grad?.dtype, other.grad?.item()]).toEqual(["float32", 3]);
  });

  test("what is converted to whole numbers is a constant, and only a type is converted to", () => {
    const x = new Variable([1.5, -2]);
    expect([x.to("int32").requiresGrad, x.to("int32").data.toArray()]).toEqual([false, [1, -2]]);
    expect(() => x.to(Object("float"))).toThrow("to: dtype must be");
  });

  test("truth values of a variable are filled, scattered and multiplied as those of a tensor are", () => {
    const truths = asVariable(tensor([true, false]));
    expect(truths.maskedFill(condition, 0).dtype).toBe("bool");
    expect(truths.scatter(0, tensor([1], { dtype: "int32" }), 1).data.toArray()).toEqual([1, 1]);
    expect(truths.scatter(0, tensor([1], { dtype: "int32" }), 1).dtype).toBe("bool");
    expect([truths.prod().dtype, truths.cumprod(0).dtype, truths.cumsum(0).dtype]).toEqual(["int32", "int32", "int32"]);
  });
});
