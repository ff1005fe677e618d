import { mkdirSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import type { Reporter, TestCase, TestModule, Vitest } from "vitest/node";
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
    const broken = [
      ...modules.filter((module) => module.errors().length > 0).map(brokenFile),
      ...errors.map(firstLine),
    ];
    const failed = modules.flatMap((module) => [...module.children.allTests("failed")].map(failedTest));
    const conforming = (project: string): number =>
      modules
        .filter((module) => module.project.name === project && module.moduleId.includes("/tests/conformance/"))
        .flatMap((module) => [...module.children.allTests("passed")]).length;
    const report: LaneReport = {
      passed: count("passed"),
      failed: count("failed") + broken.length,
      skipped: count("skipped"),
      failures: [...broken, ...failed],
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

function failedTest(test: TestCase): string {
  return `${test.module.relativeModuleId} > ${test.fullName}: ${firstLine(test.result().errors?.[0])}`;
}

function brokenFile(module: TestModule): string {
  return `${module.relativeModuleId}: ${firstLine(module.errors()[0])}`;
}

function firstLine(error: unknown): string {
  const message = typeof error === "object" && error !== null && "message" in error ? error.message : error;
  return String(message).split("\n", 1)[0] ?? "";
}
