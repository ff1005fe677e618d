import type { Tensor } from "@tinytorch/tensor";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { expectRefused, literally } from "../thrown.ts";

// Each parameter by its own numbers and its name, written in place.
hidden(
  "map.each",
  {
    title: "Module: mapParameters changes each parameter by its own numbers and its name",
    points: 2,
    visibility: "visible",
    hint: "`change` is asked for each of namedParameters with (values, name), where values is a tensor also when the parameter is a variable. What it gives is copied into the parameter, which stays the object it is.",
  },
  async ({ submission, inputs }) => {
    const given = { values: inputs.signed(6, 0.5, 2), factor: inputs.integer(2, 4) };
    const seen = await submission.evaluate(({ Sequential, Tensor, Variable, tensor }, { values, factor }) => {
      const tensors = () => [tensor(values.slice(0, 2)), tensor(values.slice(2)).reshape([2, 2])];
      const plain = tensors();
      const learned = tensors().map((initial) => new Variable(initial));
      const held = [plain, learned.map(({ data }) => data)];
      const models = [
        new Sequential<Tensor>(
          ...plain.map((weight) => ({ weight, forward: (x: Tensor) => x, parameters: () => [weight] })),
        ),
        new Sequential<InstanceType<typeof Variable>>(
          ...learned.map((weight) => ({
            weight,
            forward: (x: InstanceType<typeof Variable>) => x,
            parameters: () => [weight],
          })),
        ),
      ];
      return models.map((model, index) => {
        const names: string[] = [];
        const same = model.mapParameters((old, name) => {
          names.push(`${name} ${old instanceof Tensor}`);
          return name === "0.weight" ? old.mul(factor) : old.neg();
        });
        const numbers = held[index].map((values) => Array.from(values.data));
        const fresh = held[index].map((values) => values.add(1));
        model.mapParameters((_, name) => fresh[Number(name[0])]);
        // What was given back stays the caller's.
        for (const values of fresh) values.mul_(2);
        return {
          names,
          same: same === model,
          numbers,
          after: held[index].map((values) => Array.from(values.data)),
        };
      });
    }, given);
    const { values, factor } = given;
    const changed = [
      values.slice(0, 2).map((value) => value * factor),
      values.slice(2).map((value) => -value),
    ];
    const expected = {
      names: ["0.weight true", "1.weight true"],
      same: true,
      numbers: changed.map((list) => list.map(Math.fround)),
      after: changed.map((list) => list.map((value) => Math.fround(Math.fround(value) + 1))),
    };
    expect(seen).toEqual([expected, expected]);
  },
);

// A shared parameter that is halved is half, not a quarter.
hidden(
  "map.once",
  {
    title: "Module: mapParameters changes a shared parameter once",
    points: 1,
    visibility: "visible",
    hint: "Halve all parameters: what is used in two places is to be half of what it was, not a quarter. namedParameters lists each once.",
  },
  async ({ submission, inputs }) => {
    const values = inputs.signed(3, 0.5, 2);
    const seen = await submission.evaluate(({ Sequential, tensor }, values) => {
      const shared = tensor(values);
      const layer = { forward: (x: Tensor) => x, parameters: () => [shared] };
      const model = new Sequential<Tensor>(layer, new Sequential<Tensor>(layer), layer);
      return [0, 1].map(() => {
        let calls = 0;
        model.mapParameters((old) => {
          calls += 1;
          return old.div(2);
        });
        return { calls, values: Array.from(shared.data) };
      });
    }, values);
    expect(seen).toEqual(
      [2, 4].map((divisor) => ({ calls: 1, values: values.map((value) => value / divisor) })),
    );
  },
);

// All is worked out before anything is written.
hidden(
  "map.all-or-nothing",
  {
    title: "Module: mapParameters works everything out before it writes, and is refused as a whole",
    points: 2,
    visibility: "after-due",
    hint: "A change may look at other parameters, and sees the old numbers of all. So work out everything first, compare all shapes, and only then write.",
  },
  async ({ submission, inputs }) => {
    const given = { values: inputs.signed(4, 0.5, 2), wrong: inputs.integer(2, 5) };
    const seen = await submission.evaluate(({ Sequential, tensor, zeros }, { values, wrong }) => {
      const build = () => {
        const parameters = values.map((value) => tensor([value]));
        const model = new Sequential<Tensor>({ forward: (x: Tensor) => x, parameters: () => parameters });
        return { model, parameters, look: () => parameters.map((parameter) => parameter.data[0]) };
      };
      // Each becomes ten times the one before it, as that was.
      const chained = build();
      chained.model.mapParameters((_, name) => {
        const place = Number(name.split(".")[1]);
        return chained.parameters[(place + 3) % 4].mul(10);
      });
      const refused = ["0.0", "0.2", "0.3"].flatMap((name) =>
        [[wrong], [], [1, 1], null].map((shape) => {
          const { model, look } = build();
          try {
            model.mapParameters((old, at) => {
              if (at !== name) return old.mul(2);
              if (shape === null) throw new RangeError(`mapParameters: ${name} shape [1], got no numbers`);
              return zeros(shape);
            });
          } catch (error) {
            const thrown = error instanceof Error ? { name: error.name, message: error.message } : null;
            return { thrown, values: look() };
          }
          return { thrown: null, values: look() };
        }),
      );
      return { chained: chained.look(), refused };
    }, given);
    const { values, wrong } = given;
    expect(seen.chained).toEqual([3, 0, 1, 2].map((place) => Math.fround(values[place] * 10)));
    expect(seen.refused.map((one) => one.values)).toEqual(Array(12).fill(values));
    expectRefused(
      seen.refused.map(({ thrown }) => thrown),
      ["0.0", "0.2", "0.3"].flatMap((name) =>
        [`[${wrong}]`, "[]", "[1, 1]", "no numbers"].map(
          (got) =>
            new RegExp(`mapParameters: ${literally(name)} .*${literally("[1], got ")}${literally(got)}`),
        ),
      ),
    );
  },
);
