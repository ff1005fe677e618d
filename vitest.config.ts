import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{packages,apps,tests}/**/*.test.ts"],
    exclude: ["**/node_modules/**", "tests/fixtures/**"],
    reporters: ["default", "./tests/count-reporter.ts"],
    testTimeout: 30_000,
  },
});
