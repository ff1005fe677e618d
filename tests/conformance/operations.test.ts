import { Variable } from "@tinytorch/autograd";
import { formatShape } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { notYet } from "./not-yet.ts";
import { type Attributes, operationTable } from "./operation-table.ts";
import {
  countUnknown,
  describeOptions,
  FLOAT64,
  type RecordedTensor,
  readRecorded,
  recordedTensor,
} from "./recorded.ts";

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
  test("every case is tested or named as not there yet", () => {
    const known = new Set(Object.keys(operationTable));
    const names = cases.map(({ op }) => op);
    expect(countUnknown(names, known)).toEqual(notYet.operations);
    expect([...known].filter((name) => !names.includes(name))).toEqual([]);
  });

  for (const [number, recorded] of cases.entries()) {
    const render = operationTable[recorded.op];
    if (render === undefined) continue;
    const shapes = recorded.inputs.map(({ shape }) => formatShape(shape)).join(", ");
    test(`${number}: ${recorded.op} of ${shapes}, ${describeOptions({ ...recorded.attrs })}`, () => {
      const inputs = recorded.inputs.map((input) => new Variable(recordedTensor(input)));
      const output = render(inputs, recorded.attrs);
      expect(output).toBeAllClose(recordedTensor(recorded.output), FLOAT64);
      if (recorded.grad_output === undefined || recorded.grads === undefined) return;
      output.backward(recordedTensor(recorded.grad_output));
      for (const [input, gradient] of recorded.grads.entries()) {
        if (gradient === null) expect(inputs[input].grad).toBeNull();
        else expect(inputs[input].grad).toBeAllClose(recordedTensor(gradient), FLOAT64);
      }
    });
  }
});
