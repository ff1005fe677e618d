import { Variable } from "@tinytorch/autograd";
import { stack, type Tensor } from "@tinytorch/tensor";
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
  /** Where it is not float64. */
  readonly dtype?: "float32";
}

const cases = ["operations.json", "everyday.json"].flatMap(
  (file) => readRecorded<{ cases: readonly OperationCase[] }>(file).cases,
);

const asItIs = (x: Tensor) => x;

/** The same elements at other places: the first two dimensions swapped in memory, or every second place left out. */
function asView(x: Tensor): Tensor {
  if (x.ndim > 1) return x.transpose(0, 1).contiguous().transpose(0, 1);
  return x.ndim === 1 ? stack([x, x], 1).select(1, 0) : x;
}

describe("operations and their gradients are PyTorch's", () => {
  test("every recorded operation is here, and every one here was recorded", () => {
    const recorded = new Set(cases.map(({ op }) => op));
    expect([...recorded].sort()).toEqual(Object.keys(operationTable).sort());
  });

  for (const [number, recorded] of cases.entries()) {
    const shapes = recorded.inputs.map(({ shape }) => formatShape(shape)).join(", ");
    const title = `${number}: ${recorded.op} of ${shapes}, ${describeOptions({ ...recorded.attrs })}`;
    // Kernels that multiply faster do so in float32.
    for (const [how, dtype, layOut, tolerance] of [
      ["in float64", "float64", asItIs, FLOAT64],
      ["in float32", "float32", asItIs, FLOAT32],
      ["on views in float64", "float64", asView, FLOAT64],
      ["on views in float32", "float32", asView, FLOAT32],
    ] as const) {
      if (dtype !== (recorded.dtype ?? dtype)) continue;
      test(`${title}, ${how}`, () => {
        const inputs = recorded.inputs.map((input) => new Variable(layOut(recordedTensor(input).to(dtype))));
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
