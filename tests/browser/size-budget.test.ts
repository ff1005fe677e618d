import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { bundleLibrary } from "./bundle-library.ts";

// The figures are those of the page, which says why they are what they are.
const page = readFileSync(join(import.meta.dirname, "../../docs/decisions/0010-the-size-of-the-library.md"), "utf8");

const training = `
  export { Linear, ReLU, Sequential, crossEntropy } from "@tinytorch/nn";
  export { Adam } from "@tinytorch/optimizers";
  export { Generator, scope } from "@tinytorch/tensor";
`;

test.each([
  ["all of it", undefined, 290_000, 107_000],
  ["what trains a network of layers in a row", training, 176_000, 72_000],
])("bundled for a browser, %s is as small as the page says", async (what, program, most, mostCompressed) => {
  const bundle = await bundleLibrary(program);
  const [size, compressed] = [Buffer.byteLength(bundle), gzipSync(bundle, { level: 9 }).length];
  expect(size).toBeGreaterThan(30_000);
  expect(size, what).toBeLessThan(most);
  expect(compressed, what).toBeLessThan(mostCompressed);
  expect(page).toContain(`${most / 1000} kB, and ${mostCompressed / 1000} kB compressed`);
});
