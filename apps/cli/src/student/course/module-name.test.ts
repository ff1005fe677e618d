import { posix, win32 } from "node:path";
import { describe, expect, test } from "vitest";
import { isPath, meantBy, moduleAt } from "./module-name.ts";

const ids = [
  "00-setup",
  "01-tensor",
  "02-activations",
  "07-autograd",
  "08-optimizers",
  "12-attention",
  "18-memoization",
];

test.each([
  ["08-optimizers"],
  ["8"],
  ["08"],
  ["optimizers"],
  ["opt"],
  ["08-opt"],
  ["8-optimizers"],
  ["08_Optimizers"],
  ["Optimizers"],
  ["modules/08-optimizers/"],
  ["modules\\08-optimizers"],
  ["./modules/08-optimizers"],
  ["..\\modules\\08-optimizers\\src"],
  ["../modules/opt"],
  ["grading/08-optimizers"],
  ["./08-optimizers/"],
])("%j means 08-optimizers", (name) => {
  expect(meantBy(ids, name)).toEqual({ ids: ["08-optimizers"], near: [] });
});

test("a beginning of several means each of them, a whole name that one alone", () => {
  expect(meantBy(ids, "a").ids).toEqual(["02-activations", "07-autograd", "12-attention"]);
  expect(meantBy(["01-data", "02-data-loader"], "data").ids).toEqual(["01-data"]);
  expect(meantBy(["01-data", "02-data"], "data").ids).toEqual(["01-data", "02-data"]);
  expect(meantBy(ids, "0").ids, "a number is whole").toEqual(["00-setup"]);
});

test.each([
  ["optimisers", ["08-optimizers"]],
  ["08-optimisers", ["08-optimizers"]],
  ["tensro", ["01-tensor"]],
  ["setpu", ["00-setup"]],
  ["00-stup", ["00-setup"]],
  ["memoisation", ["18-memoization"]],
  ["xyzzy", []],
  ["99", []],
  ["", []],
  [".", []],
])("%j means none, and is spelled much like %j", (name, near) => {
  expect(meantBy(ids, name)).toEqual({ ids: [], near });
});

describe("a place in a module's folder", () => {
  const unix = "/home/ada/my course";
  const windows = "C:\\Users\\Ada B\\my course";

  test.each([
    [posix, unix, `${unix}/modules/08-optimizers`, "08-optimizers"],
    [posix, unix, `${unix}/modules/08-optimizers/src/deep`, "08-optimizers"],
    [posix, unix, `${unix}/grading/08-optimizers/solution`, "08-optimizers"],
    [posix, unix, `${unix}/modules`, null],
    [posix, unix, `${unix}/modules/milestones`, null],
    [posix, unix, unix, null],
    [posix, unix, `${unix} 2/modules/08-optimizers`, null],
    [win32, windows, `${windows}\\modules\\08-optimizers`, "08-optimizers"],
    [win32, windows, "c:\\users\\ada b\\MY COURSE\\modules\\08-optimizers\\src", "08-optimizers"],
    [win32, windows, `${windows}\\modules`, null],
    [win32, windows, "D:\\modules\\08-optimizers", null],
    [win32, windows, `${windows} 2\\modules\\08-optimizers`, null],
  ])("by the rules of its system", (rules, course, place, id) => {
    expect(moduleAt(course, place, rules)).toBe(id);
  });
});

test("a name with a slash that leans either way, or dots alone, is a path", () => {
  expect(["modules/08", "modules\\08", ".", "..", "C:\\x"].map(isPath)).toEqual([true, true, true, true, true]);
  expect(["08", "opt", "0.8"].map(isPath)).toEqual([false, false, false]);
});
