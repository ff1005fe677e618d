import { Variable } from "@tinytorch/autograd";
import { formatShape } from "@tinytorch/tensor/internal";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { type Attributes, operationTable } from "./operation-table.ts";
import { describeOptions, FLOAT32, FLOAT64, type RecordedTensor, readRecorded, recordedTensor } from "./recorded.ts";

interface OperationCase {
  readonly op: string;
  readonly attrs: Attributes;
  readonly inputs: readonly RecordedTensor[];
  readonly output: RecordedTensor;
  readonly grad_output?: RecordedTensor;
  readonly grads?: readonly (RecordedTensor | null)[];
}

const { cases } = readRecorded<{ cases: readonly OperationCase[] }>("operations.json");

describe("operations and their gradients are PyTorch's", () => {
  test("every recorded operation is here, and every one here was recorded", () => {
    const recorded = new Set(cases.map(({ op }) => op));
    expect([...recorded].sort()).toEqual(Object.keys(operationTable).sort());
  });

  for (const [number, recorded] of cases.entries()) {
    const shapes = recorded.inputs.map(({ shape }) => formatShape(shape)).join(", ");
    const title = `${number}: ${recorded.op} of ${shapes}, ${describeOptions({ ...recorded.attrs })}`;
    // Kernels that multiply faster do so in float32.
    for (const [dtype, tolerance] of [
      ["float64", FLOAT64],
      ["float32", FLOAT32],
    ] as const) {
      test(`${title}, in ${dtype}`, () => {
        const inputs = recorded.inputs.map((input) => new Variable(recordedTensor(input).to(dtype)));
        const output = operationTable[recorded.op](inputs, recorded.attrs);
        expect(output).toBeAllClose(recordedTensor(recorded.output), tolerance);
        if (recorded.grad_output === undefined || recorded.grads === undefined) return;
        output.backward(recordedTensor(recorded.grad_output).to(dtype));
        for (const [input, gradient] of recorded.grads.entries()) {
          if (gradient === null) expect(inputs[input].grad).toBeNull();
          else expect(inputs[input].grad).toBeAllClose(recordedTensor(gradient), tolerance);
        }
      });
    }
  }
});
