import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** The hidden suite as any autograder runs one: a fresh vitest, with the code under test in its own process. */
export default defineConfig({
  root: join(import.meta.dirname, "../../.."),
  resolve: { alias: { "@tinytorch/sandbox/suite": join(import.meta.dirname, "same-process-suite.ts") } },
  test: {
    include: ["grading/08-optimizers/suite/*.test.ts"],
    reporters: ["dot"],
    maxWorkers: 1,
    isolate: false,
  },
});
