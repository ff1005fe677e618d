import { afterEach, describe, expect, test } from "vitest";
import type { Tensor } from "../../core/tensor.ts";
import { activation, inputGradient } from "../../ops/activation.ts";
import { tensor, zeros } from "../../ops/factories.ts";
import { operandGradient } from "../../ops/operand-gradient.ts";
import { resultGradient } from "../../ops/result-gradient.ts";
import { logSoftmax, softmax } from "../../ops/softmax.ts";
import { where } from "../../ops/where.ts";
import { activeKernels, replaceKernels, useKernels } from "../active.ts";
import { unaryRows } from "../js/element-rows.ts";

// Every function of elements on WebAssembly and on JavaScript, over all of float32: some numbers of every binade and of both
// signs, the first and the last of each, denormals, zeros, infinities, NaN, and many where the curves are.

/** How many steps from one float32 to the next two results may be apart. */
const LAST_DIGITS = 4;
const PER_BINADE = 24;

const [float, bits] = (() => {
  const buffer = new ArrayBuffer(4);
  return [new Float32Array(buffer), new Int32Array(buffer)];
})();

const numbers: number[] = [];
let seed = 1;
function mantissa(): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
  return seed >>> 9;
}
for (const sign of [0, 1]) {
  for (let exponent = 0; exponent < 256; exponent++) {
    for (let i = 0; i < PER_BINADE; i++) {
      bits[0] = (sign << 31) | (exponent << 23) | ([0, 0x7fffff, 1][i] ?? mantissa());
      numbers.push(float[0]);
    }
  }
}
for (let i = 0; i < 4000; i++) numbers.push(Math.fround((mantissa() / 2 ** 23 - 0.5) * 220));
numbers.push(...[-86.9, -87, -87.33, -88, -103.97, -104, 88.72283, 88.7229, 0.625, 0.70710677].map(Math.fround));

const x = Float32Array.from(numbers);
/** The same in another order, so that large meets small. */
const y = Float32Array.from(numbers, (_, i) => numbers[(i * 7919) % numbers.length]);

/** Numbers in the order of their size, one apart where they are next to each other. */
function place(value: number): number {
  float[0] = value;
  return bits[0] < 0 ? -(bits[0] & 0x7fffffff) : bits[0];
}

function apart(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Number.POSITIVE_INFINITY;
  return Math.abs(place(a) - place(b));
}

type Operation = (a: Tensor, b: Tensor) => Tensor;

const functions: [string, Operation][] = (Object.keys(unaryRows) as (keyof typeof unaryRows)[])
  .filter((name) => name !== "copy")
  .map((name) => [name, (a) => a[name]()]);

/** Of results that both are given. */
const half = tensor(y).abs().clamp({ max: 1 });

const operations: [string, Operation][] = [
  ...functions,
  ["clamp", (a) => a.clamp({ min: -0.5, max: 0.25 })],
  ["add", (a, b) => a.add(b)],
  ["sub", (a, b) => a.sub(b)],
  ["mul", (a, b) => a.mul(b)],
  ["div", (a, b) => a.div(b)],
  ["pow", (a, b) => a.pow(b)],
  ["cube", (a) => a.pow(3)],
  ["maximum", (a, b) => a.maximum(b)],
  ["minimum", (a, b) => a.minimum(b)],
  ["where", (a, b) => where(a.lt(b), a, b)],
  ["comparisons", (a, b) => a.lt(b).add(a.eq(b).mul(2)).to("float32")],
  ["ELU", (a) => activation("elu", a, 1)],
  ["ELU's gradient", (a) => inputGradient("elu", half, a, 1)],
  ["the gradient of eˣ − 1", (a) => inputGradient("expm1", half, a.minimum(88))],
  ["relu's gradient", (a) => resultGradient("relu", a, half)],
  ["tanh's gradient", (a) => resultGradient("tanh", a, half)],
  ["sigmoid's gradient", (a) => resultGradient("sigmoid", a, half)],
  ["a quotient's gradient", (a, b) => operandGradient("div", half, a, b)],
  ["a large gradient of a quotient", (a, b) => operandGradient("div", a, b, half)],
  ["a power's gradient", (a, b) => operandGradient("pow", half, a, b)],
  ["a root's gradient", (a, b) => operandGradient("pow", b, a, 0.5)],
  ["an exponent's gradient", (a, b) => operandGradient("exponent", half, a, b)],
];

describe.each(["wasm", "wasm-relaxed"] as const)("%s kernels agree with JavaScript to their last digits", (kernels) => {
  const before = activeKernels();
  afterEach(() => {
    replaceKernels(before);
  });

  function on(name: "js" | typeof kernels, operation: Operation): Float32Array {
    useKernels(name);
    return Float32Array.from(operation(tensor(x), tensor(y)).data);
  }

  test.each(operations)("%s", (_, operation) => {
    const expected = on("js", operation);
    const actual = on(kernels, operation);
    for (let i = 0; i < x.length; i++) {
      if (apart(actual[i], expected[i]) > LAST_DIGITS)
        expect(`${x[i]}, ${y[i]}: ${actual[i]}`).toBe(`${x[i]}, ${y[i]}: ${expected[i]}`);
    }
  });

  test("a sum of squares of which one alone is no float32", () => {
    useKernels(kernels);
    const total = activeKernels().training?.squaredError(tensor([2e19, 1, 2, 3, 4]), zeros([5]), zeros([5]));
    expect(total).toBe(Math.fround(2e19) ** 2);
  });

  test("softmax and its logarithm, down to the smallest shares", () => {
    // The largest is 0, so that nothing is rounded as it is taken off.
    const rows = Float32Array.from({ length: 8 * 120 }, (_, i) => (i % 120) * -0.87 - (i % 120 === 0 ? 0 : i / 1000));
    for (const operation of [softmax, logSoftmax]) {
      const both = (["js", kernels] as const).map((name) => {
        useKernels(name);
        return operation(tensor(rows, { shape: [8, 120] }), 1).data;
      });
      for (let i = 0; i < rows.length; i++) {
        // A share is a quotient by a sum, which has a last digit of its own.
        expect(apart(both[0][i], both[1][i])).toBeLessThanOrEqual(2 * LAST_DIGITS);
      }
    }
  });
});
