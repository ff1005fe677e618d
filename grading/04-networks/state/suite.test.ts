import type { Tensor } from "@tinytorch/tensor";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { expectRefused, literally } from "../thrown.ts";

/** What a state says: names in their order, shapes and numbers. */
type Seen = { name: string; shape: number[]; values: number[] }[];

// Names, shapes and numbers of everything inside.
hidden(
  "state.numbers",
  {
    title: "Module: stateDict has the numbers of all parameters by their names",
    points: 4,
    visibility: "visible",
    hint: "The names are those of namedParameters, path and all: two layers that each have a `weight` must not write to the same name. The numbers are tensors, also when the parameters are variables.",
  },
  async ({ submission, inputs }) => {
    const values = [4, 6, 2, 2, 2, 6].map((size) => inputs.signed(size, 0.5, 2));
    const seen = await submission.evaluate(({ Module, Sequential, Tensor, Variable, tensor }, values) => {
      const build = <T extends Tensor | InstanceType<typeof Variable>>(make: (initial: Tensor) => T) => {
        const layer = (weight: Tensor, bias: Tensor) => {
          const [w, b] = [make(weight), make(bias)];
          return { weight: w, bias: b, forward: (x: T) => x, parameters: () => [w, b] };
        };
        return {
          scale: make(tensor(values[0])),
          // A view from the side: its numbers lie in memory in another order.
          first: layer(tensor(values[1]).reshape([3, 2]).transpose(0, 1), tensor(values[2])),
          // A view into another tensor.
          second: layer(tensor([9, ...values[3], 9]).slice(0, 1, 3), tensor(values[4])),
          third: layer(tensor(values[5]).reshape([2, 3, 1]), tensor(1)),
        };
      };
      class Net extends Module<Tensor> {
        readonly parts = build((initial) => initial);
        readonly body = [
          this.parts.first,
          new Sequential<Tensor>({ forward: (x: Tensor) => x, parameters: () => [] }, this.parts.second),
        ];
        readonly head = this.parts.third;
        readonly scale = this.parts.scale;
        readonly again = this.parts.first;
        override forward(x: Tensor): Tensor {
          return x;
        }
      }
      class Learning extends Module<InstanceType<typeof Variable>> {
        readonly parts = build((initial) => new Variable(initial));
        readonly body = [
          this.parts.first,
          new Sequential(
            { forward: (x: InstanceType<typeof Variable>) => x, parameters: () => [] },
            this.parts.second,
          ),
        ];
        readonly head = this.parts.third;
        readonly scale = this.parts.scale;
        readonly again = this.parts.first;
        override forward(x: InstanceType<typeof Variable>) {
          return x;
        }
      }
      return [new Net(), new Learning()].map((net) =>
        Object.entries(net.stateDict()).map(([name, kept]) => ({
          name,
          isTensor: kept instanceof Tensor,
          shape: [...kept.shape],
          values: Array.from(kept.contiguous().data),
        })),
      );
    }, values);
    const [a, b, c, d, e, f] = values;
    const turned = [b[0], b[2], b[4], b[1], b[3], b[5]];
    const expected = [
      { name: "scale", shape: [4], values: a },
      { name: "body.0.weight", shape: [2, 3], values: turned },
      { name: "body.0.bias", shape: [2], values: c },
      { name: "body.1.1.weight", shape: [2], values: d },
      { name: "body.1.1.bias", shape: [2], values: e },
      { name: "head.weight", shape: [2, 3, 1], values: f },
      { name: "head.bias", shape: [], values: [1] },
    ].map((entry) => ({ ...entry, isTensor: true }));
    expect(seen).toEqual([expected, expected]);
  },
);

// A copy in both directions.
hidden(
  "state.snapshot",
  {
    title: "Module: a state is a copy, which training does not change",
    points: 4,
    visibility: "visible",
    hint: "You save the best state so far, and go on training. What is in it then? Copy the numbers by clone(): a view, or the tensor itself, moves along.",
  },
  async ({ submission, inputs }) => {
    const given = { values: inputs.signed(3, 0.5, 2), other: inputs.signed(3, 3, 4) };
    const seen = await submission.evaluate(({ Module, Sequential, Variable, tensor }, { values, other }) => {
      const plain = tensor(values);
      const learned = new Variable(tensor(values));
      const models = [
        new Sequential<Tensor>({ forward: (x: Tensor) => x, parameters: () => [plain] }),
        new Sequential<InstanceType<typeof Variable>>({ forward: (x) => x, parameters: () => [learned] }),
      ];
      const numbers = (values: Tensor) => Array.from(values.data);
      const live = [plain, learned.data];
      // Keeps a state in a property, which makes it nobody's parameters.
      class Keeping extends Module<Tensor> {
        readonly weight = tensor(values);
        best: Readonly<Record<string, Tensor>> = this.stateDict();
        readonly all = [this.best];
        override forward(x: Tensor): Tensor {
          return x;
        }
      }
      const keeping = new Keeping();
      keeping.best = keeping.stateDict();
      const names = [keeping.namedParameters().map(([name]) => name), Object.keys(keeping.stateDict())];
      const snapshots = models.map((model, index) => {
        const [first, second] = [model.stateDict(), model.stateDict()];
        live[index].copy_(tensor(other));
        const kept = [first, second].map((state) => numbers(state["0.0"]));
        first["0.0"].copy_(tensor(other).mul(2));
        return { kept, model: numbers(live[index]), second: numbers(second["0.0"]) };
      });
      return { snapshots, names };
    }, given);
    const expected = { kept: [given.values, given.values], model: given.other, second: given.values };
    expect(seen).toEqual({ snapshots: [expected, expected], names: [["weight"], ["weight"]] });
  },
);

// From one network into another of the same build.
hidden(
  "state.load",
  {
    title: "Module: loadStateDict makes another network compute the same",
    points: 3,
    visibility: "visible",
    hint: "Each parameter gets the numbers that the state has under its name, whatever order the state is in. Are all of them written, also those of children, and of views?",
  },
  async ({ submission, inputs }) => {
    const x = inputs.signed(6, 0.5, 2);
    const seeds = [inputs.integer(1, 1e6), inputs.integer(1e6 + 1, 2e6)];
    const seen = await submission.evaluate(
      ({ Module, Sequential, Generator, tensor, uniform }, { x, seeds }) => {
        class Net extends Module<Tensor> {
          readonly body: InstanceType<typeof Sequential<Tensor>>;
          readonly scale: Tensor;
          readonly shift: Tensor;
          constructor(seed: number) {
            super();
            const generator = new Generator(seed);
            const linear = (into: number, out: number) => ({
              weight: uniform([out, into], -1, 1, { generator }),
              bias: uniform([out], -1, 1, { generator }),
              forward(input: Tensor): Tensor {
                return input.matmul(this.weight.transpose(0, 1)).add(this.bias);
              },
              parameters(): Tensor[] {
                return [this.weight, this.bias];
              },
            });
            this.body = new Sequential<Tensor>(
              linear(3, 3),
              { forward: (input: Tensor) => input.exp(), parameters: () => [] },
              new Sequential<Tensor>(linear(3, 2)),
            );
            // A view: two numbers out of four.
            this.scale = uniform([2, 2], 1, 2, { generator }).transpose(0, 1).select(0, 1);
            this.shift = uniform([], 1, 2, { generator });
          }
          override forward(input: Tensor): Tensor {
            return this.body.forward(input).mul(this.scale).add(this.shift);
          }
        }
        const [from, into, third] = [new Net(seeds[0]), new Net(seeds[1]), new Net(seeds[1])];
        const input = tensor(x).reshape([2, 3]);
        const output = (net: Net) => Array.from(net.forward(input).data);
        const outputs = [from, into, third].map(output);
        const state = from.stateDict();
        into.loadStateDict(state);
        third.loadStateDict(Object.fromEntries(Object.entries(state).reverse()));
        outputs.push(...[from, into, third].map(output));
        // And back again.
        const back = new Net(seeds[1]).stateDict();
        into.loadStateDict(back);
        return { outputs: [...outputs, output(into)], names: Object.keys(state) };
      },
      { x, seeds },
    );
    const [from, into] = seen.outputs;
    expect(seen.outputs.map((output) => output.length)).toEqual(Array(7).fill(4));
    expect(from).not.toEqual(into);
    expect(seen.outputs).toEqual([from, into, into, from, from, from, into]);
    expect(seen.names.length).toBe(6);
  },
);

// The objects stay: whoever holds them sees the new numbers.
hidden(
  "state.load-in-place",
  {
    title: "Module: loading changes the numbers, and leaves the objects where they are",
    points: 3,
    visibility: "visible",
    hint: "An optimizer was given parameters() before you loaded. Which objects does it hold? Write into them by copy_; neither the parameter nor its tensor may be exchanged, and the state stays the caller's own.",
  },
  async ({ submission, inputs }) => {
    const given = { old: inputs.signed(4, 0.5, 2), loaded: inputs.signed(4, 3, 4) };
    const seen = await submission.evaluate(({ Sequential, Variable, tensor }, { old, loaded }) => {
      const plain = tensor(old).reshape([2, 2]);
      const learned = new Variable(tensor(old).reshape([2, 2]));
      // As module 07 makes it: a variable with data and shape, and not all that the library's has.
      const data = tensor(old).reshape([2, 2]);
      const bare = { data, shape: data.shape } as unknown as typeof learned;
      const held = [plain, learned.data, data];
      // Read from the property each time: whoever exchanges it is seen.
      const first = {
        weight: plain,
        forward: (x: Tensor) => x,
        parameters(): Tensor[] {
          return [this.weight];
        },
      };
      const learning = [learned, bare].map((weight) => ({
        weight,
        forward: (x: typeof learned) => x,
        parameters(): (typeof learned)[] {
          return [this.weight];
        },
      }));
      const models = [
        new Sequential<Tensor>(first),
        ...learning.map((layer) => new Sequential<typeof learned>(layer)),
      ];
      const numbers = (values: Tensor) => Array.from(values.data);
      const known: unknown[] = [plain, learned, bare];
      return models.map((model, index) => {
        const state = { "0.weight": tensor(loaded).reshape([2, 2]) };
        model.loadStateDict(state);
        const loadedInto = {
          place: known.indexOf(model.parameters()[0]),
          held: numbers(held[index]),
          isHeld: [learned.data === held[1], bare.data === data],
        };
        // The state is the caller's: what happens to it afterwards is not the model's business, nor the other way round.
        state["0.weight"].mul_(2);
        const after = numbers(held[index]);
        held[index].mul_(3);
        return { first: loadedInto, after, state: numbers(state["0.weight"]), names: Object.keys(state) };
      });
    }, given);
    const { loaded } = given;
    expect(seen).toEqual(
      [0, 1, 2].map((place) => ({
        first: { place, held: loaded, isHeld: [true, true] },
        after: loaded,
        state: loaded.map((value) => value * 2),
        names: ["0.weight"],
      })),
    );
  },
);

// Each name must be there, and no other.
hidden(
  "state.names",
  {
    title: "Module: a state with missing or unknown names is refused, and the error lists them",
    points: 2,
    visibility: "visible",
    hint: "Compare in both directions: which of your names has the state not, and which of its names are not yours? The message has both lists, also when one of them is empty.",
  },
  async ({ submission, inputs }) => {
    const extra = `x${inputs.integer(100, 999)}`;
    const states = [
      // Shapes that do not fit either: names come first.
      ["0.bias", "2.weight!", "2.bias!"],
      ["0.weight!", "0.bias", "2.weight", "2.bias!", extra],
      ["0.weight", "2.weight", "2.bias"],
      ["0.weight", "0.bias", "2.weight", "2.bias", extra],
      ["0.weight", "0.bias", "2.weight", `2.${extra}`, extra],
      [],
      ["weight", "bias", "2.weight", "2.bias"],
    ];
    const seen = await submission.evaluate(({ createMlp, zeros }, states) => {
      const model = createMlp([1, 1, 1]);
      const shapes: Record<string, number[]> = { weight: [1, 1] };
      return states.map((names) => {
        try {
          const entries = names.map((given) => {
            const name = given.replace("!", "");
            return [name, zeros(given === name ? (shapes[name.split(".").at(-1) ?? ""] ?? [1]) : [2, 3])];
          });
          model.loadStateDict(Object.fromEntries(entries));
        } catch (error) {
          return error instanceof Error ? { name: error.name, message: error.message } : null;
        }
        return null;
      });
    }, states);
    const own = ["0.weight", "0.bias", "2.weight", "2.bias"];
    expectRefused(
      seen,
      states.map((given) => {
        const names = given.map((name) => name.replace("!", ""));
        const missing = own.filter((name) => !names.includes(name));
        const unknown = names.filter((name) => !own.includes(name));
        return new RegExp(
          `loadStateDict.*${literally(`${missing.length} missing [${missing.join(", ")}]`)}.*` +
            literally(`${unknown.length} unknown [${unknown.join(", ")}]`),
        );
      }),
    );
  },
);

// Shapes, not sizes; and nothing is stretched.
hidden(
  "state.shapes",
  {
    title: "Module: a state with another shape is refused, and the error names parameter and shapes",
    points: 2,
    visibility: "visible",
    hint: "[2, 3] and [3, 2] have as many numbers, and [1] would broadcast to [3]: neither is the same shape. Compare shapes number by number, or as text.",
  },
  async ({ submission, inputs }) => {
    const size = inputs.integer(3, 5);
    const own: Record<string, number[]> = { "0.0": [2, size], "0.1": [size], "0.2": [], "0.3": [1] };
    const changes: [string, number[]][] = [
      ["0.0", [size, 2]],
      ["0.0", [2 * size]],
      ["0.0", [2, size + 1]],
      ["0.0", [2, size, 1]],
      ["0.1", [1]],
      ["0.1", [1, size]],
      ["0.1", []],
      ["0.1", [size + 1]],
      ["0.2", [1]],
      ["0.3", []],
    ];
    const seen = await submission.evaluate(
      ({ Sequential, zeros }, { own, changes }) =>
        changes.map(([name, shape]) => {
          const parameters = Object.values(own).map((shape) => zeros(shape));
          const model = new Sequential<Tensor>({ forward: (x: Tensor) => x, parameters: () => parameters });
          const state = model.stateDict();
          try {
            model.loadStateDict({ ...state, [name]: zeros(shape) });
          } catch (error) {
            return error instanceof Error ? { name: error.name, message: error.message } : null;
          }
          return null;
        }),
      { own, changes },
    );
    expectRefused(
      seen,
      changes.map(
        ([name, shape]) =>
          new RegExp(
            `loadStateDict.*${literally(name)} .*${literally(`[${own[name].join(", ")}]`)}, got ${literally(`[${shape.join(", ")}]`)}`,
          ),
      ),
    );
  },
);

// When it throws nothing has changed.
hidden(
  "state.all-or-nothing",
  {
    title: "Module: a state that is refused has changed nothing",
    points: 4,
    visibility: "visible",
    hint: "A network half of one state and half of another is none at all. Do you look at every name and every shape before you write the first number?",
  },
  async ({ submission, inputs }) => {
    const values = inputs.signed(5, 0.5, 2);
    const seen = await submission.evaluate(({ Sequential, tensor }, values) => {
      const names = values.map((_, index) => `${index}.0`);
      // For each place one state that is wrong there alone: by its shape, by its name, by a name too many.
      const refused = names.flatMap((wrong) =>
        ["shape", "name", "more"].map((kind) => {
          const parameters = values.map((value) => tensor([value]));
          const layers = parameters.map((parameter) => ({
            forward: (x: Tensor) => x,
            parameters: () => [parameter],
          }));
          const model = new Sequential<Tensor>(...layers);
          const entries = names.flatMap((name) => {
            const entry = [name, tensor([9])];
            if (name !== wrong) return [entry];
            if (kind === "shape") return [[name, tensor([9, 9])]];
            return kind === "name" ? [["other", tensor([9])]] : [entry, ["other", tensor([9])]];
          });
          let threw = false;
          try {
            model.loadStateDict(Object.fromEntries(entries));
          } catch {
            threw = true;
          }
          return { threw, values: parameters.map((parameter) => parameter.data[0]) };
        }),
      );
      // What is right is loaded.
      const parameter = tensor([values[0]]);
      new Sequential<Tensor>({ forward: (x: Tensor) => x, parameters: () => [parameter] }).loadStateDict({
        "0.0": tensor([values[1]]),
      });
      return { refused, loaded: parameter.data[0] };
    }, values);
    expect(seen.refused).toEqual(Array(15).fill({ threw: true, values }));
    expect(seen.loaded).toBe(values[1]);
  },
);

// What is shared is saved once, and loaded once.
hidden(
  "state.shared",
  {
    title: "Module: a shared parameter is saved under one name",
    points: 1,
    visibility: "after-due",
    hint: "stateDict has the names that namedParameters lists, and loadStateDict asks for the same ones: what is shared has one name in both.",
  },
  async ({ submission, inputs }) => {
    const given = { values: inputs.signed(2, 0.5, 2), loaded: inputs.signed(2, 3, 4) };
    const seen = await submission.evaluate(({ Module, Sequential, tensor }, { values, loaded }) => {
      const shared = tensor(values);
      const layer = { weight: shared, forward: (x: Tensor) => x.mul(shared), parameters: () => [shared] };
      class Net extends Module<Tensor> {
        readonly body = new Sequential<Tensor>(layer, layer);
        readonly tied = layer;
        override forward(x: Tensor): Tensor {
          return this.tied.forward(this.body.forward(x));
        }
      }
      const net = new Net();
      const look = () =>
        Object.entries(net.stateDict()).map(([name, kept]) => ({
          name,
          shape: [...kept.shape],
          values: Array.from(kept.data),
        }));
      const before = look();
      net.loadStateDict({ "body.0.weight": tensor(loaded) });
      return [before, look()];
    }, given);
    const expected = (values: number[]): Seen => [{ name: "body.0.weight", shape: [2], values }];
    expect(seen).toEqual([expected(given.values), expected(given.loaded)]);
  },
);
