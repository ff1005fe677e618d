import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { bundleKey, readyBundle } from "./ready-bundles.ts";

const packages = join(import.meta.dirname, "../..");
const request = { entry: join(packages, "tensor/src/index.ts"), format: "esm" } as const;
const made = { code: "export{}", imports: ["@tinytorch/options"], exports: [] };

function written(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "tinytorch-ready-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "bundles.json"), text);
  return join(folder, "bundles.json");
}

test("a bundle is found by its place among the packages and its format, wherever the program lies", () => {
  expect(bundleKey(request)).toBe("esm tensor/src/index.ts");
  const file = written(JSON.stringify({ [bundleKey(request)]: made }));
  expect(readyBundle(request, file)).toEqual(made);
  expect(readyBundle({ ...request, format: "cjs" }, file)).toBeNull();
});

test("a checkout has none", () => {
  expect(readyBundle(request)).toBeNull();
});

test("a file that is damaged is no file without bundles", () => {
  expect(() => readyBundle(request, written("{"))).toThrow(SyntaxError);
  expect(() => readyBundle(request, written('{"a": 1}'))).toThrow('"invalid_type"');
});
