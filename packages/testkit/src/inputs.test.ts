import { expect, test } from "vitest";
import { Generator } from "./generator.ts";
import { Inputs } from "./inputs.ts";

test("a seed and an id give the numbers that were recorded, whatever becomes of the library's generator", () => {
  const inputs = new Inputs("sgd.momentum", 7);
  expect(inputs.number(0.1, 0.5)).toBe(0.3425934910774231);
  expect(inputs.integer(2, 9)).toBe(4);
  expect(inputs.signed(3, 1, 2)).toEqual([1.971173644065857, 1.7720545530319214, 1.9762799739837646]);
  expect(inputs.magnitudes(3, 1e-6, 1e4)).toEqual([12.546382904052734, -0.504278838634491, 0.00006756478978786618]);
  expect(inputs.start(2, 1)).toEqual([[1.3285633325576782, 1.5886924266815186], [-1.9445544481277466]]);
  expect(inputs.gradients(2, 2, 1)).toEqual([
    [[0.7676015496253967, 0.1824745535850525], [-0.25634363293647766]],
    [[-0.3372459411621094, -0.8385730981826782], [0.30639687180519104]],
  ]);
});

test("gradients along the parameters have their signs", () => {
  const inputs = new Inputs("adam.moments", 3);
  const start = inputs.start(2);
  expect(start).toEqual([[1.10734224319458, -1.9886205196380615]]);
  expect(inputs.gradientsAlong(2, start)).toEqual([
    [[0.8165614604949951, -0.3057142198085785]],
    [[0.18232904374599457, -0.28931280970573425]],
  ]);
});

test("another id or another seed gives other numbers, and the same ones give the same", () => {
  const first = (id: string, seed: number) => new Inputs(id, seed).number(0, 1);
  expect(first("a", 1)).toBe(first("a", 1));
  expect(new Set([first("a", 1), first("b", 1), first("a", 2)]).size).toBe(3);
  expect(first("µ ∇ 😀", 2 ** 32 - 1)).toBe(0.5653136968612671);
});

test("a whole number is drawn from all of its range, both ends included", () => {
  const inputs = new Inputs("range", 1);
  expect(new Set(Array.from({ length: 200 }, () => inputs.integer(2, 4)))).toEqual(new Set([2, 3, 4]));
});

test("the generator takes seeds of 53 bits, and nothing that is not a seed", () => {
  const generator = new Generator(2 ** 40 + 3);
  expect([generator.uniform(), generator.uniform(-1, 1), generator.uniform()]).toEqual([
    0.18465134446945164, 0.45712273225782507, 0.11942424601187973,
  ]);
  expect(() => new Generator(-1)).toThrow("Generator: seed must be a whole number ≥ 0, got -1");
});
