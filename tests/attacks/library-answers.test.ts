// Lane: process

import { join } from "node:path";
import { openCourse } from "@tinytorch/course-files";
import { type Grader, startGrader } from "@tinytorch/grader";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const moduleId = "08-optimizers";
let grader: Grader;
let solution: Readonly<Record<string, string>>;
beforeAll(async () => {
  solution = (await (await openCourse(root)).module(moduleId)?.solutionFiles()) ?? {};
  grader = await startGrader({ root });
});
afterAll(() => grader.close());

/** Adam by somebody who has found `training`, the library's own steps. */
const stepOfTheLibrary = `
    for (const { params, learningRate, beta1, beta2, eps, weightDecay } of this.paramGroups) {
      for (const parameter of params) {
        if (parameter.grad === null) continue;
        const state = this.state.get(parameter) ?? new AdamState(parameter);
        this.state.set(parameter, state);
        state.steps += 1;
        const meanRate = learningRate / (1 - beta1 ** state.steps);
        const scale = 1 / Math.sqrt(1 - beta2 ** state.steps);
        const by = { beta1, beta2, weightDecay, shrink: 1, maximize: false, meanRate, gradientRate: 0, scale, eps };
        training.adam(parameter.data, parameter.grad.data, state.firstMoment, state.secondMoment, null, by);
      }
    }
`;

/** Kernels of WebAssembly, which is made up, are caught by whatever they are handed to as they are made. */
const caught = `import { useKernels } from "@tinytorch/tensor";
let caught = null;
const look = (value) => { if (value?.training) caught = value; };
const { set } = Map.prototype;
Map.prototype.set = function (key, value) { look(value); return set.call(this, key, value); };
for (const name of ["wasm", "wasm-relaxed"]) Object.defineProperty(Object.prototype, name, { configurable: true, set: look });
globalThis.WebAssembly = {
  validate: () => true,
  Module: class {},
  Instance: class { exports = {}; },
  Memory: class { buffer = new ArrayBuffer(65536); },
};
useKernels("wasm");
useKernels("js");
Map.prototype.set = set;
delete globalThis.WebAssembly;
for (const name of ["wasm", "wasm-relaxed"]) delete Object.prototype[name];`;

const ways: readonly (readonly [way: string, imports: string, training: string])[] = [
  ["the kernels by name", 'import { jsKernels } from "@tinytorch/tensor";', "jsKernels.training"],
  ["the ones in use", 'import { activeKernels } from "@tinytorch/tensor";', "activeKernels().training"],
  ["any export of the package", 'import * as all from "@tinytorch/tensor";', "all.jsKernels.training"],
  ["what another is chosen instead of", 'import { useKernels } from "@tinytorch/tensor";', 'useKernels("js").training'],
  ["a fused step", 'import { fusedAdam } from "@tinytorch/tensor";', "{ adam: fusedAdam }"],
  ["the package's inside", 'import { jsKernels } from "@tinytorch/tensor/internal";', "jsKernels.training"],
  [
    "its inside by path",
    'import { jsKernels } from "../@tinytorch/tensor/internal/src/index.ts";',
    "jsKernels.training",
  ],
  ["what the language is handed as kernels are made", caught, "caught.training"],
  ["its inside when it runs", "", '(await import("@tinytorch/tensor/internal")).jsKernels.training'],
];

function adamBy(imports: string, training: string): string {
  const adam = solution["src/adam.ts"] ?? "";
  const [before, after] = [adam.indexOf("override step(): void {"), adam.lastIndexOf("  }\n}")];
  const step = `override step(): void {\n    const training = ${training};${stepOfTheLibrary}`;
  const code = `${imports}\n${adam.slice(0, before)}${step}${adam.slice(after)}`;
  return training.startsWith("(await") ? code.replace("step(): void", "async step(): Promise<void>") : code;
}

async function pointsForAdam(file: string): Promise<number> {
  const { tests } = await grader.grade({ moduleId, files: { ...solution, "src/adam.ts": file }, seed: 5 });
  const ofAdam = tests.filter(({ id }) => id.startsWith(`${moduleId}/adam.`));
  expect(ofAdam.length).toBeGreaterThan(5);
  return ofAdam.reduce((sum, { score }) => sum + score, 0);
}

test("Adam written by hand has its points", async () => {
  expect(await pointsForAdam(solution["src/adam.ts"] ?? "")).toBeGreaterThan(15);
});

test.for(ways)("Adam by the library's own kernels has none, reached by %s", async ([, imports, training]) => {
  expect(await pointsForAdam(adamBy(imports, training))).toBe(0);
});
