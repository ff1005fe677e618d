import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type ViteUserConfig } from "vitest/config";
import { UnitTestReporter } from "./unit-test-reporter.ts";

/** How every module runs its visible tests: on src/, or on the folder that TINYTORCH_MODULE_SOURCE names. */
export function moduleConfig(folder: string): ViteUserConfig {
  const manifest: { exports: string[] } = JSON.parse(readFileSync(join(folder, "module.json"), "utf8"));
  const source = process.env.TINYTORCH_MODULE_SOURCE;
  return defineConfig({
    root: folder,
    resolve: { alias: source ? [{ find: /^\.\.\/src\//, replacement: `${source}/` }] : [] },
    test: {
      include: ["tests/**/*.test.ts"],
      reporters: [new UnitTestReporter({ order: manifest.exports })],
    },
  });
}
