import type { Tensor } from "@tinytorch/tensor";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";

// A line for each layer of a plain row of layers.
hidden(
  "summary.lines",
  {
    title: "summary: a line for each layer, with its output's shape and its parameters",
    points: 3,
    visibility: "visible",
    hint: "Send zeros of the input's shape through layer after layer, and write down what comes out of each: its shape, the layer's name and class, and how many numbers it learns.",
  },
  async ({ submission, inputs }) => {
    const sizes = [inputs.integer(2, 3), inputs.integer(4, 5), inputs.integer(6, 7), inputs.integer(8, 9)];
    const batches = [[inputs.integer(10, 12)], [], [2, 3], [0], [1]];
    const seen = await submission.evaluate(
      ({ createMlp, summary }, { sizes, batches }) => {
        const model = createMlp(sizes);
        return batches.map((batch) =>
          summary(model, [...batch, sizes[0]]).map((line) => ({
            ...line,
            outputShape: [...line.outputShape],
          })),
        );
      },
      { sizes, batches },
    );
    expect(seen).toEqual(
      batches.map((batch) =>
        [1, 1, 2, 2, 3].map((at, index) => ({
          name: `${index}`,
          type: index % 2 === 0 ? "Linear" : "ReLU",
          outputShape: [...batch, sizes[at]],
          parameters: index % 2 === 0 ? (sizes[at - 1] + 1) * sizes[at] : 0,
        })),
      ),
    );
  },
);

// What is nested is opened, with its path; what is no Sequential is one line.
hidden(
  "summary.nested",
  {
    title: "summary: a Sequential inside is opened, any other layer is one line",
    points: 3,
    visibility: "visible",
    hint: 'Call yourself for a Sequential\'s children, with its path before their names, and hand on what came out of it. Any other module is a line with everything inside; a model that is no Sequential is a line with the name "".',
  },
  async ({ submission, inputs }) => {
    const size = inputs.integer(2, 5);
    const seen = await submission.evaluate(({ Module, Sequential, createMlp, zeros, summary }, size) => {
      class Relu {
        // Off while somebody looks, and there all the same.
        training = true;
        forward(x: Tensor): Tensor {
          return x.maximum(0);
        }
        parameters(): Tensor[] {
          return [];
        }
      }
      class Linear {
        readonly weight: Tensor;
        readonly bias: Tensor;
        constructor(into: number, out: number) {
          this.weight = zeros([out, into]);
          this.bias = zeros([out]);
        }
        forward(x: Tensor): Tensor {
          return x.matmul(this.weight.transpose(0, 1)).add(this.bias);
        }
        parameters(): Tensor[] {
          return [this.weight, this.bias];
        }
      }
      class Widen extends Module<Tensor> {
        readonly inner = new Sequential<Tensor>(new Linear(size, 2 * size), new Relu());
        override forward(x: Tensor): Tensor {
          return this.inner.forward(x).reshape([x.shape[0], 2, size]);
        }
      }
      const body = new Sequential<Tensor>(
        new Relu(),
        new Sequential<Tensor>(new Widen(), new Sequential<Tensor>()),
      );
      const model = new Sequential<Tensor>(body, new Linear(size, 1));
      // What extends Sequential is one: an MLP, and whatever a student makes of it.
      class Twice extends Sequential<Tensor> {
        constructor() {
          super(new Linear(size, size), new Linear(size, size));
        }
      }
      const extended = new Sequential<Tensor>(new Twice(), new Relu(), createMlp([size, 7, size + 2]));
      const plain = (lines: ReturnType<typeof summary>) =>
        lines.map((line) => ({ ...line, outputShape: [...line.outputShape] }));
      return [
        summary(model, [3, size]),
        summary(new Widen(), [4, size]),
        summary(new Relu(), [5]),
        summary(new Sequential<Tensor>(), [5]),
        summary(extended, [6, size]),
        summary(new Twice(), [size]),
      ].map(plain);
    }, size);
    const widened = 2 * size * (size + 1);
    expect(seen).toEqual([
      [
        { name: "0.0", type: "Relu", outputShape: [3, size], parameters: 0 },
        { name: "0.1.0", type: "Widen", outputShape: [3, 2, size], parameters: widened },
        { name: "1", type: "Linear", outputShape: [3, 2, 1], parameters: size + 1 },
      ],
      [{ name: "", type: "Widen", outputShape: [4, 2, size], parameters: widened }],
      [{ name: "", type: "Relu", outputShape: [5], parameters: 0 }],
      [],
      [
        { name: "0.0", type: "Linear", outputShape: [6, size], parameters: size * size + size },
        { name: "0.1", type: "Linear", outputShape: [6, size], parameters: size * size + size },
        { name: "1", type: "Relu", outputShape: [6, size], parameters: 0 },
        { name: "2.0", type: "Linear", outputShape: [6, 7], parameters: 7 * size + 7 },
        { name: "2.1", type: "ReLU", outputShape: [6, 7], parameters: 0 },
        { name: "2.2", type: "Linear", outputShape: [6, size + 2], parameters: 8 * (size + 2) },
      ],
      ["0", "1"].map((name) => ({
        name,
        type: "Linear",
        outputShape: [size],
        parameters: size * size + size,
      })),
    ]);
  },
);

// What several lines share is counted in the first.
hidden(
  "summary.shared",
  {
    title: "summary: shared parameters are counted in the first line that has them",
    points: 2,
    visibility: "visible",
    hint: "All lines together have countParameters(model). Remember which objects an earlier line has counted; another summary starts anew.",
  },
  async ({ submission, inputs }) => {
    const size = inputs.integer(2, 5);
    const seen = await submission.evaluate(({ Sequential, zeros, summary }, size) => {
      const [shared, own, alike] = [zeros([size, size]), zeros([size]), zeros([size])];
      const [fresh, more] = [zeros([size, 2]), zeros([3])];
      const layer = (...parameters: Tensor[]) => ({
        forward: (x: Tensor) => x,
        parameters: () => parameters,
      });
      const first = layer(shared, own);
      const model = new Sequential<Tensor>(
        first,
        layer(alike, shared),
        first,
        new Sequential<Tensor>(layer(own, own)),
        // Counted ones before, between and behind those that are not.
        layer(shared, fresh, own, more, alike),
      );
      const counts = () => summary(model, [1]).map(({ name, parameters }) => ({ name, parameters }));
      return [
        counts(),
        counts(),
        summary(layer(own, own), [1]).map(({ name, parameters }) => ({ name, parameters })),
      ];
    }, size);
    const lines = [
      { name: "0", parameters: size * size + size },
      { name: "1", parameters: size },
      { name: "2", parameters: 0 },
      { name: "3.0", parameters: 0 },
      { name: "4", parameters: 2 * size + 3 },
    ];
    expect(seen).toEqual([lines, lines, [{ name: "", parameters: size }]]);
  },
);

// Looking changes nothing.
hidden(
  "summary.changes-nothing",
  {
    title: "summary: runs in evaluation, and leaves everything as it was",
    points: 2,
    visibility: "visible",
    hint: "Dropout in training would draw from its generator, and the next epoch would be another. evaluating(model, …) switches off what is on, and puts each switch back to where it was, not all of them to true.",
  },
  async ({ submission, inputs }) => {
    const given = { modes: [true, false, inputs.integer(0, 1) === 1], seed: inputs.integer(1, 1e6) };
    const seen = await submission.evaluate(({ Sequential, Generator, summary, zeros }, { modes, seed }) => {
      const draw = (look: boolean) => {
        const generator = new Generator(seed);
        const dropouts = modes.map(() => ({
          training: true,
          forward(x: Tensor): Tensor {
            return this.training ? x.mul(generator.uniform()) : x;
          },
          parameters: () => [],
        }));
        const during: boolean[] = [];
        const inputs: { shape: number[]; sum: number }[] = [];
        const spy = {
          forward(x: Tensor) {
            during.push(...dropouts.map(({ training }) => training));
            inputs.push({ shape: [...x.shape], sum: x.pow(2).sum().item() });
            return x;
          },
          parameters: () => [weight],
        };
        const weight = zeros([2]).add(1);
        const inner = new Sequential<Tensor>(...dropouts);
        const model = new Sequential<Tensor>(inner, spy);
        for (const [index, mode] of modes.entries()) dropouts[index].training = mode;
        inner.training = false;
        if (look) summary(model, [4, 2]);
        const after = [model, inner, ...dropouts].map(({ training }) => training);
        return {
          after,
          during,
          inputs,
          next: generator.uniform(),
          keys: Object.keys(spy),
          weight: Array.from(weight.data),
        };
      };
      // A layer that cannot take the shape: the switches are back all the same.
      const dropout = { training: true, forward: (x: Tensor) => x, parameters: () => [] };
      const broken = {
        forward(): Tensor {
          throw new RangeError("broken");
        },
        parameters: () => [],
      };
      const model = new Sequential<Tensor>(dropout, broken);
      let threw: string | null = null;
      try {
        summary(model, [2]);
      } catch (error) {
        threw = error instanceof Error ? error.message : null;
      }
      return {
        draws: [draw(false), draw(true)],
        threw,
        back: [model.training, dropout.training],
      };
    }, given);
    const [untouched, looked] = seen.draws;
    expect([seen.threw, seen.back]).toEqual(["broken", [true, true]]);
    const after = [true, false, ...given.modes];
    expect(untouched.after).toEqual(after);
    expect(looked).toEqual({
      ...untouched,
      during: [false, false, false],
      inputs: [{ shape: [4, 2], sum: 0 }],
    });
  },
);
