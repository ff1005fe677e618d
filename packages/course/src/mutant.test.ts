import { expect, test } from "vitest";
import { applyMutant, defineMutants, type Mutant } from "./mutant.ts";

const mutant: Mutant = {
  id: "sgd.velocity-sign",
  file: "src/sgd.ts",
  find: "+ g",
  replace: "- g",
  caughtBy: ["sgd.momentum"],
  diagnosis: "the velocity is subtracted",
};

test("a mutant changes one place of one file", () => {
  const solution = { "src/sgd.ts": "v = m * v + g;", "src/adam.ts": "+ g" };
  expect(applyMutant(solution, mutant)).toEqual({ "src/sgd.ts": "v = m * v - g;", "src/adam.ts": "+ g" });
});

test("a mutant whose text is not there exactly once is an error", () => {
  expect(() => applyMutant({ "src/sgd.ts": "v" }, mutant)).toThrow("must match once in src/sgd.ts, got 0 matches");
  expect(() => applyMutant({ "src/sgd.ts": "a + g + g" }, mutant)).toThrow("got 2 matches");
  expect(() => applyMutant({}, mutant)).toThrow("names no solution file, got src/sgd.ts");
  expect(() => applyMutant({ "src/sgd.ts": "+ g" }, { ...mutant, replace: "+ g" })).toThrow("must change something");
});

test("ids are unique", () => {
  expect(() => defineMutants([mutant, mutant])).toThrow("ids must be unique, got sgd.velocity-sign twice");
});
