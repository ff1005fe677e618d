import { readFileSync } from "node:fs";
import { UnitTestReporter } from "@tinytorch/testkit/reporter";
import { defineConfig } from "vitest/config";

const manifest: { exports: string[] } = JSON.parse(
  readFileSync(new URL("module.json", import.meta.url), "utf8"),
);

/** Another folder to test instead of src/; unset for a student. */
const source = process.env.TINYTORCH_MODULE_SOURCE;

export default defineConfig({
  resolve: { alias: source ? [{ find: /^\.\.\/src\//, replacement: `${source}/` }] : [] },
  test: {
    include: ["tests/**/*.test.ts"],
    reporters: [new UnitTestReporter({ order: manifest.exports })],
  },
});
