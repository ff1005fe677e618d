import type { Tensor } from "@tinytorch/tensor";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import type { Layer } from "../solution/src/layer.ts";

// Tensors among properties of all other kinds, named by their properties, in the order of assignment.
hidden(
  "module.own",
  {
    title: "Module: its own parameters, named by their properties",
    points: 3,
    visibility: "visible",
    hint: "Which of a module's properties are parameters, and in which order were they assigned? Go through partsOf(this), and keep what isParameter tells you to keep.",
  },
  async ({ submission, inputs }) => {
    // Values alike, for it is the objects that count; an order that is not the alphabet's.
    const shapes = [[inputs.integer(2, 4)], [], [1, inputs.integer(2, 4)], [0, 3]];
    const seen = await submission.evaluate(({ Module, zeros }, shapes) => {
      const known = shapes.map((shape) => zeros(shape));
      class Net extends Module<Tensor> {
        readonly size = 3;
        readonly zeta = known[0];
        readonly title = "net";
        readonly beta = known[1];
        readonly nothing = null;
        readonly missing = undefined;
        readonly data = [1, 2, 3];
        readonly alpha = known[2];
        readonly settings = { rate: 1, data: { rate: 1 } };
        // What is in any other object than an array is not looked for.
        readonly limits = { low: zeros([2]), inner: { high: zeros([2]) }, both: [zeros([2])] };
        readonly listed = [{ low: zeros([2]) }, new Map([["low", zeros([2])]])];
        readonly sigma = known[3];
        readonly table = new Map([["low", zeros([2])]]);
        readonly chosen = new Set([zeros([2])]);
        readonly later = () => 1;
        override forward(x: Tensor): Tensor {
          return x.mul(this.zeta);
        }
      }
      const net = new Net();
      const look = () =>
        net.namedParameters().map(([name, parameter]) => ({ name, place: known.indexOf(parameter) }));
      return [look(), look()];
    }, shapes);
    const expected = ["zeta", "beta", "alpha", "sigma"].map((name, place) => ({ name, place }));
    expect(seen).toEqual([expected, expected]);
  },
);

// The child's name stands before its parameters' names.
hidden(
  "module.children",
  {
    title: "Module: a child's parameters, with the child's name before theirs",
    points: 3,
    visibility: "visible",
    hint: "What is the weight of the layer in the property `first` called? The child's name, a point, and the name that it has in the child: `first.weight`. This module's own parameters come before all of them.",
  },
  async ({ submission, inputs }) => {
    const sizes = [inputs.integer(2, 4), inputs.integer(5, 7), inputs.integer(1, 3)];
    const seen = await submission.evaluate(({ Module, zeros }, sizes) => {
      const linear = (into: number, out: number) => ({
        weight: zeros([out, into]),
        bias: zeros([out]),
        forward: (x: Tensor) => x,
        parameters(): Tensor[] {
          return [this.weight, this.bias];
        },
      });
      class Net extends Module<Tensor> {
        readonly second = linear(sizes[0], sizes[1]);
        readonly scale = zeros([2]);
        readonly first = linear(sizes[1], sizes[2]);
        readonly shift = zeros([2]);
        override forward(x: Tensor): Tensor {
          return this.first.forward(this.second.forward(x));
        }
      }
      return [new Net(), new Net()].map((net) => {
        const known = [net.scale, net.shift, ...net.second.parameters(), ...net.first.parameters()];
        return net.namedParameters().map(([name, parameter]) => ({ name, place: known.indexOf(parameter) }));
      });
    }, sizes);
    const names = ["scale", "shift", "second.weight", "second.bias", "first.weight", "first.bias"];
    const expected = names.map((name, place) => ({ name, place }));
    expect(seen).toEqual([expected, expected]);
  },
);

// Modules in modules in modules.
hidden(
  "module.nested",
  {
    title: "Module: parameters of modules in modules, four deep",
    points: 3,
    visibility: "visible",
    hint: "A child may have children. Do you ask it for all of its parameters, or only look at its own properties? Its answer has the path from there on.",
  },
  async ({ submission, inputs }) => {
    const depth = inputs.integer(3, 4);
    const seen = await submission.evaluate(({ Module, zeros }, depth) => {
      const known = Array.from({ length: depth + 1 }, () => [zeros([2]), zeros([2])]);
      class Net extends Module<Tensor> {
        readonly inner: Net | null;
        readonly weight: Tensor;
        readonly other: Net | null;
        constructor(level: number) {
          super();
          this.inner = level < depth ? new Net(level + 1) : null;
          this.weight = known[level][0];
          this.other = level === 1 ? new Net(depth) : null;
        }
        override forward(x: Tensor): Tensor {
          return this.inner === null ? x : this.inner.forward(x);
        }
      }
      const net = new Net(0);
      return net
        .namedParameters()
        .map(([name, parameter]) => ({ name, level: known.findIndex(([weight]) => weight === parameter) }));
    }, depth);
    const expected = Array.from({ length: depth + 1 }, (_, level) => ({
      name: `${"inner.".repeat(level)}weight`,
      level,
    }));
    // `other` holds the deepest level's tensor once more, and it has a name already.
    expect(seen).toEqual(expected);
  },
);

// Arrays of layers, of parameters and of arrays.
hidden(
  "module.arrays",
  {
    title: "Module: layers and parameters in arrays, named by position",
    points: 4,
    visibility: "visible",
    hint: "A module may keep its layers in an array, and arrays in it. What is in an array is called by the array's name and its position: `blocks.0.weight`. partsOf opens arrays; does it open those inside?",
  },
  async ({ submission, inputs }) => {
    const count = inputs.integer(10, 12);
    const seen = await submission.evaluate(({ Module, zeros }, count) => {
      const known: Tensor[] = [];
      const make = () => {
        const made = zeros([1]);
        known.push(made);
        return made;
      };
      const layer = () => ({
        weight: make(),
        forward: (x: Tensor) => x,
        parameters(): Tensor[] {
          return [this.weight];
        },
      });
      class Part extends Module<Tensor> {
        readonly scales = [make(), make()];
        override forward(x: Tensor): Tensor {
          return x;
        }
      }
      class Net extends Module<Tensor> {
        readonly table = [[make()], [make(), make()]];
        readonly empty = [];
        readonly mixed = [1, make(), "two", null];
        readonly blocks = Array.from({ length: count }, layer);
        readonly grid = [[layer(), [layer()]], [], [layer()]];
        readonly parts = [new Part(), null, new Part()];
        override forward(x: Tensor): Tensor {
          return x;
        }
      }
      return new Net()
        .namedParameters()
        .map(([name, parameter]) => ({ name, place: known.indexOf(parameter) }));
    }, count);
    const names = [
      "table.0.0",
      "table.1.0",
      "table.1.1",
      "mixed.1",
      ...Array.from({ length: count }, (_, index) => `blocks.${index}.weight`),
      "grid.0.0.weight",
      "grid.0.1.0.weight",
      "grid.2.0.weight",
      "parts.0.scales.0",
      "parts.0.scales.1",
      "parts.2.scales.0",
      "parts.2.scales.1",
    ];
    expect(seen).toEqual(names.map((name, place) => ({ name, place })));
  },
);

// One object in several places, and several objects with the same numbers.
hidden(
  "module.shared",
  {
    title: "Module: a parameter that is used in several places is listed once",
    points: 4,
    visibility: "visible",
    hint: "An optimizer that is given one parameter twice moves it twice. Which names has the object had already? The first one stays. Two objects with the same numbers are two parameters.",
  },
  async ({ submission, inputs }) => {
    const values = inputs.signed(2, 0.5, 2);
    const seen = await submission.evaluate(({ Module, tensor }, values) => {
      const known = Array.from({ length: 4 }, () => tensor(values));
      const layer = (weight: Tensor, bias: Tensor) => ({
        weight,
        bias,
        forward: (x: Tensor) => x.mul(weight).add(bias),
        parameters: () => [weight, bias],
      });
      const twice = layer(known[2], known[3]);
      class Part extends Module<Tensor> {
        readonly one = twice;
        readonly again = twice;
        readonly tied = known[1];
        readonly alias = known[1];
        override forward(x: Tensor): Tensor {
          return this.again.forward(this.one.forward(x));
        }
      }
      class Net extends Module<Tensor> {
        readonly left = layer(known[0], known[1]);
        readonly right = layer(known[0], known[2]);
        readonly part = new Part();
        readonly list = [this.left, twice, this.part];
        readonly own = known[3];
        override forward(x: Tensor): Tensor {
          return x;
        }
      }
      return [new Net(), new Part()].map((net) => ({
        named: net.namedParameters().map(([name, parameter]) => ({ name, place: known.indexOf(parameter) })),
        places: net.parameters().map((parameter) => known.indexOf(parameter)),
      }));
    }, values);
    expect(seen).toEqual([
      {
        named: [
          { name: "own", place: 3 },
          { name: "left.weight", place: 0 },
          { name: "left.bias", place: 1 },
          { name: "right.bias", place: 2 },
        ],
        places: [3, 0, 1, 2],
      },
      {
        named: [
          { name: "tied", place: 1 },
          { name: "one.weight", place: 2 },
          { name: "one.bias", place: 3 },
        ],
        places: [1, 2, 3],
      },
    ]);
  },
);

// Whoever has `parameters()` is a layer, whatever it extends; of such a layer its own list counts.
hidden(
  "module.any-layer",
  {
    title: "Module: children that are layers by what they have, not by what they extend",
    points: 3,
    visibility: "visible",
    hint: "A layer need not extend Module: whoever has `parameters()` is one. namedParametersOf(child) names the parameters of both kinds; a property that the layer does not list is none.",
  },
  async ({ submission, inputs }) => {
    const size = inputs.integer(2, 4);
    const seen = await submission.evaluate(({ Module, zeros }, size) => {
      const known = Array.from({ length: 10 }, () => zeros([size]));
      class Hidden {
        readonly #weight = known[0];
        readonly #bias = known[1];
        forward(x: Tensor) {
          return x.mul(this.#weight).add(this.#bias);
        }
        parameters() {
          return [this.#weight, this.#bias];
        }
      }
      // Learns its scale, not its table, and lists them in another order than it holds them.
      const half = {
        table: known[2],
        offset: known[3],
        scale: known[4],
        forward: (x: Tensor) => x,
        parameters: () => [known[4], known[3]],
      };
      const frozen = { weight: known[5], forward: (x: Tensor) => x, parameters: () => [] };
      const naming = {
        forward: (x: Tensor) => x,
        parameters: () => [known[6], known[7]],
        namedParameters: () => [["deep.weight", known[6]] as const, ["bias", known[7]] as const],
      };
      class Net extends Module<Tensor> {
        readonly hidden = new Hidden();
        readonly layers = [half, frozen];
        readonly naming = naming;
        // Has a tensor called data, as a variable has, and is a layer all the same.
        readonly table = { data: known[8], forward: (x: Tensor) => x, parameters: () => [known[8]] };
        // Has parameters() and nothing else, no forward even: as a table that somebody looks things up in.
        readonly lookup = { words: known[9], parameters: () => [known[9]] };
        // Has a list of parameters and no method: no layer.
        readonly notes = { parameters: ["rate"], weight: zeros([size]) };
        override forward(x: Tensor): Tensor {
          return x;
        }
      }
      const net = new Net();
      return {
        children: net.namedChildren().map(([name]) => name),
        named: net.namedParameters().map(([name, parameter]) => ({ name, place: known.indexOf(parameter) })),
      };
    }, size);
    expect(seen.children).toEqual(["hidden", "layers.0", "layers.1", "naming", "table", "lookup"]);
    expect(seen.named).toEqual([
      { name: "hidden.0", place: 0 },
      { name: "hidden.1", place: 1 },
      { name: "layers.0.scale", place: 4 },
      { name: "layers.0.offset", place: 3 },
      { name: "naming.deep.weight", place: 6 },
      { name: "naming.bias", place: 7 },
      { name: "table.data", place: 8 },
      { name: "lookup.words", place: 9 },
    ]);
  },
);

// Looked up anew in each call.
hidden(
  "module.anew",
  {
    title: "Module: what is assigned later counts, and what is gone does not",
    points: 2,
    visibility: "after-due",
    hint: "When do you look at the properties: once, or whenever somebody asks? A layer may come, go or be exchanged at any time.",
  },
  async ({ submission, inputs }) => {
    const size = inputs.integer(2, 4);
    const seen = await submission.evaluate(({ Module, zeros }, size) => {
      const known = Array.from({ length: 4 }, () => zeros([size]));
      class Part extends Module<Tensor> {
        weight: Tensor | null;
        constructor(weight: Tensor) {
          super();
          this.weight = weight;
        }
        override forward(x: Tensor): Tensor {
          return x;
        }
      }
      class Net extends Module<Tensor> {
        first: Part | null = new Part(known[0]);
        readonly rest: Part[] = [];
        override forward(x: Tensor): Tensor {
          return x;
        }
      }
      const net = new Net();
      const look = () => ({
        children: net.namedChildren().map(([name]) => name),
        names: net.namedParameters().map(([name]) => name),
        places: net.parameters().map((parameter) => known.indexOf(parameter)),
      });
      const looks = [look()];
      net.rest.push(new Part(known[1]), new Part(known[2]));
      looks.push(look());
      net.first = null;
      net.rest.reverse();
      looks.push(look());
      net.rest[1].weight = known[3];
      net.rest[0].weight = null;
      looks.push(look());
      return looks;
    }, size);
    expect(seen).toEqual([
      { children: ["first"], names: ["first.weight"], places: [0] },
      {
        children: ["first", "rest.0", "rest.1"],
        names: ["first.weight", "rest.0.weight", "rest.1.weight"],
        places: [0, 1, 2],
      },
      { children: ["rest.0", "rest.1"], names: ["rest.0.weight", "rest.1.weight"], places: [2, 1] },
      { children: ["rest.0", "rest.1"], names: ["rest.1.weight"], places: [3] },
    ]);
  },
);

// The layers directly inside.
hidden(
  "module.named-children",
  {
    title: "Module: namedChildren lists the layers directly inside",
    points: 2,
    visibility: "visible",
    hint: "Which of partsOf(this) are layers? Those and no others, in their order; what is inside of them they list themselves. A layer in two places is listed in both.",
  },
  async ({ submission, inputs }) => {
    const count = inputs.integer(2, 4);
    const seen = await submission.evaluate(({ Module, zeros }, count) => {
      const relu = () => ({ forward: (x: Tensor) => x.maximum(0), parameters: () => [] });
      class Part extends Module<Tensor> {
        readonly inner = relu();
        override forward(x: Tensor): Tensor {
          return x;
        }
      }
      const relus = Array.from({ length: count }, () => relu());
      const part = new Part();
      const known: Layer<Tensor>[] = [part, ...relus];
      class Net extends Module<Tensor> {
        readonly width = 2;
        readonly weight = zeros([2]);
        readonly relus = relus;
        readonly part = part;
        readonly again = [part, [relus[0]]];
        // What is in any other object than an array is not looked for.
        readonly teachers = { first: relu(), others: [relu()] };
        readonly listed = [{ first: relu() }, new Set([relu()])];
        readonly table = new Map([["first", relu()]]);
        override forward(x: Tensor): Tensor {
          return x;
        }
      }
      const look = (net: Part | Net) =>
        net.namedChildren().map(([name, layer]) => ({ name, place: known.indexOf(layer) }));
      return [look(new Net()), look(part)];
    }, count);
    expect(seen).toEqual([
      [
        ...Array.from({ length: count }, (_, index) => ({ name: `relus.${index}`, place: index + 1 })),
        { name: "part", place: 0 },
        { name: "again.0", place: 0 },
        { name: "again.1.0", place: 1 },
      ],
      [{ name: "inner", place: -1 }],
    ]);
  },
);

// What an optimizer is given.
hidden(
  "module.parameters",
  {
    title: "Module: parameters() lists the objects themselves, always the same",
    points: 2,
    visibility: "visible",
    hint: "An optimizer changes what is in the objects that parameters() lists, so they must be those that forward() computes with. They are namedParameters() without the names.",
  },
  async ({ submission, inputs }) => {
    const values = inputs.signed(3, 0.5, 2);
    const seen = await submission.evaluate(({ Module, tensor }, values) => {
      class Part extends Module<Tensor> {
        readonly weight = tensor(values);
        override forward(x: Tensor): Tensor {
          return x.mul(this.weight);
        }
      }
      class Net extends Module<Tensor> {
        readonly parts = [new Part(), new Part()];
        readonly offset = tensor(values);
        readonly relu = { forward: (x: Tensor) => x.maximum(0), parameters: () => [] };
        override forward(x: Tensor): Tensor {
          return this.parts[1].forward(this.parts[0].forward(x)).add(this.offset);
        }
      }
      class Empty extends Module<Tensor> {
        override forward(x: Tensor): Tensor {
          return x;
        }
      }
      const net = new Net();
      const known = [net.offset, ...net.parts.map(({ weight }) => weight)];
      const look = () => net.parameters().map((parameter) => known.indexOf(parameter));
      const looks = [look(), look()];
      for (const parameter of net.parameters()) parameter.copy_(parameter.mul(2));
      const x = tensor([1, 1, 1]);
      return {
        looks,
        output: Array.from(net.forward(x).data),
        empty: [new Empty().parameters().length, new Empty().namedParameters().length],
      };
    }, values);
    expect(seen.looks).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    expect(seen.output).toBeAllClose(values.map((value) => 4 * value * value + 2 * value));
    expect(seen.empty).toEqual([0, 0]);
  },
);

// The same module on variables.
hidden(
  "module.variables",
  {
    title: "Module: on variables the same, and what is listed learns",
    points: 2,
    visibility: "after-due",
    hint: "From module 07 on, parameters are variables: objects that hold a tensor. isParameter tells them too; whoever asks for a Tensor does not find them, or finds the tensor inside.",
  },
  async ({ submission, inputs }) => {
    const given = {
      scale: inputs.signed(3, 0.5, 2),
      x: inputs.signed(3, 0.5, 2),
      weights: inputs.signed(6, 0.5, 2),
    };
    const seen = await submission.evaluate(({ Module, Variable, tensor }, { scale, x, weights }) => {
      type Learned = InstanceType<typeof Variable>;
      const linear = (into: number, out: number) => ({
        weight: new Variable(tensor(weights.slice(0, into * out)).reshape([out, into])),
        bias: new Variable(tensor(weights.slice(0, out))),
        forward(input: Learned): Learned {
          return input.matmul(this.weight.transpose(0, 1)).add(this.bias);
        },
        parameters(): Learned[] {
          return [this.weight, this.bias];
        },
      });
      class Net extends Module<Learned> {
        readonly scale = new Variable(tensor(scale));
        readonly layers = [linear(3, 2), linear(2, 1)];
        // Other variables over tensors that have one already: what counts are the variables.
        readonly again = new Variable(this.scale.data);
        readonly tied = { weight: new Variable(this.layers[0].weight.data) };
        readonly last = {
          ...this.tied,
          forward: (input: Learned) => input,
          parameters: () => [this.tied.weight],
        };
        override forward(input: Learned): Learned {
          return this.layers[1].forward(this.layers[0].forward(input.mul(this.scale)));
        }
      }
      const net = new Net();
      net
        .forward(new Variable(tensor(x)))
        .sum()
        .backward();
      const known = [
        net.scale,
        net.again,
        ...net.layers.flatMap((layer) => [layer.weight, layer.bias]),
        net.last.weight,
      ];
      return net.namedParameters().map(([name, parameter]) => ({
        name,
        place: known.indexOf(parameter),
        shape: parameter.grad === null ? null : [...parameter.grad.shape],
      }));
    }, given);
    expect(seen).toEqual([
      { name: "scale", place: 0, shape: [3] },
      { name: "again", place: 1, shape: null },
      { name: "layers.0.weight", place: 2, shape: [2, 3] },
      { name: "layers.0.bias", place: 3, shape: [2] },
      { name: "layers.1.weight", place: 4, shape: [1, 2] },
      { name: "layers.1.bias", place: 5, shape: [1] },
      { name: "last.weight", place: 6, shape: null },
    ]);
  },
);
