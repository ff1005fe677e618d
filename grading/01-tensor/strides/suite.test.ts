import { firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { rowMajorStrides } from "./expected.ts";

// The stride of a dimension is the product of the lengths behind it.
hidden(
  "strides.row-major",
  {
    title: "stridesOf: the product of all lengths behind a dimension",
    points: 3,
    visibility: "visible",
    hint: "How far is it in the storage from one row of [2, 3] to the next? Three places, the length of a row. Begin at the last dimension with 1, and multiply by each length as you go forward, whatever it is: 0 is a length as well.",
  },
  async ({ submission, inputs }) => {
    const [a, b, c, d] = [
      inputs.integer(2, 4),
      inputs.integer(5, 7),
      inputs.integer(8, 10),
      inputs.integer(11, 13),
    ];
    const shapes = [
      [],
      [a],
      [a, b],
      [b, a],
      [a, a],
      [a, b, c],
      [c, a, b],
      [a, b, c, d],
      [1, b],
      [b, 1],
      [1, 1, a, 1, b],
      [a, 1, b, c, 1, d],
      [2, 1, 2, 1, 2, 1, 2],
      // A length of 0 makes every stride in front of it 0.
      [0],
      [a, 0],
      [0, b],
      [a, 0, c],
      [b, a, 0, 2, c],
      [0, 0, 0],
      // Beyond 16 and beyond 32 bits.
      [a, 300 * b, 300 * c],
      [a, b, 70_000 * a, 70_000],
    ];
    const seen = await submission.evaluate(({ stridesOf }, shapes) => {
      const given = shapes.map((shape) => [...shape]);
      // Twice, and into the first list somebody writes.
      const first = given.map((shape) => stridesOf(shape));
      const kept = first.map((strides) => [...strides]);
      for (const strides of first) strides.push(-1);
      const second = given.map((shape) => [...stridesOf(shape)]);
      // Where lists are handed out again, other tests shall not suffer for it.
      for (const strides of first) strides.pop();
      return { first: kept, second, given };
    }, shapes);
    const expected = shapes.map(rowMajorStrides);
    expect(firstDifference(seen.first, expected, "strides")).toBe(null);
    expect(firstDifference(seen.second, expected, "strides again")).toBe(null);
    expect(firstDifference(seen.given, shapes, "shapes")).toBe(null);
  },
);

// New tensors are row-major and begin at 0, whatever they were made from.
hidden(
  "strides.new-tensors",
  {
    title: "New tensors have row-major strides and offset 0",
    points: 1,
    visibility: "visible",
    hint: "A tensor with a storage of its own has stridesOf(shape) and the offset 0. That goes for what tensor, zeros and the like make, and for the results of arithmetic: also when the operand was a view.",
  },
  async ({ submission, inputs }) => {
    const [m, n, k] = [inputs.integer(2, 3), inputs.integer(4, 5), inputs.integer(6, 7)];
    const seen = await submission.evaluate(
      ({ tensor, zeros, ones, full, arange }, m, n, k) => {
        const made = [
          tensor(1),
          tensor([[1, 2, 3]]),
          zeros([m, n, k]),
          ones([k, m]),
          full([m, 1, n], 2),
          arange(k),
          zeros([m, 0, n]),
          ones([0, k, 1]),
          tensor([[], []]),
          arange(0),
        ];
        const view = full([m, n, k], 3).transpose(0, 2).select(1, 1);
        const row = full([n, m], 2).select(0, 1);
        const column = full([k, n], 2).select(1, 1).reshape([k, 1]);
        const results = [
          view.neg(),
          view.add(1),
          view.mul(view),
          view.clone(),
          view.exp(),
          view.sub(row),
          row.div(view),
          column.pow(row),
          view.t().maximum(view.t()),
          row.broadcastTo([k, m]).sqrt(),
          row.broadcastTo([k, m]).clone(),
          row.log(),
          zeros([m, 0, n]).transpose(0, 2).neg(),
          zeros([m, 0, n]).transpose(0, 2).add(column.select(0, 1)),
          view.matmul(view.t()),
          view.matmul(row),
          row.matmul(view.t()),
          row.matmul(row),
          zeros([0, m]).matmul(view.t()),
          zeros([0, n, m]).matmul(view.t()),
        ];
        const reduced = [
          view.sum(0),
          view.max(1, { keepdim: true }),
          view.mean(),
          view.argmax(1),
          view.sum(0, { keepdim: true }),
          view.mean(1),
          view.max(undefined, { keepdim: true }),
          row.argmax(),
          zeros([m, 0, n]).transpose(0, 2).sum(1),
          zeros([m, 0, n]).transpose(0, 2).mean(0, { keepdim: true }),
        ];
        return [...made, ...results, ...reduced].map(({ shape, strides, offset, storage }) => ({
          shape: [...shape],
          strides: [...strides],
          offset,
          length: storage.length,
        }));
      },
      m,
      n,
      k,
    );
    const shapes = [[], [1, 3], [m, n, k], [k, m], [m, 1, n], [k], [m, 0, n], [0, k, 1], [2, 0], [0]];
    const results = [
      ...Array.from({ length: 8 }, () => [k, m]),
      [m, k],
      [k, m],
      [k, m],
      [m],
      [n, 0, m],
      [n, 0, m],
      [k, k],
      [k],
      [k],
      [],
      [0, k],
      [0, n, k],
    ];
    const reduced = [[m], [k, 1], [], [k], [1, m], [k], [1, 1], [], [n, m], [1, 0, m]];
    expect(seen).toEqual(
      [...shapes, ...results, ...reduced].map((shape) => ({
        shape,
        strides: rowMajorStrides(shape),
        offset: 0,
        length: shape.reduce((product, length) => product * length, 1),
      })),
    );
  },
);
