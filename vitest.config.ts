import { defineConfig } from "vitest/config";

const exclude = ["**/node_modules/**", "tests/fixtures/**"];
/** Tests that start servers, graders, sandboxes and browsers: one file at a time, so that none starves another. */
const system = [
  "apps/**/*.test.ts",
  "packages/sandbox/**/*.test.ts",
  "tests/{attacks,browser,course,crash,grader}/**/*.test.ts",
];
/** What runs twice: on the fastest kernels there are, with the units, and on plain JavaScript. */
const onEveryKernels = ["packages/{tensor,autograd,nn,optimizers}/**/*.test.ts", "tests/conformance/*.test.ts"];

export default defineConfig({
  test: {
    reporters: ["default", "./tests/count-reporter.ts"],
    projects: [
      {
        test: {
          name: "units",
          include: ["{packages,tests}/**/*.test.ts"],
          exclude: [...exclude, ...system],
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "units-js",
          include: onEveryKernels,
          exclude: [...exclude, "packages/tensor/src/kernels/wasm/**", "packages/tensor/scripts/**"],
          setupFiles: "tests/conformance/use-js-kernels.ts",
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "system",
          include: system,
          exclude,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
