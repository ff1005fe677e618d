import { Variable } from "@tinytorch/autograd";
import { type Arithmetic, full, ones, type Size, type Tensor, triu } from "@tinytorch/tensor";
import { formatShape } from "@tinytorch/tensor/internal";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { type Attributes, operationTable } from "./operation-table.ts";
import { describeOptions, FLOAT64, type RecordedTensor, readRecorded, recordedTensor } from "./recorded.ts";

interface Recorded {
  readonly op: string;
  readonly attrs: Attributes;
  readonly inputs: readonly RecordedTensor[];
  readonly output: RecordedTensor;
  readonly grad_output?: RecordedTensor;
  readonly grads?: readonly (RecordedTensor | null)[];
}

/** A layer that knows nothing of what it computes with but `Arithmetic`. */
type Layer = <T extends Arithmetic<T>>(inputs: readonly T[], attributes: Attributes) => T;

const layers: Readonly<Record<string, Layer>> = {
  relu: ([x]) => x.maximum(0),
  sigmoid: ([x]) => sigmoid(x),
  silu: ([x]) => x.mul(sigmoid(x)),
  softmax: ([x], { dim }) => softmax(x, dim ?? undefined),
  linear: ([x, weight, bias]) => x.matmul(weight.transpose(0, 1)).add(bias),
  conv2d: ([x, weight, bias], { stride = 1, padding = 0, dilation = 1, groups = 1 }) => {
    const [images, , height, width] = x.shape;
    const [channels, , ...kernel] = weight.shape;
    const columns = x.unfold2d([kernel[0], kernel[1]], { stride, padding, dilation });
    const rows = weight.reshape([groups, channels / groups, -1]);
    const seen = columns.reshape([images, groups, rows.shape[2], -1]);
    const sums = rows.matmul(seen).reshape([images, channels, -1]);
    const sides = [height, width].map((side, d) => {
      const reach = both(dilation)[d] * (kernel[d] - 1) + 1;
      return Math.floor((side + 2 * both(padding)[d] - reach) / both(stride)[d]) + 1;
    });
    return (bias === undefined ? sums : sums.add(bias.reshape([-1, 1]))).reshape([images, channels, ...sides]);
  },
  max_pool2d: ([x], { kernel_size: size, stride = size, padding = 0 }) =>
    asImages(x, x.unfold2d(size, { stride, padding, fill: Number.NEGATIVE_INFINITY }).max(2), size, stride, padding),
  avg_pool2d: ([x], { kernel_size: size, stride = size, padding = 0 }) =>
    asImages(x, x.unfold2d(size, { stride, padding }).mean(2), size, stride, padding),
  layer_norm: ([x, weight, bias], { normalized_shape: shape, eps }) =>
    standardized(
      x,
      shape.map((_, d) => -1 - d),
      eps,
    )
      .mul(weight)
      .add(bias),
  batch_norm_train: ([x, weight, bias], { eps }) =>
    standardized(x, [0, 2, 3], eps)
      .mul(weight.reshape([-1, 1, 1]))
      .add(bias.reshape([-1, 1, 1])),
  attention: ([query, key, value], { causal = false }) => {
    const [length = 0, size = 0] = query.shape.slice(-2);
    const scores = query.matmul(key.transpose(-1, -2)).div(Math.sqrt(size));
    const hidden = triu(full([length, length], Number.NEGATIVE_INFINITY), 1);
    return softmax(causal ? scores.add(hidden) : scores, -1).matmul(value);
  },
  logsumexp: ([x], { dim, keepdim }) =>
    x
      .exp()
      .sum(dim ?? undefined, { keepdim })
      .log(),
  l1_loss: ([output, target], { reduction }) => reduced(absolute(output.sub(target)), reduction),
  mse_loss: ([output, target], { reduction }) => reduced(output.sub(target).pow(2), reduction),
};

/** eˣ / (1 + eˣ), or 1 / (1 + e⁻ˣ) where x is positive: neither power overflows. */
function sigmoid<T extends Arithmetic<T>>(x: T): T {
  return x.neg().maximum(0).neg().exp().div(absolute(x).neg().exp().add(1));
}

function softmax<T extends Arithmetic<T>>(x: T, dim: number | readonly number[] | undefined): T {
  const shares = x.sub(x.max(dim, { keepdim: true })).exp();
  return shares.div(shares.sum(dim, { keepdim: true }));
}

function standardized<T extends Arithmetic<T>>(x: T, dims: readonly number[], eps: number): T {
  const centred = x.sub(x.mean(dims, { keepdim: true }));
  return centred.div(centred.pow(2).mean(dims, { keepdim: true }).add(eps).sqrt());
}

function absolute<T extends Arithmetic<T>>(x: T): T {
  return x.maximum(x.neg());
}

function reduced<T extends Arithmetic<T>>(losses: T, reduction: Attributes["reduction"]): T {
  return reduction === "none" ? losses : reduction === "sum" ? losses.sum() : losses.mean();
}

function asImages<T extends Arithmetic<T>>(from: T, places: T, size: Size, stride: Size, padding: Size): T {
  const [images, channels, ...sides] = from.shape;
  const along = (d: 0 | 1) =>
    Math.floor(((sides[d] ?? 0) + 2 * both(padding)[d] - both(size)[d]) / both(stride)[d]) + 1;
  return places.reshape([images, channels, along(0), along(1)]);
}

function both(size: Size): readonly [number, number] {
  return typeof size === "number" ? [size, size] : size;
}

const { cases } = readRecorded<{ cases: readonly Recorded[] }>("operations.json");

describe("a layer written once", () => {
  test("is one of PyTorch's, each of which was recorded", () => {
    const recorded = cases.filter(({ op }) => op in layers).map(({ op }) => op);
    expect([...new Set(recorded)].sort()).toEqual(Object.keys(layers).sort());
    expect(Object.keys(operationTable)).toEqual(expect.arrayContaining(Object.keys(layers)));
  });

  for (const [number, { op, attrs, inputs, output, grad_output, grads = [] }] of cases.entries()) {
    const layer = layers[op];
    if (layer === undefined) continue;
    const shapes = inputs.map(({ shape }) => formatShape(shape)).join(", ");
    const title = `${number}: ${op} of ${shapes}, ${describeOptions({ ...attrs })}`;

    test(`runs on tensors: ${title}`, () => {
      expect(layer(inputs.map(recordedTensor), attrs)).toBeAllClose(recordedTensor(output), FLOAT64);
    });

    test(`runs on variables, and learns: ${title}`, () => {
      const variables = inputs.map((input) => new Variable(recordedTensor(input)));
      const result = layer(variables, attrs);
      expect(result).toBeAllClose(recordedTensor(output), FLOAT64);
      if (grad_output === undefined) return;
      result.backward(recordedTensor(grad_output));
      for (const [input, gradient] of grads.entries()) {
        if (gradient !== null) expect(variables[input]?.grad).toBeAllClose(recordedTensor(gradient), FLOAT64);
      }
    });
  }

  test("keeps its parameters as whatever it is told to make of them", () => {
    class Linear<T extends Arithmetic<T>> {
      readonly weight: T;
      constructor(size: number, parameter: (initial: Tensor) => T) {
        this.weight = parameter(ones([size, size]));
      }
      forward(x: T): T {
        return x.matmul(this.weight);
      }
    }
    const plain = new Linear(2, (initial) => initial);
    expect(plain.forward(ones([1, 2])).toArray()).toEqual([[2, 2]]);
    const learning = new Linear(2, (initial) => new Variable(initial));
    learning
      .forward(new Variable(ones([1, 2])))
      .sum()
      .backward();
    expect(learning.weight.grad?.data.toArray()).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  test("may ask for nothing that the two do not share", () => {
    // @ts-expect-error: a layer that is to be written once must do without.
    const asking = <T extends Arithmetic<T>>(x: T) => x.requiresGrad;
    expect(asking(ones([1]))).toBeUndefined();
  });
});
