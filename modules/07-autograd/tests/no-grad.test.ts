import { describe, expect, test } from "vitest";
import { noGrad, Variable } from "../src/index.ts";

describe("noGrad", () => {
  test("what is computed inside requires no gradient; afterwards it does again", () => {
    const x = new Variable(2);
    expect(noGrad(() => x.mul(3).requiresGrad)).toBe(false);
    expect(x.mul(3).requiresGrad).toBe(true);
  });

  test("a function that throws ends it too", () => {
    const x = new Variable(2);
    const fail = () => {
      throw new Error("stop");
    };
    expect(() => noGrad(fail)).toThrow();
    expect(x.mul(3).requiresGrad).toBe(true);
  });
});
