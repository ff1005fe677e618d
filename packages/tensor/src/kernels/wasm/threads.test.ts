import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Shape } from "../../core/shape.ts";
import type { Tensor } from "../../core/tensor.ts";
import type { TrainingKernels } from "../contract/training.ts";

// Threads need memory that is shared from the start, so these tests have a library of their own, whatever ran before them.
vi.resetModules();
const library = await import("../../internal.ts");
const { activeKernels, convolve, fold, Generator, logSoftmax, pool, randn, scope, softmax, useKernels } = library;
const { where, windowOver, zeros } = library;
const { theHeap } = await import("./heap.ts");
const { instantiate } = await import("./instantiate.ts");
const { getNumThreads, insistOnSharing, places, setNumThreads, share } = await import("./threads.ts");

const drawn = (shape: Shape, seed = 1): Tensor => randn(shape, { generator: new Generator(seed) });

const sgd = { learningRate: 0.1, momentum: 0.9, dampening: 0, weightDecay: 0.01, nesterov: true, maximize: false };
const rates = { meanRate: 0.1, gradientRate: 0, scale: 1.5, eps: 1e-8 };
const adam = { ...rates, beta1: 0.9, beta2: 0.999, weightDecay: 0.01, shrink: 1, maximize: false };

/** The fused steps of training of the kernels in use. */
function training(): TrainingKernels {
  const { training } = activeKernels();
  if (training === undefined) throw new Error("internal: the kernels must have steps of training, got none");
  return training;
}

function updated(update: (parameter: Tensor, gradient: Tensor, ...memory: Tensor[]) => void): Tensor {
  const tensors = [1, 2, 3, 4, 5].map((seed) => drawn([100_003], seed).abs());
  update(tensors[0], tensors[1], ...tensors.slice(2));
  return tensors[0];
}

/** Operations that are large enough to be shared, of sizes that no number of parts divides. */
const operations: Record<string, () => Tensor> = {
  "a product of more rows than columns": () => drawn([301, 70]).matmul(drawn([70, 45], 2)),
  "a product of more columns than rows": () => drawn([45, 70]).matmul(drawn([70, 301], 2)),
  "a product of transposed operands": () =>
    drawn([301, 70])
      .t()
      .matmul(drawn([45, 301], 2).t()),
  "a batch of products": () => drawn([3, 101, 70]).matmul(drawn([3, 70, 99], 2)),
  "a row times a matrix": () => drawn([2, 301]).matmul(drawn([301, 1003], 2)),
  "a matrix times a column": () => drawn([1003, 301]).matmul(drawn([301], 2)),
  "max pooling": () => {
    const x = drawn([16, 16, 41, 39]);
    return pool("max", x, windowOver("test", x, 3, { padding: 1 }));
  },
  "a convolution of each channel alone": () => {
    const x = drawn([5, 16, 21, 19]);
    return convolve(x, drawn([16, 1, 3, 3], 2), windowOver("test", x, 3, { padding: 1 }), 16);
  },
  "a sine of many turns": () => drawn([100_003]).mul(4000).sin(),
  "a power": () => drawn([100_003]).abs().pow(1.7),
  "a function of each element": () => drawn([100_003]).tanh(),
  "a copy": () => drawn([400_003]).clone(),
  "an operation on rows": () => drawn([301, 403]).add(drawn([403], 2)),
  "an operation on columns": () => drawn([301, 403]).mul(drawn([301, 1], 2)),
  "an operation with a number": () => drawn([100_003]).div(3),
  "a comparison": () => drawn([100_003]).gt(drawn([100_003], 2)),
  "a choice": () => where(drawn([100_003]).gt(0), drawn([100_003], 2), drawn([100_003], 3)),
  bounds: () => drawn([100_003]).clamp({ min: -0.5, max: 0.5 }),
  "sums of rows": () => drawn([501, 1003]).sum(1),
  "sums of columns": () => drawn([501, 1003]).sum(0),
  "largest in the middle": () => drawn([51, 103, 101]).max(1),
  "a sum of all": () => drawn([501, 1003]).sum(),
  "positions of the largest": () => drawn([501, 1003]).argmax(1),
  softmax: () => softmax(drawn([101, 403]), 1),
  "its logarithm": () => logSoftmax(drawn([101, 403]), 1),
  "a convolution with a margin": () => {
    const x = drawn([5, 6, 21, 19]);
    return convolve(x, drawn([8, 3, 3, 3], 2), windowOver("test", x, 3, { padding: [1, 2], stride: [2, 1] }), 2);
  },
  "a convolution without": () => {
    const x = drawn([5, 6, 21, 19]);
    return convolve(x, drawn([8, 6, 2, 3], 2), windowOver("test", x, [2, 3]), 1);
  },
  "columns, and images of them": () => {
    const x = drawn([7, 5, 33, 31]);
    return fold(x.unfold2d(3, { padding: 1 }), windowOver("test", x, 3, { padding: 1 }), x.shape);
  },
  "a step of SGD": () => updated((parameter, g, b) => training().sgd(parameter, g, b, sgd)),
  "a step without velocity": () => updated((parameter, g) => training().sgd(parameter, g, null, sgd)),
  "a step of Adam": () => updated((parameter, g, m, v) => training().adam(parameter, g, m, v, null, adam)),
  "a step of AMSGrad": () => updated((parameter, g, m, v, u) => training().adam(parameter, g, m, v, u, adam)),
};

const sharedCalls = () => theHeap().integers[places.ticket] >> 10;

const alone = new Map<string, unknown>();

beforeAll(async () => {
  await setNumThreads(3);
  await setNumThreads(1);
  useKernels("fastest");
  for (const [name, compute] of Object.entries(operations)) {
    for (const kernels of ["wasm", "fastest"] as const) {
      useKernels(kernels);
      alone.set(`${name}, ${kernels}`, compute().data.slice());
    }
  }
  await setNumThreads(3);
  insistOnSharing(true);
}, 60_000);

afterAll(async () => {
  await setNumThreads(1);
  vi.resetModules();
});

test.for(Object.keys(operations))("%s: the same to the last bit by three threads", (name) => {
  expect(getNumThreads()).toBe(3);
  const before = sharedCalls();
  for (const kernels of ["wasm", "fastest"] as const) {
    useKernels(kernels);
    expect(operations[name]().data).toEqual(alone.get(`${name}, ${kernels}`));
  }
  if (name !== "a sum of all") expect(sharedCalls() - before).toBeGreaterThanOrEqual(2);
});

test("all parts are done once, however many there are and whoever does them", () => {
  const { fill } = instantiate("plain");
  scope(() => {
    const marks = zeros([1000]);
    const start = marks.storage.address;
    for (let pieces = 1; pieces <= 1000; pieces += 37) {
      marks.zero_();
      share(fill, pieces, 1e6, (first, count) => [start + first * 4, count, 1]);
      expect(marks.sum().item()).toBe(pieces);
    }
  });
});

test("thousands of small calls in a row are all whole, and so is one after a long sleep", async () => {
  const x = drawn([40_000]);
  const expected = x.exp().data.slice();
  const before = sharedCalls();
  for (let call = 0; call < 3000; call++) {
    scope(() => {
      const powers = x.exp();
      for (let at = call; at < x.size; at += 1000) expect(powers.data[at]).toBe(expected[at]);
    });
  }
  await setTimeout(50);
  expect(x.exp().data).toEqual(expected);
  expect(sharedCalls() - before).toBe(3001);
});

test("where it may choose, results are the same whichever way it goes", () => {
  insistOnSharing(false);
  const before = sharedCalls();
  for (let call = 0; call < 100; call++)
    expect(operations["a comparison"]().data).toEqual(alone.get("a comparison, fastest"));
  insistOnSharing(true);
  // Each way has had its turn.
  expect(sharedCalls() - before).toBeGreaterThanOrEqual(16);
});

test("a kernel that fails in one of its parts is an error, and the next call works", () => {
  const { fill } = instantiate("plain");
  const end = theHeap().bytes.length;
  expect(() => share(fill, 4, 1e6, () => [end - 16, 1000, 0])).toThrow("internal: a kernel failed");
  expect(drawn([100_003]).tanh().data).toEqual(alone.get("a function of each element, fastest"));
});

test.for([0, 1.5, 17, Number.NaN])("%s threads are refused", async (count) => {
  await expect(setNumThreads(count)).rejects.toThrow(
    `setNumThreads: count must be a whole number from 1 to 16, got ${count}`,
  );
});
