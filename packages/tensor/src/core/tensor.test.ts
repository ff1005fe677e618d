import { describe, expect, test } from "vitest";
import { arange, full, ones, tensor, zeros } from "../ops/factories.ts";
import { randn } from "../ops/random.ts";
import { Generator } from "./generator.ts";
import type { Tensor } from "./tensor.ts";

const sample = () => arange(24).reshape([2, 3, 4]);

describe("views", () => {
  test("reshape, transpose, permute, slice, select and expand look at the same elements", () => {
    const x = sample();
    const views = [
      x.reshape([4, -1]),
      x.transpose(0, 2),
      x.permute([1, 2, 0]),
      x.slice(1, 0, 2),
      x.select(0, 0),
      x.unsqueeze(1).expand([2, 5, 3, 4]),
    ];
    x.fill_(7);
    for (const view of views) expect(new Set(view.contiguous().data)).toEqual(new Set([7]));
    expect(views.every((view) => view.storage === x.storage)).toBe(true);
  });

  test("a write through a view is seen in the tensor, and counted as its version", () => {
    const x = zeros([2, 3]);
    x.t().select(0, 1).add_(5);
    expect(x.toArray()).toEqual([
      [0, 5, 0],
      [0, 5, 0],
    ]);
    expect(x.version).toBe(1);
  });

  test("reshape of a non-contiguous view copies, in the view's order", () => {
    const x = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const flat = x.t().reshape([-1]);
    expect(flat.toArray()).toEqual([1, 4, 2, 5, 3, 6]);
    expect(flat.storage).not.toBe(x.storage);
  });

  test("a broadcast dimension has stride 0", () => {
    const row = tensor([[1, 2]]).broadcastTo([3, 2]);
    expect(row.strides).toEqual([0, 1]);
    expect(row.toArray()).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
  });

  test("an expanded tensor is not written in place, because one element stands for several", () => {
    const x = ones([1, 2]).expand([3, 2]);
    expect(() => x.add_(1)).toThrow(
      "add_: an expanded tensor cannot be written in place, got shape [3, 2] with strides [0, 1]; call clone() first",
    );
  });

  test("a tensor of nothing can be written in place, whatever its strides", () => {
    expect(
      zeros([2, 0, 3])
        .slice(2, 0, 1)
        .copy_(zeros([2, 0, 1])).shape,
    ).toEqual([2, 0, 1]);
  });

  test("slice follows Python: bounds are cut, negative ones count from the end, steps skip", () => {
    const x = arange(6);
    expect(x.slice(0, 1, 100, 2).toArray()).toEqual([1, 3, 5]);
    expect(x.slice(0, -2).toArray()).toEqual([4, 5]);
    expect(x.slice(0, 4, 2).toArray()).toEqual([]);
  });

  test("squeeze, unsqueeze and flatten", () => {
    const x = zeros([2, 1, 3]);
    expect(x.squeeze().shape).toEqual([2, 3]);
    expect(x.squeeze(0).shape).toEqual([2, 1, 3]);
    expect(x.squeeze(1).shape).toEqual([2, 3]);
    expect(x.unsqueeze(-1).shape).toEqual([2, 1, 3, 1]);
    expect(x.flatten(1).shape).toEqual([2, 3]);
    expect(tensor(5).flatten().shape).toEqual([1]);
  });

  test("data is live when contiguous and refused when not", () => {
    const x = zeros([2, 2]);
    x.data[3] = 9;
    x.select(0, 0).data[0] = 4;
    expect(x.toArray()).toEqual([
      [4, 0],
      [0, 9],
    ]);
    expect(() => x.t().data).toThrow(
      "data: a tensor must be contiguous, got strides [1, 2] for shape [2, 2]; call contiguous() first",
    );
  });
});

describe("every operation gives the same on a view as on a contiguous copy of it", () => {
  const x = randn([4, 3, 2], { generator: new Generator(3), dtype: "float64" });
  const views: Record<string, Tensor> = {
    transposed: x.transpose(0, 2),
    sliced: x.slice(0, 1, 4, 2).slice(1, 1),
    expanded: x.select(2, 0).unsqueeze(1).expand([4, 5, 3]),
    scalar: x.select(0, 1).select(0, 1).select(0, 1),
    empty: x.slice(0, 2, 2).transpose(0, 1),
  };
  const operations: Record<string, (t: Tensor) => Tensor> = {
    exp: (t) => t.exp(),
    addRow: (t) => t.add(t.ndim === 0 ? 1 : t.select(-1, 0).unsqueeze(-1)),
    multiply: (t) => t.mul(t),
    scaled: (t) => t.add(t, { alpha: 3 }),
    compare: (t) => t.gt(0),
    clamp: (t) => t.clamp({ min: -0.5, max: 0.5 }),
    sum: (t) => t.sum(),
    sumLast: (t) => (t.ndim === 0 ? t : t.sum(-1)),
    sumFirst: (t) => (t.ndim === 0 ? t : t.sum(0, { keepdim: true })),
    matmul: (t) => (t.ndim === 0 ? t : t.matmul(t.transpose(-1, -2))),
    copied: (t) => zeros(t.shape, { dtype: "float64" }).copy_(t),
    reshaped: (t) => t.reshape([t.size]),
  };
  for (const [kind, view] of Object.entries(views)) {
    for (const [name, operation] of Object.entries(operations)) {
      test(`${name}, ${kind}`, () => {
        const result = operation(view).toArray();
        expect(result).toEqual(operation(view.clone()).toArray());
      });
    }
  }
});

describe("arithmetic", () => {
  test("shapes broadcast from the last dimension", () => {
    const sum = tensor([[1], [2]]).add(tensor([10, 20, 30]));
    expect(sum.toArray()).toEqual([
      [11, 21, 31],
      [12, 22, 32],
    ]);
  });

  test("shapes that do not broadcast are named", () => {
    expect(() => zeros([2, 3]).add(zeros([2]))).toThrow(
      "add: shapes must be broadcastable (equal or 1, aligned at the last dimension), got [2, 3] and [2]",
    );
  });

  test("float64 wins over float32, but a float64 scalar does not", () => {
    const wide = tensor([0.1], { dtype: "float64" });
    expect(tensor([0.1]).add(wide).dtype).toBe("float64");
    expect(tensor([0.1]).add(tensor(0.1, { dtype: "float64" })).dtype).toBe("float32");
  });

  test("NaN passes through relu, maximum, max and clamp", () => {
    const x = tensor([Number.NaN, 1]);
    expect(x.relu().toArray()).toEqual([Number.NaN, 1]);
    expect(x.maximum(0).toArray()).toEqual([Number.NaN, 1]);
    expect(x.max().item()).toBeNaN();
    expect(x.min().item()).toBeNaN();
    expect(x.clamp({ max: 0.5 }).toArray()).toEqual([Number.NaN, 0.5]);
    const rule = "bounds must not be NaN, got min NaN and max";
    expect(() => x.clamp({ min: Number.NaN })).toThrow(new RangeError(`clamp: ${rule} Infinity`));
    expect(() => x.clamp_({ min: Number.NaN, max: 1 })).toThrow(new RangeError(`clamp_: ${rule} 1`));
    expect(x.argmax().item()).toBe(0);
  });

  test("1 to any power is 1, as in PyTorch", () => {
    expect(
      tensor([1, 1, -1])
        .pow(tensor([Number.NaN, Infinity, -Infinity]))
        .toArray(),
    ).toEqual([1, 1, 1]);
  });

  test("sigmoid is finite and exact at ±1000", () => {
    expect(tensor([-1000, 0, 1000]).sigmoid().toArray()).toEqual([0, 0.5, 1]);
  });

  test("sign of 0 is 0", () => {
    expect(tensor([-3, 0, 2]).sign().toArray()).toEqual([-1, 0, 1]);
  });
});

describe("in-place methods", () => {
  test("each writes this tensor, returns it and bumps its version", () => {
    const one = tensor([4, 9]);
    const writes: [string, (t: Tensor) => Tensor, number[]][] = [
      ["add_", (t) => t.add_(1), [5, 10]],
      ["add_ with alpha", (t) => t.add_(one, { alpha: 0.5 }), [6, 13.5]],
      ["sub_", (t) => t.sub_(one), [0, 0]],
      ["mul_", (t) => t.mul_(2), [8, 18]],
      ["div_", (t) => t.div_(one), [1, 1]],
      ["maximum_", (t) => t.maximum_(5), [5, 9]],
      ["sqrt_", (t) => t.sqrt_(), [2, 3]],
      ["neg_", (t) => t.neg_(), [-4, -9]],
      ["clamp_", (t) => t.clamp_({ max: 6 }), [4, 6]],
      ["copy_", (t) => t.copy_(tensor([1])), [1, 1]],
      ["fill_", (t) => t.fill_(3), [3, 3]],
      ["zero_", (t) => t.zero_(), [0, 0]],
      ["lerp_", (t) => t.lerp_(zeros([2]), 0.25), [3, 6.75]],
      ["addcmul_", (t) => t.addcmul_(one, one, { value: 2 }), [36, 171]],
      ["addcdiv_", (t) => t.addcdiv_(one, one, { value: 2 }), [6, 11]],
      ["indexAdd_", (t) => t.indexAdd_(0, [1, 1], ones([2])), [4, 11]],
      ["scatterAdd_", (t) => t.scatterAdd_(0, tensor([0, 0], { dtype: "int32" }), ones([2])), [6, 9]],
    ];
    for (const [name, write, expected] of writes) {
      const t = tensor([4, 9]);
      expect(write(t), name).toBe(t);
      expect(t.toArray(), name).toEqual(expected);
      expect(t.version, name).toBe(1);
    }
  });

  test("this tensor never grows to the other's shape", () => {
    expect(() => zeros([2]).add_(zeros([3, 2]))).toThrow(
      "add_: the operand must broadcast to this tensor, got [3, 2] for [2]",
    );
  });

  test("an operand that overlaps is read before it is written", () => {
    const x = tensor([
      [1, 2],
      [3, 4],
    ]);
    x.add_(x.t());
    expect(x.toArray()).toEqual([
      [2, 5],
      [5, 8],
    ]);
    const y = tensor([1, 2, 3]);
    y.slice(0, 1).copy_(y.slice(0, 0, 2));
    expect(y.toArray()).toEqual([1, 1, 2]);
  });
});

describe("reductions", () => {
  test("over one dimension, several, or all, with keepdim", () => {
    const x = sample();
    expect(x.sum().item()).toBe(276);
    expect(x.sum([0, 2]).toArray()).toEqual([60, 92, 124]);
    expect(x.mean(1, { keepdim: true }).shape).toEqual([2, 1, 4]);
    expect(x.max(-1).toArray()).toEqual([
      [3, 7, 11],
      [15, 19, 23],
    ]);
    expect(x.min([]).toArray()).toEqual(x.toArray());
  });

  test("a long float32 sum keeps its small terms", () => {
    expect(full([1_000_000], 0.1).sum().item()).toBeCloseTo(100_000, 1);
    expect(full([100_000, 2], 0.1).sum(0).select(0, 1).item()).toBeCloseTo(10_000, 2);
  });

  test("nothing adds up to 0, and has no largest element", () => {
    expect(zeros([0]).sum().item()).toBe(0);
    expect(zeros([0]).mean().item()).toBeNaN();
    expect(() => zeros([2, 0]).max(1)).toThrow("max: there must be elements to compare, got [2, 0]");
    expect(() => zeros([0]).argmax()).toThrow("argmax: there must be elements to compare, got [0]");
  });

  test("argmax takes the first of equals, along a dimension or over all", () => {
    const x = tensor([
      [1, 5, 5],
      [7, 2, 7],
    ]);
    expect(x.argmax(1).toArray()).toEqual([1, 0]);
    expect(x.argmax(0, { keepdim: true }).toArray()).toEqual([[1, 0, 1]]);
    expect(x.argmax().item()).toBe(3);
    expect(x.argmax(undefined, { keepdim: true }).shape).toEqual([1, 1]);
    expect(x.argmin(undefined, { keepdim: true }).shape).toEqual([1, 1]);
  });

  test("a dimension that is not there, or twice, is named", () => {
    expect(() => sample().sum(3)).toThrow("sum: dim must be in [-3, 2] for 3 dimensions, got 3");
    expect(() => sample().sum([0, -3])).toThrow("sum: a dimension may appear once, got -3 again");
  });
});

describe("matmul", () => {
  const a = tensor([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);

  test("matrices, vectors and stacks of matrices", () => {
    const square = a.t().matmul(a);
    expect(square.toArray()).toEqual([
      [35, 44],
      [44, 56],
    ]);
    expect(a.matmul(tensor([1, -1])).toArray()).toEqual([-1, -1, -1]);
    expect(tensor([1, 0, 1]).matmul(a).toArray()).toEqual([6, 8]);
    expect(
      tensor([1, 2])
        .matmul(tensor([3, 4]))
        .item(),
    ).toBe(11);
    expect(a.unsqueeze(0).expand([4, 3, 2]).matmul(square).shape).toEqual([4, 3, 2]);
    expect(zeros([0, 3]).matmul(zeros([3, 2])).shape).toEqual([0, 2]);
    expect(
      zeros([2, 0])
        .matmul(zeros([0, 2]))
        .toArray(),
    ).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test("inner sizes that differ are named", () => {
    expect(() => zeros([2, 3]).matmul(zeros([4, 5]))).toThrow("matmul: inner sizes must match, got [2, 3] @ [4, 5]");
    expect(() => zeros([2]).matmul(tensor(1))).toThrow("matmul: operands must have dimensions, got [2] @ []");
    expect(() => zeros([2, 1, 1]).matmul(zeros([3, 1, 1]))).toThrow("matmul: shapes must be broadcastable");
  });
});

describe("elements by index", () => {
  test("indexSelect copies slices in order, with repeats", () => {
    const x = arange(6).reshape([3, 2]);
    expect(x.indexSelect(0, [2, 0, -1]).toArray()).toEqual([
      [4, 5],
      [0, 1],
      [4, 5],
    ]);
    expect(x.indexSelect(1, [1]).toArray()).toEqual([[1], [3], [5]]);
    expect(() => x.indexSelect(0, [3])).toThrow("indexSelect: index must be in [-3, 2] along dim 0, got 3");
    const wide = arange(300).reshape([3, 100]);
    expect(wide.indexSelect(0, [2, 0]).select(1, 99).toArray()).toEqual([299, 99]);
    expect(wide.slice(1, 1, 99).indexSelect(0, [1]).select(1, 0).toArray()).toEqual([101]);
  });

  test("indices in a tensor are refused, where they would have been none", () => {
    const x = zeros([2, 2]);
    const indices = tensor([0, 1], { dtype: "int32" }) as unknown as number[];
    expect(() => x.indexSelect(0, indices)).toThrow("indexSelect: indices must be a list of numbers, got a Tensor");
    expect(() => x.indexAdd_(0, indices, x)).toThrow("indexAdd_: indices must be a list of numbers, got a Tensor");
  });

  test("gather picks, scatterAdd_ adds back", () => {
    const x = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const index = tensor([[2], [0]], { dtype: "int32" });
    expect(x.gather(1, index).toArray()).toEqual([[3], [4]]);
    expect(
      zeros([2, 3])
        .scatterAdd_(1, index, ones([2, 1]))
        .toArray(),
    ).toEqual([
      [0, 0, 1],
      [1, 0, 0],
    ]);
    expect(() => x.gather(1, index.add(1))).toThrow("gather: index must be in [0, 2] along dim 1, got 3");
    expect(() => x.gather(1, index.to("float32"))).toThrow(
      'gather: the index must be int32, got float32; convert with to("int32") first',
    );
    expect(() => x.gather(1, index.select(0, 1))).toThrow(
      "gather: the index must fit beside the tensor, got [1] for [2, 3]",
    );
  });
});

describe("errors of shape", () => {
  test("each names the operation, the rule and what it got", () => {
    const x = sample();
    expect(() => x.reshape([5, -1])).toThrow("reshape: the number of elements must stay 24, got [2, 3, 4] -> [5, -1]");
    expect(() => x.reshape([-1, -1])).toThrow("reshape: only one dimension may be -1, got [-1, -1]");
    expect(() => x.permute([0, 0, 1])).toThrow("permute: every one of 3 dimensions must appear once, got [0, 0, 1]");
    expect(() => x.t()).toThrow("t: a tensor must have at most 2 dimensions, got [2, 3, 4]");
    expect(() => x.item()).toThrow("item: a tensor must have one element, got shape [2, 3, 4]");
    expect(() => x.broadcastTo([3, 4])).toThrow("broadcastTo: the target must hold the shape, got [2, 3, 4] -> [3, 4]");
    expect(() => x.select(0, 2)).toThrow("select: index must be in [-2, 1] along dim 0, got 2");
    expect(() => x.slice(0, 0, 1, 0)).toThrow("slice: step must be a whole number ≥ 1, got 0");
    expect(() => x.flatten(2, 1)).toThrow("flatten: start must not come after end, got 2 and 1");
  });
});

// The values are PyTorch's: NaN is not 0, and of no elements none is any and all are.
test("any, all and isnan", () => {
  const x = tensor([
    [0, Number.NaN],
    [2, 3],
  ]);
  const seen = (y: Tensor) => [y.dtype, y.toArray()];
  expect(seen(x.isnan())).toEqual([
    "bool",
    [
      [0, 1],
      [0, 0],
    ],
  ]);
  expect(seen(x.any(0))).toEqual(["bool", [1, 1]]);
  expect(seen(x.all(1, { keepdim: true }))).toEqual(["bool", [[0], [1]]]);
  expect([x.any().item(), x.all().item()]).toEqual([1, 0]);
  expect([zeros([2, 0]).any(1).toArray(), zeros([2, 0]).all(1).toArray()]).toEqual([
    [0, 0],
    [1, 1],
  ]);
  expect(tensor([true, false]).any().item()).toBe(1);
});

test("a tensor's shape is its own, and not the list that it was asked for with", () => {
  const asked = [2, 3];
  const made = [zeros(asked), tensor(1).broadcastTo(asked), tensor(1).expand(asked), zeros([6]).reshape(asked)];
  asked[0] = 9;
  expect(made.map(({ shape }) => shape)).toEqual([
    [2, 3],
    [2, 3],
    [2, 3],
    [2, 3],
  ]);
});
