import { expect, test } from "vitest";
import { sectionsIn } from "./sections-in.ts";

test("who is in several sections is in each, and numbers are in the order of numbers", () => {
  const people = [{ section: "B; lab 10" }, { section: null }, { section: "A; lab 2" }, { section: "B" }];
  expect(sectionsIn(people)).toEqual(["A", "B", "lab 2", "lab 10"]);
});
