import { expect, test } from "vitest";
import { courseSum } from "./course-sum.ts";

const grade = (module: string, counted: number | null, maxScore: number | null, excused = false) => ({
  ...{ module, counted, maxScore, excused },
});

test("grades are summed as points of what each module is worth, though they were given as points of another number", () => {
  const modules = [
    { id: "01-a", points: 20 },
    { id: "02-b", points: 100 },
    { id: "03-c", points: 100 },
  ];
  const sum = courseSum(modules, [grade("01-a", 90, 100), grade("02-b", 0, 100)]);
  expect(sum).toEqual({ graded: 2, modules: 3, earned: 18, worth: 220 });
});

test("who is excused has no points in a module, and there are none to have", () => {
  const modules = [
    { id: "01-a", points: 0.1 },
    { id: "02-b", points: 0.2 },
    { id: "03-c", points: 100 },
  ];
  const sum = courseSum(modules, [grade("01-a", 0.1, 0.1), grade("02-b", 0.2, 0.2), grade("03-c", null, null, true)]);
  expect(sum).toEqual({ graded: 2, modules: 2, earned: 0.3, worth: 0.3 });
});

test("what a module that cannot be graded any more gave is not of the course that is shown", () => {
  expect(courseSum([{ id: "02-b", points: 100 }], [grade("01-gone", 50, 100)])).toEqual({
    ...{ graded: 0, modules: 1, earned: 0, worth: 100 },
  });
});
