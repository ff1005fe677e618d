import type { Tensor } from "@tinytorch/tensor";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import type { Layer } from "../solution/src/layer.ts";

// Layers that do not commute: x becomes a x + b, one after the other.
hidden(
  "sequential.order",
  {
    title: "Sequential: each layer gets what the one before gave",
    points: 4,
    visibility: "visible",
    hint: "x goes into the first layer, what comes out into the second, and so on. Doubling and then adding one is not adding one and then doubling. What comes out of the last one is the result.",
  },
  async ({ submission, inputs }) => {
    const counts = [3, 2, 5, 1, 0, 4];
    const cases = counts.map((count) => ({
      lines: Array.from({ length: count }, () => [inputs.integer(2, 4), inputs.integer(-5, 5)]),
      x: Array.from({ length: 3 }, () => inputs.integer(-9, 9)),
      // What switch each layer has, and how it stands: what evaluation changes is the layer's business.
      switches: Array.from({ length: count }, (_, index) => [true, false, null][(index + count) % 3]),
    }));
    const seen = await submission.evaluate(
      ({ Sequential, tensor, Tensor }, cases) =>
        cases.map(({ lines, x, switches }) => {
          const layers = lines.map(([slope, offset], index) => ({
            ...(switches[index] === null ? {} : { training: switches[index] }),
            forward(value: Tensor, ...rest: unknown[]) {
              // A layer gets one thing, and it is a tensor.
              if (!(value instanceof Tensor) || this === undefined) throw new TypeError(`got ${rest.length}`);
              return value.mul(slope).add(offset);
            },
            parameters: () => [],
          }));
          const model = new Sequential<Tensor>(...layers);
          const given = tensor(x);
          const outputs = [model.forward(given), model.forward(given), model.forward(given.reshape([1, 3]))];
          // In evaluation, and as a part of another that is.
          outputs.push(model.eval().forward(given));
          outputs.push(new Sequential<Tensor>(model, new Sequential<Tensor>()).eval().forward(given));
          return { outputs: outputs.map((output) => Array.from(output.data)), x: Array.from(given.data) };
        }),
      cases,
    );
    expect(seen).toEqual(
      cases.map(({ lines, x }) => {
        const output = x.map((start) =>
          lines.reduce((value, [slope, offset]) => slope * value + offset, start),
        );
        return { outputs: Array(5).fill(output), x };
      }),
    );
  },
);

// `0.weight`, `2.weight`: positions count the layers without parameters too.
hidden(
  "sequential.names",
  {
    title: "Sequential: layers are named by their position",
    points: 3,
    visibility: "visible",
    hint: "PyTorch calls the weight of the third layer `2.weight`, also when the second has no parameters, and not `layers.2.weight`. Whoever asks for the children gets those names.",
  },
  async ({ submission, inputs }) => {
    const gaps = Array.from({ length: 5 }, () => inputs.integer(0, 2));
    const seen = await submission.evaluate(({ Sequential, zeros }, gaps) => {
      const relu = () => ({ forward: (x: Tensor) => x.maximum(0), parameters: () => [] });
      const weights = gaps.map(() => zeros([2]));
      const layers = gaps.flatMap((gap, index): Layer<Tensor>[] => {
        const weight = weights[index];
        const layer = { weight, forward: (x: Tensor) => x, parameters: () => [weight] };
        return [...Array.from({ length: gap }, () => relu()), layer];
      });
      const flat = new Sequential<Tensor>(...layers);
      const deep = new Sequential<Tensor>(relu(), flat, new Sequential<Tensor>(flat, ...layers));
      // A Sequential with a parameter of its own.
      const scaled = Object.assign(new Sequential<Tensor>(layers[0]), { scale: zeros([]) });
      const look = (model: typeof flat) =>
        model.namedParameters().map(([name, parameter]) => ({ name, place: weights.indexOf(parameter) }));
      return {
        flat: look(flat),
        deep: look(deep),
        children: [flat, deep].map((model) => model.namedChildren().map(([name]) => name)),
        inOrder: flat.namedChildren().map(([, layer]) => layers.indexOf(layer)),
        scaled: scaled.namedParameters().map(([name]) => name),
        count: layers.length,
      };
    }, gaps);
    let position = -1;
    const positions = gaps.map((gap) => {
      position += gap + 1;
      return position;
    });
    const expected = positions.map((at, place) => ({ name: `${at}.weight`, place }));
    const places = Array.from({ length: seen.count }, (_, place) => place);
    expect(seen.count).toBe(position + 1);
    expect(seen).toEqual({
      flat: expected,
      deep: expected.map(({ name, place }) => ({ name: `1.${name}`, place })),
      children: [places.map(String), ["0", "1", "2"]],
      inOrder: places,
      scaled: gaps[0] === 0 ? ["scale", "0.weight"] : ["scale"],
      count: position + 1,
    });
  },
);

// One layer in two places works twice and learns once.
hidden(
  "sequential.repeated",
  {
    title: "Sequential: a layer that stands in two places works in both",
    points: 1,
    visibility: "after-due",
    hint: "A layer may be used again: forward goes through it as often as it stands there. Only its parameters are listed once.",
  },
  async ({ submission, inputs }) => {
    const given = { slope: inputs.integer(2, 4), x: inputs.integer(2, 9) };
    const seen = await submission.evaluate(({ Sequential, tensor }, { slope, x }) => {
      const weight = tensor([slope]);
      const offset = tensor([1]);
      const scale = { weight, forward: (value: Tensor) => value.mul(weight), parameters: () => [weight] };
      const shift = { offset, forward: (value: Tensor) => value.add(offset), parameters: () => [offset] };
      const model = new Sequential<Tensor>(scale, shift, scale, new Sequential<Tensor>(shift, scale));
      return {
        output: model.forward(tensor([x])).data[0],
        names: model.namedParameters().map(([name]) => name),
        layers: model.layers.length,
        children: model.namedChildren().map(([name]) => name),
      };
    }, given);
    const { slope, x } = given;
    expect(seen).toEqual({
      output: ((x * slope + 1) * slope + 1) * slope,
      names: ["0.weight", "1.offset"],
      layers: 4,
      children: ["0", "1", "2", "3"],
    });
  },
);
