import { expect, test } from "vitest";
import { applyMistake, defineMistakes, type Mistake } from "./mistake.ts";

const mistake: Mistake = {
  id: "sgd.velocity-sign",
  file: "src/sgd.ts",
  find: "+ g",
  replace: "- g",
  caughtBy: ["sgd.momentum"],
  diagnosis: "the velocity is subtracted",
};

test("a mistake changes one place of one file", () => {
  const solution = { "src/sgd.ts": "v = m * v + g;", "src/adam.ts": "+ g" };
  expect(applyMistake(solution, mistake)).toEqual({ "src/sgd.ts": "v = m * v - g;", "src/adam.ts": "+ g" });
});

test("a mistake whose text is not there exactly once is an error", () => {
  expect(() => applyMistake({ "src/sgd.ts": "v" }, mistake)).toThrow("must match once in src/sgd.ts, got 0 matches");
  expect(() => applyMistake({ "src/sgd.ts": "a + g + g" }, mistake)).toThrow("got 2 matches");
  expect(() => applyMistake({}, mistake)).toThrow("names no solution file, got src/sgd.ts");
  expect(() => applyMistake({ "src/sgd.ts": "+ g" }, { ...mistake, replace: "+ g" })).toThrow("must change something");
});

test("ids are unique", () => {
  expect(() => defineMistakes([mistake, mistake])).toThrow("ids must be unique, got sgd.velocity-sign twice");
});
