import type { Tensor } from "@tinytorch/tensor";
import { exact, firstDifference, larger, product, sum } from "@tinytorch/testkit";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { expectRefused, literally } from "../thrown.ts";

// Which layers stand where, and which shapes they have.
hidden(
  "mlp.layers",
  {
    title: "MLP: linear layers from size to size, an activation between each two",
    points: 3,
    visibility: "visible",
    hint: "For sizes [2, 8, 1] there are two linear layers, from 2 to 8 and from 8 to 1, and one activation between them. After the last layer there is none.",
  },
  async ({ submission, inputs }) => {
    const any = () => inputs.integer(1, 6);
    const lists = [
      [2, 3, 4],
      [3, any()],
      [any(), any(), any(), any(), any()],
      [1, 1, 1],
      [4, 4, 4, 4],
      [any(), 1],
    ];
    const seen = await submission.evaluate(({ MLP, Sequential, Generator }, lists) => {
      const options = { generator: new Generator(1), parameter: (initial: Tensor) => initial };
      // All layers of all networks: each is to be an object of its own, the activations too.
      const made: unknown[] = [];
      return lists.map((sizes) => {
        const given = [...sizes];
        const model = new MLP<Tensor>(given, options);
        made.push(...model.layers);
        const places = model.layers.map((layer) => made.indexOf(layer));
        const layers = model.layers.map((layer) => ({
          type: layer.constructor.name,
          shapes: layer.parameters().map(({ shape }) => [...shape]),
        }));
        const isSequential = model instanceof Sequential;
        const kept = [...given];
        given.push(7);
        const names = Object.keys(model.stateDict());
        return { layers, places, isSequential, kept, sizes: [...model.sizes], names };
      });
    }, lists);
    let before = 0;
    expect(seen).toEqual(
      lists.map((sizes) => ({
        layers: sizes.slice(1).flatMap((size, index) => {
          const linear = { type: "Linear", shapes: [[size, sizes[index]], [size]] };
          return index === 0 ? [linear] : [{ type: "ReLU", shapes: [] }, linear];
        }),
        places: Array.from({ length: 2 * sizes.length - 3 }, () => before++),
        isSequential: true,
        kept: sizes,
        sizes,
        names: sizes.slice(1).flatMap((_, index) => [`${2 * index}.weight`, `${2 * index}.bias`]),
      })),
    );
  },
);

// The numbers, by loops over weights that were put in.
hidden(
  "mlp.forward",
  {
    title: "MLP: the numbers that come out",
    points: 3,
    visibility: "visible",
    hint: "Follow one input by hand: weighted sums, negative ones to 0, weighted sums again. Between layers relu cuts off what is negative; at the end it does not, for the output may be any number.",
  },
  async ({ submission, inputs }) => {
    const cases = [
      { sizes: [3, 5, 4, 2], batch: 4 },
      { sizes: [2, 4, 4, 3], batch: 1 },
      { sizes: [3, 3, 3], batch: 3 },
      { sizes: [4, 2], batch: 3 },
    ].map(({ sizes, batch }) => ({
      sizes,
      layers: sizes.slice(1).map((size, index) => ({
        weight: inputs.signed(size * sizes[index], 0.5, 2),
        bias: inputs.signed(size, 0.5, 2),
      })),
      x: inputs.signed(batch * sizes[0], 0.5, 2),
    }));
    const seen = await submission.evaluate(
      ({ MLP, Generator, tensor }, cases) =>
        cases.map(({ sizes, layers, x }) => {
          const values = layers.flatMap(({ weight, bias }) => [weight, bias]);
          let drawn = 0;
          const model = new MLP<Tensor>(sizes, {
            generator: new Generator(1),
            parameter: (initial) => {
              const taken = tensor(values[drawn % values.length]);
              drawn += 1;
              return taken.size === initial.size ? taken.reshape(initial.shape) : initial;
            },
          });
          const output = model.forward(tensor(x).reshape([-1, sizes[0]]));
          return { shape: [...output.shape], values: Array.from(output.data) };
        }),
      cases,
    );
    expect(seen.map(({ shape }) => shape)).toEqual(
      cases.map(({ sizes, x }) => [x.length / sizes[0], sizes.at(-1)]),
    );
    const expected = cases.map(({ sizes, layers, x }) => {
      const rows = Array.from({ length: x.length / sizes[0] }, (_, row) =>
        x.slice(row * sizes[0], (row + 1) * sizes[0]).map(exact),
      );
      return rows.flatMap((row) =>
        layers.reduce((values, { weight, bias }, depth) => {
          const arriving = depth === 0 ? values : values.map((value) => larger(value, exact(0)));
          return bias.map((offset, out) =>
            arriving.reduce(
              (total, value, place) =>
                sum(total, product(value, exact(weight[out * arriving.length + place]))),
              exact(offset),
            ),
          );
        }, row),
      );
    });
    expect(
      firstDifference(
        seen.map(({ values }) => values),
        expected,
      ),
    ).toBe(null);
  },
);

// The activation that was asked for, a new one in each place.
hidden(
  "mlp.activation",
  {
    title: "MLP: the activation that was asked for, a new one for each place",
    points: 2,
    visibility: "visible",
    hint: "`activation` makes a layer, and is called once for each place between two linear layers. One object in all places would share its parameters, if it has some.",
  },
  async ({ submission, inputs }) => {
    const sizes = Array.from({ length: 5 }, () => inputs.integer(1, 4));
    const seen = await submission.evaluate(({ MLP, createMlp, Generator, tensor }, sizes) => {
      const options = { generator: new Generator(1), parameter: (initial: Tensor) => initial };
      const look = (make: (activation: () => { slope: Tensor }) => { layers: readonly unknown[] }) => {
        const made: unknown[] = [];
        const activation = () => {
          const slope = tensor([0.5]);
          const layer = { slope, forward: (x: Tensor) => x.mul(slope), parameters: () => [slope] };
          made.push(layer);
          return layer;
        };
        return { places: make(activation).layers.map((layer) => made.indexOf(layer)), made: made.length };
      };
      type Activation = () => { slope: Tensor; forward: (x: Tensor) => Tensor; parameters: () => Tensor[] };
      return [sizes, sizes.slice(0, 3), sizes.slice(0, 2)].flatMap((list) => [
        look((activation) => new MLP<Tensor>(list, { ...options, activation: activation as Activation })),
        look((activation) => createMlp(list, { seed: 3, activation: activation as Activation })),
      ]);
    }, sizes);
    expect(seen).toEqual(
      [3, 1, 0].flatMap((made) => {
        const places = Array.from({ length: 2 * made + 1 }, (_, index) =>
          index % 2 === 0 ? -1 : (index - 1) / 2,
        );
        return [
          { places, made },
          { places, made },
        ];
      }),
    );
  },
);

// First weights in the order of the layers, handed to `parameter`, whose results are what is kept.
hidden(
  "mlp.parameter",
  {
    title: "MLP: draws layer by layer, and keeps and trains what parameter gives back",
    points: 2,
    visibility: "visible",
    hint: "Hand generator and parameter on to each linear layer, from the first to the last. What `parameter` gives back, be it a variable, is what the network computes with and lists.",
  },
  async ({ submission, inputs }) => {
    const wide = inputs.integer(4, 5);
    const given = {
      sizes: [inputs.integer(2, 3), wide, wide, 2],
      seed: inputs.integer(1, 1e6),
      x: inputs.signed(12, 0.5, 2),
    };
    const seen = await submission.evaluate(
      ({ MLP, Generator, Variable, tensor, uniform }, { sizes, seed, x }) => {
        type Learned = InstanceType<typeof Variable>;
        const generator = new Generator(seed);
        const kept: Learned[] = [];
        const model = new MLP<Learned>(sizes, {
          generator,
          parameter: (initial) => {
            const made = new Variable(initial);
            kept.push(made);
            return made;
          },
          activation: () => ({ forward: (x: Learned) => x.exp(), parameters: () => [] }),
        });
        const again = new Generator(seed);
        const expected = sizes.slice(1).flatMap((size, index) => {
          const bound = 1 / Math.sqrt(sizes[index]);
          return [
            uniform([size, sizes[index]], -bound, bound, { generator: again }),
            uniform([size], -bound, bound, { generator: again }),
          ];
        });
        model
          .forward(new Variable(tensor(x.slice(0, 2 * sizes[0])).reshape([2, sizes[0]])))
          .sum()
          .backward();
        return {
          places: model.parameters().map((parameter) => kept.indexOf(parameter)),
          drawn: kept.map(({ data }) => Array.from(data.data)),
          expected: expected.map((values) => Array.from(values.data)),
          next: [generator.uniform(), again.uniform()],
          graded: kept.map(({ grad }) => grad !== null && grad.data.abs().max().item() > 0),
        };
      },
      given,
    );
    expect(seen.places).toEqual([0, 1, 2, 3, 4, 5]);
    expect(seen.expected.map((values) => values.length)).toEqual(
      given.sizes.slice(1).flatMap((size, index) => [size * given.sizes[index], size]),
    );
    expect(seen.drawn).toEqual(seen.expected);
    expect(seen.next[0]).toBe(seen.next[1]);
    expect(seen.graded).toEqual(Array(6).fill(true));
  },
);

// What cannot be a network.
hidden(
  "mlp.refused",
  {
    title: "MLP: fewer than two sizes, or a size that is no size, is refused",
    points: 1,
    visibility: "never",
    hint: "The starter brings these checks: an input and an output at least, and Linear refuses what is no whole number from 1 on.",
  },
  async ({ submission, inputs }) => {
    const size = inputs.integer(2, 9);
    const lists = [[], [size], [size, 0], [0, size], [size, 2.5], [size, 3, -size], [size, 0, size]];
    const seen = await submission.evaluate(
      ({ createMlp }, lists) =>
        lists.map((sizes) => {
          try {
            createMlp(sizes);
          } catch (error) {
            return error instanceof Error ? { name: error.name, message: error.message } : null;
          }
          return null;
        }),
      lists,
    );
    expectRefused(seen, [
      /MLP: sizes .*got \[\]/,
      new RegExp(`MLP: sizes .*got ${literally(`[${size}]`)}`),
      /Linear: outFeatures .*got 0/,
      /Linear: inFeatures .*got 0/,
      /Linear: outFeatures .*got 2\.5/,
      new RegExp(`Linear: outFeatures .*got -${size}`),
      /Linear: outFeatures .*got 0/,
    ]);
  },
);

// The seed decides, and nothing is shared.
hidden(
  "mlp.create",
  {
    title: "createMlp: the seed decides the first weights, and two networks share nothing",
    points: 2,
    visibility: "visible",
    hint: "A generator with the seed that was given, 0 by default, made anew in each call. The parameters are the tensors that were drawn.",
  },
  async ({ submission, inputs }) => {
    const given = { sizes: [inputs.integer(2, 3), 4, 2], seed: inputs.integer(2, 1e6) };
    const seen = await submission.evaluate(({ createMlp, MLP, Generator }, { sizes, seed }) => {
      const direct = (from: number) =>
        new MLP<Tensor>(sizes, { generator: new Generator(from), parameter: (initial) => initial });
      const numbers = (model: ReturnType<typeof createMlp>) =>
        model.parameters().map((parameter) => Array.from(parameter.contiguous().data));
      const first = createMlp(sizes, { seed });
      const models = [
        direct(seed),
        direct(0),
        first,
        createMlp(sizes, { seed }),
        createMlp(sizes, { seed: seed + 1 }),
        createMlp(sizes),
        createMlp(sizes, {}),
        createMlp(sizes, { seed: 0 }),
      ];
      for (const parameter of first.parameters()) parameter.mul_(2);
      return {
        numbers: models.map(numbers),
        again: numbers(createMlp(sizes, { seed })),
        isMlp: first instanceof MLP,
      };
    }, given);
    const [direct, zero, doubled, same, other, ...byDefault] = seen.numbers;
    expect(direct.map((values) => values.length)).toEqual([4 * given.sizes[0], 4, 8, 2]);
    expect(doubled).toEqual(direct.map((values) => values.map((value) => value * 2)));
    expect([same, seen.again]).toEqual([direct, direct]);
    expect(other).not.toEqual(direct);
    expect(zero).not.toEqual(direct);
    expect(byDefault).toEqual([zero, zero, zero]);
    expect(seen.isMlp).toBe(true);
  },
);
