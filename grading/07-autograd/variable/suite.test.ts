import { expect } from "vitest";
import { hidden } from "../hidden.ts";

// Apply runs an operation of anybody's, and remembers what the way back needs.
hidden(
  "variable.apply",
  {
    title: "apply records an operation",
    points: 2,
    visibility: "visible",
    hint: "Run forward on the tensors of the parents, in their order. The result requires a gradient when one of the parents does, whichever; then its step holds the operation, the parents (in a list of its own), their tensors and the output.",
  },
  async ({ submission, inputs }) => {
    const values = inputs.signed(3, 1, 2);
    const asked = [
      [true, false, false],
      [false, true, false],
      [false, false, true],
      [true, true, true],
      [false, false, false],
    ];
    const seen = await submission.evaluate(
      ({ Variable, apply, tensor }, values, asked) => {
        type Tensor = ReturnType<typeof tensor>;
        const given: number[][] = [];
        // a b − c, as somebody's own operation, which knows what it is.
        const operation = {
          name: "fused",
          reads: "inputs" as const,
          one: 1,
          forward(a: Tensor, b: Tensor, c: Tensor) {
            return a.mul(b).sub(c.mul(this.one));
          },
          gradient(g: Tensor, [a, b]: readonly Tensor[], output: Tensor) {
            given.push([g.item(), a.item(), b.item(), output.item()]);
            return [g.mul(b), g.mul(a), g.mul(-this.one)];
          },
        };
        const runs = asked.map((requires) => {
          const parents = values.map((value, i) => new Variable(value, { requiresGrad: requires[i] }));
          const list = [...parents];
          const all: readonly object[] = parents;
          const result = apply(operation, list);
          // The list is the caller's, who may go on with it.
          list.reverse();
          const { step } = result;
          if (result.requiresGrad) result.backward();
          return {
            requiresGrad: result.requiresGrad,
            value: result.item(),
            name: step === null ? null : step.operation.name,
            places: step === null ? null : step.parents.map((parent) => all.indexOf(parent)),
            inputs: step === null ? null : step.inputs.map((input) => input.item()),
            output: step === null ? null : step.output.item(),
            gradients: parents.map(({ grad }) => (grad === null ? null : grad.item())),
          };
        });
        // Of nothing: a constant.
        const nothing = apply({ ...operation, forward: () => tensor(values[0]) }, []);
        const constant = [nothing.requiresGrad, nothing.step, nothing.item()];
        // Every method is recorded under its own name.
        const [x, y] = [new Variable([values.map(Math.abs)]), new Variable([values.map(Math.abs)])];
        const names = {
          add: x.add(y),
          sub: x.sub(y),
          mul: x.mul(y),
          div: x.div(y),
          pow: x.pow(y),
          maximum: x.maximum(y),
          neg: x.neg(),
          exp: x.exp(),
          log: x.log(),
          sqrt: x.sqrt(),
          matmul: x.matmul(y.transpose(0, 1)),
          sum: x.sum(),
          mean: x.mean(),
          max: x.max(),
          reshape: x.reshape([3]),
          transpose: x.transpose(0, 1),
          unfold2d: x.reshape([1, 1, 1, 3]).unfold2d(1),
        };
        const named = Object.entries(names).map(([method, { step }]) => [method, step?.operation.name]);
        return { runs, given, named, constant };
      },
      values,
      asked,
    );
    expect(seen.constant).toEqual([false, null, values[0]]);
    expect(seen.named.length).toBe(17);
    for (const [method, name] of seen.named) expect(name).toBe(method);
    const [a, b, c] = values;
    const value = Math.fround(Math.fround(a * b) - c);
    expect(seen.runs).toEqual(
      asked.map((requires) => {
        const isRecorded = requires.includes(true);
        return {
          requiresGrad: isRecorded,
          value,
          name: isRecorded ? "fused" : null,
          places: isRecorded ? [0, 1, 2] : null,
          inputs: isRecorded ? values : null,
          output: isRecorded ? value : null,
          gradients: [b, a, -1].map((gradient, i) => (requires[i] ? gradient : null)),
        };
      }),
    );
    expect(seen.given).toEqual([1, 2, 3, 4].map(() => [1, a, b, value]));
  },
);

// Gradients add up until they are cleared.
hidden(
  "variable.accumulates",
  {
    title: "gradients add up until they are cleared",
    points: 3,
    visibility: "visible",
    hint: "grad = old grad + what arrives; the first one is kept as it is. zeroGrad() makes it null again, of this variable alone.",
  },
  async ({ submission, inputs }) => {
    // Whole numbers of 1/64, so that float32 adds them exactly.
    const draw = (count: number) => Array.from({ length: count }, () => inputs.integer(-640, 640) / 64 || 1);
    const factors = Array.from({ length: 4 }, () => draw(4));
    const seen = await submission.evaluate(({ Variable, tensor }, factors) => {
      const [w, other] = [
        new Variable([
          [0, 0],
          [0, 0],
        ]),
        new Variable([
          [0, 0],
          [0, 0],
        ]),
      ];
      const requiring: boolean[] = [];
      const numbers = ({ grad }: typeof w) => {
        if (grad === null) return null;
        // A gradient is a constant, the first one and what later ones were added to.
        requiring.push(grad.requiresGrad || grad.step !== null || grad.grad !== null);
        return Array.from(grad.data.contiguous().data, (x) => x);
      };
      const trace = [[numbers(w), numbers(other)]];
      for (const [step, values] of factors.entries()) {
        const factor = tensor([...values], { shape: [2, 2] });
        if (step === 2) w.zeroGrad();
        // As a loss would be: each loss is a graph of its own.
        w.add(other).mul(factor).sum().backward();
        trace.push([numbers(w), numbers(other)]);
      }
      other.zeroGrad();
      trace.push([numbers(w), numbers(other)]);
      w.zeroGrad();
      w.zeroGrad();
      trace.push([numbers(w), numbers(other)]);
      return { trace, requiring, shape: [...w.shape] };
    }, factors);
    const total = (...parts: readonly (readonly number[])[]) =>
      parts[0].map((_, i) => parts.reduce((sum, part) => sum + part[i], 0));
    const [a, b, c, d] = factors;
    expect(seen.trace).toEqual([
      [null, null],
      [a, a],
      [total(a, b), total(a, b)],
      [c, total(a, b, c)],
      [total(c, d), total(a, b, c, d)],
      [total(c, d), null],
      [null, null],
    ]);
    expect(seen.requiring).toEqual(Array(9).fill(false));
    expect(seen.shape).toEqual([2, 2]);
  },
);

// Every gradient is a tensor of its own.
hidden(
  "variable.own-gradient",
  {
    title: "every gradient is a tensor of its own",
    points: 2,
    visibility: "after-due",
    hint: "add hands the same g to both of its operands. If both keep it, a change of one gradient in place (clipping does that) changes the other. Keep a clone.",
  },
  async ({ submission, inputs }) => {
    const [seed, value] = [inputs.signed(2, 1, 2), inputs.signed(2, 1, 2)];
    const seen = await submission.evaluate(
      ({ Variable, tensor }, seed, value) => {
        const [a, b, c] = [new Variable([...value]), new Variable([...value]), new Variable([...value])];
        const numbers = (one: { data: ReturnType<typeof tensor> } | null) =>
          one === null ? null : Array.from(one.data.contiguous().data, (x) => x);
        const given = tensor([...seed]);
        const arriving = new Variable(given);
        a.add(b).reshape([2, 1]).reshape([2]).backward(given);
        // A leaf may be asked directly.
        c.backward(arriving);
        const trace = [[a.grad, b.grad, c.grad, arriving].map(numbers)];
        for (const one of [a, b, c]) {
          if (one.grad !== null) one.grad.data.mul_(2);
          trace.push([a.grad, b.grad, c.grad, arriving].map(numbers));
        }
        given.fill_(0);
        trace.push([a.grad, b.grad, c.grad, arriving].map(numbers));
        return { trace, data: [a, b, c].map(numbers) };
      },
      seed,
      value,
    );
    const [once, twice, none] = [seed, seed.map((x) => 2 * x), seed.map(() => 0)];
    expect(seen.trace).toEqual([
      [once, once, once, once],
      [twice, once, once, once],
      [twice, twice, once, once],
      [twice, twice, twice, once],
      [twice, twice, twice, none],
    ]);
    expect(seen.data).toEqual([value, value, value]);
  },
);

// What arrives may be given, as a tensor or a variable; for one element it is 1.
hidden(
  "variable.arriving",
  {
    title: "backward: what arrives",
    points: 1,
    visibility: "visible",
    hint: "Without an argument a result of one element, of whatever rank, gets a 1 in its own shape. A gradient of the leaf's dtype is kept: float32 for a float32 leaf, whatever the loss was computed in.",
  },
  async ({ submission, inputs }) => {
    const [value, given] = [inputs.signed(1, 1, 2)[0], inputs.signed(1, 1, 2)[0]];
    const seen = await submission.evaluate(
      ({ Variable, tensor }, value, given) => {
        const shapes: number[][] = [[], [1], [1, 1], [1, 1, 1]];
        const leaf = (shape: number[], dtype: "float32" | "float64") =>
          new Variable(tensor([value], { shape, dtype }));
        const look = ({ grad }: InstanceType<typeof Variable>) =>
          grad === null ? null : [grad.item(), grad.shape.length, grad.dtype];
        const runs = shapes.flatMap((shape) =>
          (["float32", "float64"] as const).map((dtype) => {
            const [one, two, three] = [leaf(shape, dtype), leaf(shape, dtype), leaf(shape, dtype)];
            one.mul(one).backward();
            two.mul(two).backward(tensor([given], { shape, dtype }));
            three
              .mul(three)
              .backward(new Variable(tensor([given], { shape, dtype }), { requiresGrad: false }));
            return [one, two, three].map(look);
          }),
        );
        const mixed = leaf([1], "float32");
        mixed.mul(leaf([1], "float64")).backward();
        const itself = leaf([1], "float64");
        itself.backward();
        itself.backward();
        // What arrives of another dtype than the leaf's, at first and on top of what is there.
        const others = (["float32", "float64"] as const).map((dtype) => {
          const one = leaf([1], dtype);
          const arriving = tensor([given], { dtype: dtype === "float32" ? "float64" : "float32" });
          one.backward(arriving);
          const first = look(one);
          one.backward(arriving);
          return [first, look(one)];
        });
        return { runs, mixed: look(mixed), itself: look(itself), others };
      },
      value,
      given,
    );
    const double = 2 * value;
    const expected = [0, 1, 2, 3].flatMap((rank) =>
      (["float32", "float64"] as const).map((dtype) => {
        const arrived = dtype === "float32" ? Math.fround(double * given) : double * given;
        return [
          [double, rank, dtype],
          [arrived, rank, dtype],
          [arrived, rank, dtype],
        ];
      }),
    );
    expect(seen.runs).toEqual(expected);
    expect(seen.mixed).toEqual([value, 1, "float32"]);
    expect(seen.itself).toEqual([2, 1, "float64"]);
    expect(seen.others).toEqual(
      ["float32", "float64"].map((dtype) => [
        [given, 1, dtype],
        [2 * given, 1, dtype],
      ]),
    );
  },
);

// Detach cuts the tape and shares the values.
hidden(
  "variable.detach",
  {
    title: "detach cuts the tape",
    points: 1,
    visibility: "visible",
    hint: "A new variable of the same tensor, that requires no gradient and has no step. What it was cut from stays as it is.",
  },
  async ({ submission, inputs }) => {
    const [x, y] = inputs.signed(2, 1, 2);
    const seen = await submission.evaluate(
      ({ Variable }, x, y) => {
        const [a, b] = [new Variable([x]), new Variable([y])];
        const product = a.mul(b);
        const cut = product.detach();
        // a b · (a b as a constant)
        product.mul(cut).backward();
        const before = [a.grad?.item(), b.grad?.item()];
        const state = [
          product.requiresGrad,
          product.step !== null,
          cut.requiresGrad,
          cut.step !== null,
          cut.grad,
        ];
        cut.data.fill_(7);
        // A view is shared as well, and what is cut off once more.
        const turned = new Variable([
          [x, y, x],
          [y, x, y],
        ]).transpose(0, 1);
        turned.detach().detach().data.fill_(y);
        const leaf = a.detach();
        return {
          before,
          state,
          shared: product.item(),
          turned: [Array.from(turned.data.contiguous().data, (n) => n), turned.detach().shape],
          leaf: [leaf.requiresGrad, leaf.item(), leaf.grad, a.requiresGrad],
        };
      },
      x,
      y,
    );
    const product = Math.fround(x * y);
    expect(seen.before).toEqual([Math.fround(product * y), Math.fround(product * x)]);
    expect(seen.state).toEqual([true, true, false, false, null]);
    expect(seen.shared).toBe(7);
    expect(seen.turned).toEqual([Array(6).fill(y), [3, 2]]);
    expect(seen.leaf).toEqual([false, x, null, true]);
  },
);

// What cannot be asked for is refused, before anything is written.
hidden(
  "variable.refuses",
  {
    title: "backward refuses what it cannot do",
    points: 2,
    visibility: "visible",
    hint: "A result that depends on nothing that requires a gradient: Error. More than one element, or none, and no gradient given: RangeError with the shape. A gradient of another shape, though it would broadcast: RangeError with both shapes.",
  },
  async ({ submission, inputs }) => {
    const [rows, columns] = [inputs.integer(2, 3), inputs.integer(4, 5)];
    const seen = await submission.evaluate(
      ({ Variable, noGrad, ones, zeros }, rows, columns) => {
        const x = new Variable(ones([rows, columns]));
        const constant = new Variable(1, { requiresGrad: false });
        const refused = [
          () => constant.backward(),
          () => constant.mul(2).backward(),
          () => noGrad(() => x.sum()).backward(),
          () => x.sum().detach().backward(),
          // A constant that still knows how it was made.
          () => {
            const { data, step } = x.sum();
            new Variable(data, { requiresGrad: false, ...(step && { step }) }).backward();
          },
          () => x.backward(),
          () => x.mul(2).backward(),
          () => x.sum(1).backward(),
          () => new Variable(zeros([0])).mul(2).backward(),
          () => x.backward(ones([columns, rows])),
          () => x.mul(2).backward(ones([columns])),
          () => x.mul(2).backward(new Variable(ones([1]), { requiresGrad: false })),
          () => x.sum().backward(ones([1])),
          () => x.mul(2).backward(ones([1, rows, columns])),
          () => x.mul(2).backward(ones([])),
          () => x.mul(2).backward(ones([rows])),
          () => x.mul(2).backward(ones([rows, columns, 1])),
          () => x.sum(0).backward(ones([rows, columns])),
          () => x.mean().backward(ones([1, 1])),
          () => x.sum(1, { keepdim: true }).backward(ones([rows])),
          () => new Variable(zeros([0, 2])).mul(2).backward(zeros([2, 0])),
        ];
        const thrown = refused.map((run) => {
          try {
            run();
            return null;
          } catch (error) {
            const { name, message } = Object(error);
            return { name, message };
          }
        });
        return { thrown, gradient: x.grad === null ? null : [...x.grad.shape] };
      },
      rows,
      columns,
    );
    expect(seen.gradient).toBe(null);
    const [x, transposed] = [
      [rows, columns],
      [columns, rows],
    ];
    const shapes = [
      [x],
      [x],
      [[rows]],
      [[0]],
      [x, transposed],
      [x, [columns]],
      [x, [1]],
      [[], [1]],
      [x, [1, ...x]],
      [x, []],
      [x, [rows]],
      [x, [...x, 1]],
      [[columns], x],
      [[], [1, 1]],
      [[rows, 1], [rows]],
      [
        [0, 2],
        [2, 0],
      ],
    ];
    expect(seen.thrown.length).toBe(5 + shapes.length);
    for (const [index, thrown] of seen.thrown.entries()) {
      const message = String(thrown?.message);
      expect(message).toEqual(expect.stringMatching(/^backward: /));
      if (index < 5) {
        expect(thrown?.name).toBe("Error");
        expect(message).toEqual(expect.stringMatching(/requires? /));
      } else {
        expect(thrown?.name).toBe("RangeError");
        for (const shape of shapes[index - 5])
          expect(message.replaceAll(" ", "")).toContain(`[${shape.join()}]`);
      }
    }
  },
);
