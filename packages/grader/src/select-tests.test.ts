import type { RubricEntry } from "@tinytorch/course";
import { expect, test } from "vitest";
import { selectTests } from "./select-tests.ts";

const entry = (id: string): RubricEntry => ({ id, title: id, points: 25, visibility: "visible", hint: "Look." });
const module = {
  rubric: { module: "08-optimizers", tests: ["sgd.plain", "sgd.momentum", "adam.plain", "adamw.plain"].map(entry) },
  suites: ["sgd", "adam", "adamw"].map((component) => ({ component, file: `/${component}/suite.test.ts` })),
};

test("without ids the whole rubric is run, from every file", () => {
  const { rubric, suiteFiles } = selectTests(module, undefined);
  expect(rubric).toBe(module.rubric);
  expect(suiteFiles).toEqual(["/sgd/suite.test.ts", "/adam/suite.test.ts", "/adamw/suite.test.ts"]);
});

test("ids select their tests, in the rubric's order, and the files of their components alone", () => {
  const { rubric, suiteFiles } = selectTests(module, ["adam.plain", "sgd.momentum"]);
  expect(rubric.tests.map(({ id }) => id)).toEqual(["sgd.momentum", "adam.plain"]);
  expect(suiteFiles).toEqual(["/sgd/suite.test.ts", "/adam/suite.test.ts"]);
});

test("an id that is none of the rubric's is the machinery's error", () => {
  expect(() => selectTests(module, ["sgd.nesterov"])).toThrow("no hidden test is called sgd.nesterov");
});
