import { mkdirSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import type { Reporter, TestModule, Vitest } from "vitest/node";
import type { LaneReport } from "./lane-report.ts";

/**
 * Leaves what a run came to in `reports/` of the package that it was started in, under the name of the script that started it,
 * for the sum of all of them.
 */
export default class LaneReporter implements Reporter {
  #root = "";

  onInit({ config }: Vitest): void {
    this.#root = config.root;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const count = (state: string): number => states.filter((each) => each === state).length;
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length;
    const conforming = (project: string): number =>
      modules
        .filter((module) => module.project.name === project && module.moduleId.includes("/tests/conformance/"))
        .flatMap((module) => [...module.children.allTests("passed")]).length;
    const report: LaneReport = {
      passed: count("passed"),
      failed: count("failed") + broken,
      skipped: count("skipped"),
      files: modules.map((module) => ({
        file: relative(this.#root, module.moduleId),
        project: module.project.name,
        seconds: module.diagnostic().duration / 1000,
      })),
      conforming: { wasm: conforming("library"), js: conforming("library-js") },
    };
    mkdirSync("reports", { recursive: true });
    writeFileSync(`reports/${process.env.npm_lifecycle_event ?? "tests"}.json`, `${JSON.stringify(report)}\n`);
  }
}
