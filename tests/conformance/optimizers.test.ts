import { Variable } from "@tinytorch/autograd";
import { tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { optimizerTable, type TorchGroup, type TorchOptions } from "./optimizer-table.ts";
import { describeOptions, FLOAT64, readRecorded } from "./recorded.ts";

interface OptimizerCase {
  readonly optimizer: string;
  readonly options: TorchOptions;
  readonly groups?: readonly TorchGroup[];
  readonly mixed_magnitudes?: boolean;
  readonly init: readonly (readonly number[])[];
  readonly steps: readonly {
    readonly grads: readonly (readonly number[] | null)[];
    readonly set_lr: number | null;
    readonly params: readonly (readonly number[])[];
  }[];
}

const { cases } = readRecorded<{ cases: readonly OptimizerCase[] }>("optimizers.json");

describe("optimizers follow PyTorch's trajectories", () => {
  test("every recorded optimizer is here, and every one here was recorded", () => {
    const recorded = new Set(cases.map(({ optimizer }) => optimizer));
    expect([...recorded].sort()).toEqual(Object.keys(optimizerTable).sort());
  });

  for (const [number, recorded] of cases.entries()) {
    const kind = recorded.groups ? "in groups" : recorded.mixed_magnitudes ? "mixed magnitudes" : "even magnitudes";
    test(`${number}: ${recorded.optimizer}, ${describeOptions({ ...recorded.options })}, ${kind}`, () => {
      const params = recorded.init.map((values) => new Variable(values, { dtype: "float64" }));
      const optimizer = optimizerTable[recorded.optimizer](params, recorded.options, recorded.groups);
      for (const { grads, set_lr: rate, params: expected } of recorded.steps) {
        if (rate !== null) for (const group of optimizer.paramGroups) group.learningRate = rate;
        for (const [position, gradient] of grads.entries()) {
          params[position].grad =
            gradient === null ? null : new Variable(tensor(gradient, { dtype: "float64" }), { requiresGrad: false });
        }
        optimizer.step();
        for (const [position, values] of expected.entries()) {
          expect(params[position]).toBeAllClose(values, FLOAT64);
        }
      }
    });
  }
});
