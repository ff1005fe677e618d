import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** The files of the suites to run. */
    suiteFiles: readonly string[];
  }
}

/** The one test file of a run: it brings in the module's suites, which so share what they import. */
for (const file of inject("suiteFiles")) await import(/* @vite-ignore */ file);
