import { defineConfig, type ViteUserConfig } from "vitest/config";

/**
 * How an editor's debugger runs a module's visible tests: with vitest, on src/. `tito test` does without: it runs them where
 * submissions are graded.
 */
export function moduleConfig(folder: string): ViteUserConfig {
  return defineConfig({ root: folder, test: { include: ["tests/**/*.test.ts"] } });
}
