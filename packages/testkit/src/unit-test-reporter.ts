import { relative } from "node:path";
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite, Vitest } from "vitest/node";

export interface UnitTestReporterOptions {
  /** Components in the order a student builds them; others come last. */
  readonly order?: readonly string[];
  /** Where the lines go. Standard output by default. */
  readonly write?: (text: string) => void;
}

/** What it needs of a vitest that has started. */
type Started = Pick<Vitest, "config" | "globTestSpecifications">;

/**
 * How every module shows its visible tests: one block for each `describe`, named for the component it tests.
 *
 *     🔬 Unit Test: SGD...
 *       ✅ without momentum: 1 − 0.1 · 2 = 0.8, then 0.8 − 0.1 · 1 = 0.7
 *       ❌ momentum 0.5: …
 *          → not written yet: update every parameter that has a gradient (src/sgd.ts:47)
 */
export class UnitTestReporter implements Reporter {
  readonly #order: readonly string[];
  readonly #write: (text: string) => void;
  #root = "";
  #vitest: Started | undefined;

  constructor({ order = [], write = (text) => process.stdout.write(text) }: UnitTestReporterOptions = {}) {
    this.#order = order;
    this.#write = write;
  }

  onInit(vitest: Started): void {
    this.#vitest = vitest;
    this.#root = vitest.config.root;
  }

  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    if (modules.length === 0) return this.#write(`${await this.#nothingFound()}\n`);
    const components = modules.flatMap((module) => [...module.children.suites()]);
    components.sort((a, b) => this.#place(a) - this.#place(b));
    for (const component of components) this.#report(component);
    for (const module of modules) this.#reportLoading(module);
    const broken = modules.filter((module) => module.errors().length > 0);
    this.#summarise(components, broken.length > 0);
  }

  #place(component: TestSuite): number {
    const place = this.#order.indexOf(component.name);
    return place === -1 ? this.#order.length : place;
  }

  #report(component: TestSuite): void {
    this.#write(`🔬 Unit Test: ${component.name}...\n`);
    for (const test of component.children.allTests()) {
      const passed = test.result().state === "passed";
      this.#write(`  ${passed ? "✅" : "❌"} ${test.name}\n`);
      if (!passed) this.#write(`     → ${this.#advice(test)}\n`);
    }
    this.#write("\n");
  }

  /** A file that could not be loaded has no tests to fail. */
  #reportLoading(module: TestModule): void {
    for (const error of module.errors()) {
      const file = relative(this.#root, module.moduleId);
      this.#write(`❌ ${file} could not be loaded\n     → ${error.message}${this.#where(error)}\n\n`);
    }
  }

  #advice(test: TestCase): string {
    const error = test.result().errors?.[0];
    if (error === undefined) return "did not run";
    const todo = /^TODO\([^)]*\): (.*)$/.exec(error.message)?.[1];
    const what = todo === undefined ? error.message.replaceAll("\n", "\n       ") : `not written yet: ${todo}`;
    return `${what}${this.#where(error)}`;
  }

  /** The innermost line of the student's own files, which is where to look. */
  #where({ stacks = [] }: SerializedError): string {
    const own = stacks.find(({ file }) => file.startsWith(this.#root) && !file.includes("node_modules"));
    return own ? ` (${relative(this.#root, own.file)}:${own.line})` : "";
  }

  /** Why no file was run: none has what was asked for in its path, or there is none at all. */
  async #nothingFound(): Promise<string> {
    const there = (await this.#vitest?.globTestSpecifications()) ?? [];
    if (there.length === 0) return "There is no test file.";
    const files = there.map(({ moduleId }) => relative(this.#root, moduleId)).sort();
    return `No test file's path contains what was asked for: there is ${files.join(", ")}.`;
  }

  /** @param broken whether a file could not be loaded, so that its tests are not among these */
  #summarise(components: readonly TestSuite[], broken: boolean): void {
    let passed = 0;
    let all = 0;
    let next: string | undefined;
    for (const component of components) {
      for (const test of component.children.allTests()) {
        all += 1;
        if (test.result().state === "passed") passed += 1;
        else next ??= component.name;
      }
    }
    if (all === 0) {
      this.#write(broken ? "Nothing could be tested: mend the error above.\n" : "There is no unit test.\n");
      return;
    }
    const done = next === undefined ? "Hand it in with tito submit." : `Next: ${next}.`;
    const rest = broken ? "Next: mend what could not be loaded." : done;
    this.#write(`${passed} of ${all} unit tests passed. ${rest}\n`);
  }
}
