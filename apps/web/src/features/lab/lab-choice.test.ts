import { expect, test } from "vitest";
import { mostRunners, readAddress, writeAddress } from "./lab-choice.ts";

test("an address says the whole lab, and comes back as it was", () => {
  const address = { surface: "himmelblau", steps: 50, runs: "adam:0.1:cosine,sgd:0.001:constant" };
  const choice = readAddress(address);
  expect(choice.runners).toEqual([
    { rule: "adam", rate: 0.1, schedule: "cosine" },
    { rule: "sgd", rate: 0.001, schedule: "constant" },
  ]);
  expect(writeAddress(choice)).toEqual(address);
});

test("a student's own are in it by their names, and so is that PyTorch is not wanted beside", () => {
  const address = {
    surface: "network",
    steps: 200,
    runs: "own.nesterov:0.001:step,own.Lookahead2:0.1:constant",
    pytorch: false,
  };
  const choice = readAddress(address);
  expect(choice.runners.map(({ rule }) => rule)).toEqual(["own.nesterov", "own.Lookahead2"]);
  expect(choice.pytorch).toBe(false);
  expect(writeAddress(choice)).toEqual(address);
});

test.each([
  {},
  { surface: "constructor", steps: -1, runs: "adam" },
  {
    surface: "moon",
    steps: Number.NaN,
    runs: "toString:0.1:constant,adam:-1:constant,adam:1e9:constant,adam:0.1:never",
  },
  {
    runs: ["own.", "own.lookahead", "own.A-B", "own.__proto__", `own.${"A".repeat(41)}`, "own.Ä", "ownSGD"]
      .map((rule) => `${rule}:0.1:constant`)
      .join(","),
  },
])("what an address has wrong is as if it were not there: %j", (address) => {
  expect(readAddress(address)).toEqual(readAddress({}));
});

test("more than six would be no picture any more", () => {
  expect(readAddress({ runs: Array(9).fill("lion:0.1:step").join(",") }).runners).toHaveLength(mostRunners);
});
