import { expect, test } from "vitest";
import { bundleLibrary } from "./bundle-library.ts";

test("bundled for a browser, all of it is less than 180 kB", async () => {
  const bytes = Buffer.byteLength(await bundleLibrary());
  expect(bytes).toBeGreaterThan(30_000);
  expect(bytes).toBeLessThan(180_000);
});
