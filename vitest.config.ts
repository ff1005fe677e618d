import { defineConfig } from "vitest/config";

const exclude = ["**/node_modules/**", "tests/fixtures/**"];
/** Tests that start servers, graders and sandboxes: one file at a time, so that none starves another. */
const system = [
  "apps/**/*.test.ts",
  "packages/sandbox/**/*.test.ts",
  "tests/{attacks,course,crash,grading}/**/*.test.ts",
];

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
