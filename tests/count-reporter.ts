import { mkdirSync, writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

/**
 * Leaves the numbers of passed and failed tests where the script that reports them finds them, and says how many cases agreed
 * with PyTorch on which kernels.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length;
    const passed = states.filter((state) => state === "passed").length;
    const failed = states.filter((state) => state === "failed").length + broken;
    const conforming = (project: string): number =>
      modules
        .filter((module) => module.project.name === project && module.moduleId.includes("/tests/conformance/"))
        .flatMap((module) => [...module.children.allTests("passed")]).length;
    const [fastest, js] = [conforming("units"), conforming("units-js")];
    if (fastest + js > 0)
      process.stdout.write(`\n Conformance to PyTorch: ${fastest} cases passed on wasm, ${js} on js\n`);
    mkdirSync("reports", { recursive: true });
    writeFileSync("reports/tests.json", `${JSON.stringify({ passed, failed })}\n`);
  }
}
