import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** The hidden suite as any autograder runs one: a fresh vitest that runs the code under test beside the suite. */
export default defineConfig({
  root: join(import.meta.dirname, "../.."),
  resolve: { alias: { "@tinytorch/sandbox/suite": join(import.meta.dirname, "same-process-suite.ts") } },
  test: {
    include: ["grading/08-optimizers/*/suite.test.ts"],
    reporters: ["dot"],
    maxWorkers: 1,
    isolate: false,
  },
});
