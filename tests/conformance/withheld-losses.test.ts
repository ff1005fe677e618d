import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as nn from "@tinytorch/nn";
import { expect, test } from "vitest";

test("the module that has losses built withholds all there are, as functions and as modules", () => {
  const path = join(import.meta.dirname, "../../modules/09-training/module.json");
  const { withheld } = JSON.parse(readFileSync(path, "utf8"));
  const losses = Object.keys(nn).filter((name) => /Loss$|crossEntropy/i.test(name));
  expect(losses.filter((name) => !withheld.includes(name))).toEqual([]);
  expect(losses).toHaveLength(18);
});
