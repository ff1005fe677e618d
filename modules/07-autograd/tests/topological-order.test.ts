import { describe, expect, test } from "vitest";
import { topologicalOrder, Variable } from "../src/index.ts";

describe("topologicalOrder", () => {
  test("y = (x · x) · x: y, then x · x, then x, once", () => {
    const x = new Variable(2);
    const square = x.mul(x);
    const y = square.mul(x);
    const order = topologicalOrder(y);
    expect(order.length).toBe(3);
    for (const [place, variable] of [y, square, x].entries()) expect(order[place]).toBe(variable);
  });

  test("a constant is not there", () => {
    const x = new Variable(2);
    const constant = new Variable(3, { requiresGrad: false });
    const y = x.mul(constant);
    expect(topologicalOrder(y).length).toBe(2);
  });
});
