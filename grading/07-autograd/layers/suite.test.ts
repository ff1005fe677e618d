import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { centralDifferences } from "./central-differences.ts";

// A layer that was written for Arithmetic<T> gives a variable what it gives a tensor, and learns.
hidden(
  "layers.both",
  {
    title: "one layer for tensors and for variables",
    points: 3,
    visibility: "visible",
    hint: "Each method of Variable gives what the tensor's gives, and is recorded. When the values agree and a gradient does not, run gradcheck on each step of the layer by itself.",
  },
  async ({ submission, inputs }) => {
    const given = {
      x: inputs.signed(6, 0.3, 1.5),
      w: inputs.signed(12, 0.3, 1.5),
      b: inputs.signed(4, 0.1, 0.5),
    };
    const weights = inputs.signed(8, 0.5, 2);
    const seen = await submission.evaluate(
      ({ Variable, tensor }, given, weights) => {
        type Tensor = ReturnType<typeof tensor>;
        type Arithmetic<T> = {
          add(other: T | Tensor | number): T;
          sub(other: T | Tensor | number): T;
          mul(other: T | Tensor | number): T;
          div(other: T | Tensor | number): T;
          pow(other: T | Tensor | number): T;
          maximum(other: T | Tensor | number): T;
          exp(): T;
          sqrt(): T;
          matmul(other: T | Tensor): T;
          transpose(dim0: number, dim1: number): T;
          sum(dim?: number, options?: { keepdim?: boolean }): T;
          mean(dim?: number, options?: { keepdim?: boolean }): T;
          max(dim?: number, options?: { keepdim?: boolean }): T;
        };
        const row = { keepdim: true };
        // A linear layer, a kink, standard rows, and shares of each row.
        function layer<T extends Arithmetic<T>>(x: T, w: T, b: T): T {
          const hidden = x.matmul(w.transpose(0, 1)).add(b);
          const bent = hidden.maximum(hidden.mul(0.1));
          const centred = bent.sub(bent.mean(-1, row));
          const standard = centred.div(centred.pow(2).mean(-1, row).add(1e-2).sqrt());
          const powers = standard.sub(standard.max(-1, row)).exp();
          return powers.div(powers.sum(-1, row));
        }
        const make = (values: readonly number[], shape: number[]) =>
          tensor([...values], { dtype: "float64", shape });
        const tensors = [make(given.x, [2, 3]), make(given.w, [4, 3]), make(given.b, [4])] as const;
        const variables = tensors.map((one) => new Variable(one));
        const plain = layer<Tensor>(...tensors);
        const [x, w, b] = variables;
        const recorded = layer(x, w, b);
        recorded
          .mul(make(weights, [2, 4]))
          .sum()
          .backward();
        const numbers = (one: Tensor | undefined) =>
          one === undefined ? null : Array.from(one.contiguous().data, (n) => n);
        return {
          plain: numbers(plain),
          recorded: numbers(recorded.data),
          gradients: variables.map(({ grad }) => numbers(grad?.data)),
        };
      },
      given,
      weights,
    );
    expect(seen.plain?.length).toBe(8);
    expect(seen.recorded).toEqual(seen.plain);
    /** The same layer in plain numbers. */
    const loss = (numbers: readonly number[]): number => {
      const [x, w, b] = [numbers.slice(0, 6), numbers.slice(6, 18), numbers.slice(18)];
      return [0, 1].reduce((total, r) => {
        const bent = b.map((bias, o) => {
          const sum = [0, 1, 2].reduce((at, i) => at + x[3 * r + i] * w[3 * o + i], bias);
          return Math.max(sum, 0.1 * sum);
        });
        const mean = bent.reduce((at, value) => at + value / 4, 0);
        const spread = Math.sqrt(bent.reduce((at, value) => at + (value - mean) ** 2 / 4, 0) + 1e-2);
        const powers = bent.map((value) => Math.exp((value - mean) / spread));
        const all = powers.reduce((at, value) => at + value, 0);
        return total + powers.reduce((at, value, o) => at + (weights[4 * r + o] * value) / all, 0);
      }, 0);
    };
    const slopes = centralDifferences(loss, [...given.x, ...given.w, ...given.b]);
    const [x, w, b] = seen.gradients;
    expect(x).toBeAllClose(slopes.slice(0, 6), { rtol: 1e-5, atol: 1e-7 });
    expect(w).toBeAllClose(slopes.slice(6, 18), { rtol: 1e-5, atol: 1e-7 });
    expect(b).toBeAllClose(slopes.slice(18), { rtol: 1e-5, atol: 1e-7 });
  },
);

// A sigmoid whose gradient is finite everywhere, and right at its kink.
hidden(
  "layers.sigmoid",
  {
    title: "a sigmoid from −1000 to 1000",
    points: 1,
    visibility: "after-due",
    hint: "e^min(x, 0) / (1 + e^−|x|) has no large number in it. Its pieces have kinks at 0 that cancel only when equal operands of maximum share the gradient.",
  },
  async ({ submission, inputs }) => {
    const values = [0, 1000, -1000, ...inputs.signed(3, 0.5, 5), 100, -100];
    const weights = inputs.signed(values.length, 0.5, 2);
    const gradient = await submission.evaluate(
      ({ Variable, tensor }, values, weights) => {
        const x = new Variable(tensor([...values], { dtype: "float64" }));
        const smaller = x.neg().maximum(0).neg();
        const size = x.maximum(x.neg());
        const y = smaller.exp().div(size.neg().exp().add(1));
        y.mul(tensor([...weights], { dtype: "float64" }))
          .sum()
          .backward();
        return x.grad === null ? null : Array.from(x.grad.data.contiguous().data, (n) => n);
      },
      values,
      weights,
    );
    const expected = values.map((x, i) => weights[i] / ((1 + Math.exp(-x)) * (1 + Math.exp(x))));
    expect(gradient).toBeAllClose(expected, { rtol: 1e-9, atol: 1e-30 });
  },
);

// Steps of gradient descent by hand, with gradients cleared in between.
hidden(
  "layers.learns",
  {
    title: "a line learns by hand",
    points: 1,
    visibility: "visible",
    hint: "Clear, forward, backward, and data = data − rate · grad, again and again. Each loss is a new graph, and assigning data is not recorded.",
  },
  async ({ submission, inputs }) => {
    const points = inputs.signed(5, 0.5, 2).map((x) => [x, inputs.signed(1, 0.5, 2)[0]] as const);
    const rate = inputs.number(0.05, 0.1);
    const steps = inputs.integer(12, 16);
    const path = await submission.evaluate(
      ({ Variable, tensor }, points, rate, steps) => {
        const column = (index: 0 | 1) =>
          tensor(
            points.map((point) => [point[index]]),
            { dtype: "float64" },
          );
        const [w, b] = [0, 1].map(() => new Variable(tensor([[0]], { dtype: "float64" })));
        const trace: number[][] = [];
        for (let step = 0; step < steps; step += 1) {
          for (const parameter of [w, b]) parameter.zeroGrad();
          const distance = new Variable(column(0), { requiresGrad: false }).matmul(w).add(b).sub(column(1));
          distance.pow(2).mean().backward();
          for (const parameter of [w, b]) {
            if (parameter.grad !== null) parameter.data = parameter.data.sub(parameter.grad.data.mul(rate));
          }
          trace.push([w.item(), b.item()]);
        }
        return trace;
      },
      points,
      rate,
      steps,
    );
    let [w, b] = [0, 0];
    const expected = Array.from({ length: steps }, () => {
      const errors = points.map(([x, y]) => w * x + b - y);
      const mean = (values: readonly number[]) =>
        values.reduce((total, value) => total + value, 0) / values.length;
      const slopes = [
        mean(errors.map((error, i) => 2 * error * points[i][0])),
        mean(errors.map((error) => 2 * error)),
      ];
      [w, b] = [w - rate * slopes[0], b - rate * slopes[1]];
      return [w, b];
    });
    expect(path).toBeAllClose(expected, { rtol: 1e-10, atol: 1e-10 });
  },
);

// The student's own judge on the student's own variables.
hidden(
  "layers.checked",
  {
    title: "gradcheck on your own variables",
    points: 1,
    visibility: "after-due",
    hint: "gradcheck must accept your Variable with right operations, and find the one that is wrong by a few per cent.",
  },
  async ({ submission, inputs }) => {
    // Of both signs, so that what is wrong is too large in some places and too small in others.
    const values = inputs.signed(4, 0.5, 2).map((value, i) => Math.abs(value) * (i % 3 === 0 ? 1 : -1));
    const wrong = inputs.number(1.02, 1.1);
    const seen = await submission.evaluate(
      ({ Variable, apply, gradcheck, tensor }, values, wrong) => {
        type Tensor = ReturnType<typeof tensor>;
        const make = () => new Variable(tensor([...values], { dtype: "float64", shape: [2, 2] }));
        const cube = (factor: number) => ({
          name: "cube",
          reads: "inputs" as const,
          forward: (x: Tensor) => x.mul(x).mul(x),
          gradient: (g: Tensor, [x]: readonly Tensor[]) => [
            g
              .mul(x)
              .mul(x)
              .mul(3 * factor),
          ],
        });
        const checks = [1, wrong].map((factor) =>
          gradcheck((x, y) => apply(cube(factor), [x]).matmul(y).add(y.exp()), [make(), make()]),
        );
        return checks.map(({ ok, worst }) => ({ ok, input: worst === null ? null : worst.input }));
      },
      values,
      wrong,
    );
    expect(seen).toEqual([
      { ok: true, input: null },
      { ok: false, input: 0 },
    ]);
  },
);
