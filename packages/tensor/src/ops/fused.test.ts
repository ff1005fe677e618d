import { afterEach, expect, test } from "vitest";
import { activeKernels, replaceKernels, useKernels } from "../kernels/active.ts";
import { jsKernels } from "../kernels/js/js-kernels.ts";
import { ones, tensor, zeros } from "./factories.ts";
import { fusedAdam, fusedCrossEntropy, fusedSgd, fusedSquaredError } from "./fused.ts";

const before = activeKernels();
afterEach(() => {
  replaceKernels(before);
});

const sgd = { learningRate: 1, momentum: 0.5, dampening: 0, weightDecay: 0, nesterov: false, maximize: false };
const adam = {
  ...{ beta1: 0.9, beta2: 0.999, weightDecay: 0, shrink: 1, maximize: false },
  ...{ meanRate: 0.1, gradientRate: 0, scale: 1, eps: 1e-8 },
};

test("what a fused step writes in place counts as written", () => {
  useKernels("js");
  const [x, g, b, v] = [ones([2]), ones([2]), zeros([2]), zeros([2])];
  const versions = () => [x, g, b, v].map(({ version }) => version);
  expect(fusedSgd(x, g, b, sgd)).toBe(true);
  expect(versions()).toEqual([1, 0, 1, 0]);
  expect(fusedAdam(x, g, b, v, null, adam)).toBe(true);
  expect(versions()).toEqual([2, 0, 2, 1]);
  expect(fusedAdam(x, g, b, v, zeros([2]), adam)).toBe(true);
  expect(versions()).toEqual([3, 0, 3, 2]);
});

test("tensors that do not go together are refused before anything is written", () => {
  useKernels("js");
  const x = ones([2]);
  expect(() => fusedSgd(x, ones([3]), null, sgd)).toThrow(
    "sgd: tensors must be contiguous and of one shape, got [2] and [3]",
  );
  expect(() => fusedSgd(x, ones([1]).expand([2]), null, sgd)).toThrow("contiguous");
  expect(() => fusedAdam(x, ones([2], { dtype: "float64" }), zeros([2]), zeros([2]), null, adam)).toThrow(
    new TypeError("adam: tensors must be of one element type, got float32 and float64"),
  );
  const whole = ones([2], { dtype: "int32" });
  expect(() => fusedSgd(whole, whole, null, sgd)).toThrow("sgd: elements must be floats, got int32");
  expect(() => fusedCrossEntropy(ones([2, 3]), zeros([2]), 0)).toThrow(
    "crossEntropy: logits must be [n, c] with n classes of int32, got [2, 3] and [2] of float32",
  );
  expect(x.toArray()).toEqual([1, 1]);
  expect(x.version).toBe(0);
});

test("kernels without them say so, and nothing happens", () => {
  const { training: _, ...plain } = jsKernels;
  replaceKernels(plain);
  const x = ones([2]);
  expect(fusedSgd(x, x, null, sgd)).toBe(false);
  expect(fusedAdam(x, x, x, x, null, adam)).toBe(false);
  expect(fusedCrossEntropy(ones([1, 2]), tensor([0], { dtype: "int32" }), 0)).toBe(null);
  expect(fusedSquaredError(x, x)).toBe(null);
  expect(x.version).toBe(0);
});
