import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

test("types are stripped in a tab by the version that the Node that grades has inside", () => {
  const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"));
  expect(dependencies.amaro).toBe(process.versions.amaro);
});
