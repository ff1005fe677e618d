import { inspect } from "node:util";
import { keep, ones, scope, type Tensor, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { cat } from "./functions.ts";
import { noGrad } from "./mode.ts";
import type { Operation } from "./operation.ts";
import { apply, Variable } from "./variable.ts";

describe("a variable", () => {
  test("made by hand is a leaf that requires a gradient unless told otherwise", () => {
    const x = new Variable([1, 2]);
    expect([x.isLeaf, x.requiresGrad, x.grad, x.dtype]).toEqual([true, true, null, "float32"]);
    expect(new Variable(3, { requiresGrad: false, dtype: "float64" }).dtype).toBe("float64");
    expect(new Variable(1).shape).toEqual([]);
  });

  test("shares the tensor it is given", () => {
    const data = zeros([2]);
    new Variable(data).data.fill_(3);
    expect(data.toArray()).toEqual([3, 3]);
  });

  test("made by an operation requires a gradient when an input does", () => {
    const [x, constant] = [new Variable([1]), new Variable([2], { requiresGrad: false })];
    expect(x.mul(constant).requiresGrad).toBe(true);
    expect(x.mul(constant).isLeaf).toBe(false);
    expect(constant.mul(constant).requiresGrad).toBe(false);
    expect(constant.mul(constant).isLeaf).toBe(true);
  });

  test("its data and gradient keep its shape", () => {
    const x = new Variable([1, 2]);
    x.data = tensor([3, 4]);
    x.grad = new Variable([5, 6]);
    expect(x.data.toArray()).toEqual([3, 4]);
    expect(() => {
      x.data = zeros([3]);
    }).toThrow("data: a replacement must keep the shape [2], got [3]");
    expect(() => {
      x.grad = new Variable([1]);
    }).toThrow("grad: a gradient must have the shape [2], got [1]");
  });

  test("only a leaf can stop requiring a gradient", () => {
    const x = new Variable([1]);
    x.requiresGrad = false;
    expect(x.mul(2).requiresGrad).toBe(false);
    const y = new Variable([1]).mul(2);
    expect(() => {
      y.requiresGrad = false;
    }).toThrow("requiresGrad: only a leaf can stop requiring one, got the result of mul; use detach()");
  });

  test("numbers and tensors are accepted as constants", () => {
    const x = new Variable([2]);
    x.mul(3)
      .add(tensor([1]))
      .sub(1)
      .div(2)
      .backward();
    expect(x.grad?.item()).toBe(1.5);
  });
});

describe("backward", () => {
  test("in a scope leaves a variable that can be kept, without its gradient", () => {
    const x = scope(() => {
      const made = new Variable([1]);
      scope(() => made.mul(2).backward());
      return keep(made);
    });
    expect(x.data.toArray()).toEqual([1]);
  });

  test("lets go of everything a step kept, its attributes too", () => {
    const operation: Operation<Tensor> = {
      name: "first",
      forward: ([x], factor) => x.mul(factor),
      backward: (g, step) => [g.mul(step.attributes)],
    };
    const y = apply(operation, [new Variable([1])], tensor([3]));
    y.backward();
    expect(y.node?.parents).toEqual([]);
    expect(() => y.node?.attributes).toThrow("backward: a tape can be run once");
  });

  test("of a sum goes through a product, though the sum's gradient is one element again and again", () => {
    const x = new Variable([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const w = new Variable([
      [1, 0],
      [0, 1],
    ]);
    x.matmul(w).sum().backward();
    expect(w.grad?.data.toArray()).toEqual([
      [9, 9],
      [12, 12],
    ]);
  });

  test("a leaf's gradients add up over passes until it is zeroed", () => {
    const x = new Variable([3]);
    x.mul(x).backward();
    x.mul(x).backward();
    expect(x.grad?.item()).toBe(12);
    x.zeroGrad();
    expect(x.grad).toBeNull();
  });

  test("a value used twice gets both contributions", () => {
    const x = new Variable([2, 3]);
    const y = x.mul(x);
    y.add(y).mul(x).sum().backward();
    expect(x.grad?.data.toArray()).toEqual([24, 54]);
  });

  test("steps run after all their uses, whatever the order in which they were recorded", () => {
    const x = new Variable(2);
    const a = x.mul(3);
    const b = a.mul(a);
    a.mul(b).add(b).backward();
    // a = 3x; a³ + a² has the derivative 3(3a² + 2a).
    expect(x.grad?.item()).toBe(3 * (3 * 36 + 2 * 6));
  });

  test("broadcasting is undone by summing", () => {
    const [column, row, scalar] = [new Variable([[1], [2]]), new Variable([1, 2, 3]), new Variable(4)];
    column.mul(row).add(scalar).sum().backward();
    expect(column.grad?.data.toArray()).toEqual([[6], [6]]);
    expect(row.grad?.data.toArray()).toEqual([3, 3, 3]);
    expect(scalar.grad?.item()).toBe(6);
  });

  test("a chain of 100 000 operations works", () => {
    const x = new Variable([1]);
    let y = x.mul(1);
    for (let i = 0; i < 100_000; i++) y = y.add(1);
    y.backward();
    expect(y.item()).toBe(100_001);
    expect(x.grad?.item()).toBe(1);
  });

  test("a branch through which nothing flows does not hold up the rest", () => {
    const blocks: Operation = { name: "blocks", forward: ([x]) => x.clone(), backward: () => [null] };
    const x = new Variable([2]);
    const shared = x.mul(3);
    apply(blocks, [shared]).add(shared).backward();
    expect(x.grad?.item()).toBe(3);
    const unused = x.mul(5);
    x.grad = null;
    x.mul(7).backward();
    expect(x.grad).toBeInstanceOf(Variable);
    expect(unused.requiresGrad).toBe(true);
  });

  test("an intermediate keeps its gradient when asked, and not otherwise", () => {
    const x = new Variable([2]);
    const [kept, other] = [x.mul(3), x.mul(4)];
    kept.retainGrad();
    kept.mul(other).backward();
    expect(kept.grad?.item()).toBe(8);
    expect(other.grad).toBeNull();
  });

  test("gradients are not shared between leaves, so one may be changed in place", () => {
    const [a, b] = [new Variable([1, 1]), new Variable([1, 1])];
    const seed = ones([2]);
    a.add(b).backward(seed);
    a.grad?.data.mul_(5);
    expect(b.grad?.data.toArray()).toEqual([1, 1]);
    expect(seed.toArray()).toEqual([1, 1]);
  });

  test("a gradient that is a repeated element is laid out in full", () => {
    const x = new Variable(zeros([2, 3]));
    x.sum().backward();
    x.grad?.data.add_(1);
    expect(x.grad?.data.toArray()).toEqual([
      [2, 2, 2],
      [2, 2, 2],
    ]);
  });

  test("a leaf's gradient has the leaf's element type", () => {
    const x = new Variable([1]);
    x.mul(new Variable([2], { dtype: "float64" })).backward();
    expect(x.grad?.dtype).toBe("float32");
  });

  test("a leaf can be its own output", () => {
    const x = new Variable(1);
    x.backward();
    expect(x.grad?.item()).toBe(1);
  });

  test("more than one element needs a gradient of its shape", () => {
    const y = new Variable([1, 2]).mul(2);
    expect(() => y.backward()).toThrow(
      "backward: only a single element can go without a gradient, got shape [2]; reduce it with sum() or mean(), or pass a " +
        "gradient of that shape",
    );
    expect(() => y.backward(ones([3]))).toThrow("backward: the gradient must have shape [2], got [3]");
    y.backward(new Variable([1, 10]));
  });

  test("without anything to differentiate it says so", () => {
    const y = new Variable([1], { requiresGrad: false }).mul(2);
    expect(() => y.backward()).toThrow("backward: the variable must depend on one that requires a gradient");
    expect(() => y.retainGrad()).toThrow("retainGrad: the variable must require a gradient");
  });

  test("a second pass through a freed tape is an error and changes nothing", () => {
    const x = new Variable([2]);
    const shared = x.mul(x);
    shared.mul(2).backward();
    expect(() => shared.mul(3).backward()).toThrow(
      "backward: a tape can be run once, got a second backward through mul; compute the output again, or pass " +
        "{ retainGraph: true } to the first backward",
    );
    expect(x.grad?.item()).toBe(8);
  });

  test("retainGraph keeps the tape", () => {
    const x = new Variable([2]);
    const y = x.mul(x);
    y.backward(undefined, { retainGraph: true });
    y.backward();
    expect(x.grad?.item()).toBe(8);
  });

  test("a value changed in place after it was saved is an error, and changes nothing", () => {
    const [x, w] = [new Variable([2]), new Variable([3])];
    const y = x.add(0).mul(w);
    w.data.add_(1);
    expect(() => y.backward()).toThrow(
      "backward: a tensor that mul keeps for its gradient must not change, got an in-place change after it was saved " +
        "(version 1, saved at 0)",
    );
    expect([x.grad, w.grad]).toEqual([null, null]);
  });

  test("a change through a view counts too; a change of what was not saved does not", () => {
    const x = new Variable([[1, 2]]);
    const squared = x.mul(x);
    x.data.select(1, 0).fill_(9);
    expect(() => squared.sum().backward()).toThrow("got an in-place change after it was saved");
    const sum = x.add(x).sum();
    x.data.fill_(0);
    sum.backward();
    expect(x.grad?.data.toArray()).toEqual([[2, 2]]);
  });

  test("replacing a variable's data leaves the tape as it was", () => {
    const x = new Variable([3]);
    const y = x.mul(x);
    x.data = tensor([100]);
    y.backward();
    expect(x.grad?.item()).toBe(6);
  });

  test("detach shares the data and cuts the tape", () => {
    const x = new Variable([3]);
    const cut = x.mul(2).detach();
    expect(cut.requiresGrad).toBe(false);
    x.mul(cut).backward();
    expect(x.grad?.item()).toBe(6);
    expect(x.detach().data).toBe(x.data);
  });
});

describe("noGrad", () => {
  test("nothing is recorded inside", () => {
    const x = new Variable([1]);
    expect(noGrad(() => x.mul(2)).requiresGrad).toBe(false);
    expect(x.mul(2).requiresGrad).toBe(true);
  });

  test("backward records nothing and leaves the mode as it was", () => {
    const x = new Variable([1]);
    x.mul(x).backward();
    expect(x.grad?.requiresGrad).toBe(false);
    expect(x.mul(2).requiresGrad).toBe(true);
  });
});

describe("joining", () => {
  test("an empty list is named", () => {
    expect(() => cat([])).toThrow("cat: there must be at least one tensor, got none");
  });
});

describe("element types", () => {
  test("whole numbers and truth values are constants", () => {
    const classes = new Variable(tensor([1, 2], { dtype: "int32" }));
    expect(classes.requiresGrad).toBe(false);
    expect(() => new Variable(tensor([true]), { requiresGrad: true })).toThrow(
      "requiresGrad: elements must be floats to have a gradient, got bool",
    );
    expect(() => {
      classes.requiresGrad = true;
    }).toThrow("got int32");
  });

  test("a window that is kept in one object is taken whole, and backward finds it as it was", () => {
    const x = new Variable(tensor([1, 2, 3, 4]).reshape([1, 1, 2, 2]));
    const window = { kernel: [1, 1] as [number, number], stride: [2, 1] as [number, number], output: [1, 2] };
    const columns = x.unfold2d(window.kernel, window);
    window.stride[0] = 1;
    window.kernel[1] = 2;
    columns.sum().backward();
    expect(x.grad?.data.toArray()).toEqual([
      [
        [
          [1, 1],
          [0, 0],
        ],
      ],
    ]);
  });

  test("what the caller does to a list or to bounds afterwards does not reach backward", () => {
    const x = new Variable([
      [1, 2],
      [3, 4],
    ]);
    const [dims, widths, bounds, shape] = [[0], [1, 0], { min: 0, max: 2 }, [1, 2, 2]];
    const repeated = x.data.broadcastTo(shape);
    const results = [x.sum(dims), x.var(dims), x.max(dims), x.flip(dims), x.pad(widths), x.clamp(bounds)];
    dims[0] = 1;
    widths[0] = 0;
    bounds.max = 9;
    shape[0] = 5;
    expect(repeated.shape).toEqual([1, 2, 2]);
    const gradients = results.map((result) => {
      x.zeroGrad();
      result
        .mul(tensor([1, 10, 100].slice(-result.shape[result.ndim - 1])))
        .sum()
        .backward();
      return x.grad?.data.toArray();
    });
    const both = (row: number[]) => [row, row];
    expect(gradients).toEqual([
      both([10, 100]),
      [
        [-20, -200],
        [20, 200],
      ],
      [
        [0, 0],
        [10, 100],
      ],
      both([10, 100]),
      both([10, 100]),
      [
        [10, 100],
        [0, 0],
      ],
    ]);
  });

  test("a gradient flows past a constant of another type", () => {
    const x = new Variable([1, 2, 3]);
    x.mul(tensor([true, false, true]))
      .mul(tensor([2, 2, 2], { dtype: "int32" }))
      .sum()
      .backward();
    expect(x.grad?.data.toArray()).toEqual([2, 0, 2]);
    expect(x.grad?.dtype).toBe("float32");
  });
});

test("a variable is printed as a tensor is, with where it comes from", () => {
  const x = new Variable([1, 2]);
  expect(String(x)).toBe("variable([1., 2.], shape=[2], dtype=float32, requiresGrad=true)");
  expect(inspect(x.detach())).toBe("variable([1., 2.], shape=[2], dtype=float32, requiresGrad=false)");
  expect(String(x.mul(2).sum())).toBe("variable(6., shape=[], dtype=float32, from=sum)");
  expect(JSON.stringify(x)).toBe('{"dtype":"float32","shape":[2],"values":[1,2]}');
});

test("a variable is compared as its values are, with tensors, numbers and other variables", () => {
  const x = new Variable([1, 2, 3]);
  expect(
    [x.gt(2), x.ge(2), x.lt(tensor(2)), x.le(new Variable([2])), x.eq(x), x.ne(1)].map((mask) => mask.toArray()),
  ).toEqual([
    [0, 0, 1],
    [0, 1, 1],
    [1, 0, 0],
    [1, 1, 0],
    [1, 1, 1],
    [0, 1, 1],
  ]);
  expect(x.gt(2).dtype).toBe("bool");
  expect(x.argmax().item()).toBe(2);
  expect(
    new Variable([
      [1, 5],
      [7, 2],
    ])
      .argmax(1, { keepdim: true })
      .toArray(),
  ).toEqual([[1], [0]]);
  const masked = x.maskedFill(x.gt(2), 0);
  masked.sum().backward();
  expect(x.grad?.data.toArray()).toEqual([1, 1, 0]);
});
