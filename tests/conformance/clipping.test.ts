import { Variable } from "@tinytorch/autograd";
import { clipGradNorm, clipGradValue } from "@tinytorch/optimizers";
import { tensor, zeros } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { describeOptions, FLOAT64, type RecordedNumber, readRecorded } from "./recorded.ts";

interface ClippingCase {
  readonly fn: "clip_grad_norm_" | "clip_grad_value_";
  readonly options: {
    readonly max_norm: number;
    readonly norm_type?: RecordedNumber;
    readonly clip_value: number;
  };
  readonly grads: readonly (readonly number[])[];
  readonly norm?: number;
  readonly clipped: readonly (readonly number[])[];
}

const { cases } = readRecorded<{ cases: readonly ClippingCase[] }>("clipping.json");

describe("clipping is PyTorch's", () => {
  for (const { fn, options, grads, norm, clipped } of cases) {
    test(`${fn}, ${describeOptions({ ...options })}`, () => {
      const params = grads.map((gradient) => {
        const param = new Variable(zeros([gradient.length], { dtype: "float64" }));
        param.grad = new Variable(tensor(gradient, { dtype: "float64" }), { requiresGrad: false });
        return param;
      });
      if (fn === "clip_grad_value_") clipGradValue(params, options.clip_value);
      else {
        const returned = clipGradNorm(params, options.max_norm, { normType: Number(options.norm_type ?? 2) });
        expect(returned).toBeAllClose(norm, FLOAT64);
      }
      for (const [position, expected] of clipped.entries()) {
        expect(params[position].grad).toBeAllClose(expected, FLOAT64);
      }
    });
  }
});
