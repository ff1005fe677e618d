import { firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import { type Expectation, expectOptionsKept, expectValues } from "../expect-seen.ts";
import { each } from "../for-each-element.ts";
import { expectedGelu, expectedTanhGelu } from "../gelu/expected.ts";
import { bothSides, filled, row } from "../given.ts";
import { hidden, submission } from "../hidden.ts";
import { expectedLeaky } from "../leaky/expected.ts";
import { along } from "../lines.ts";
import { expectedLogSoftmax } from "../log-softmax/expected.ts";
import { expectedRelu } from "../relu/expected.ts";
import { expectedSigmoid } from "../sigmoid/expected.ts";
import { expectedSoftmax } from "../softmax/expected.ts";
import { expectedTanh } from "../tanh/expected.ts";

// Layers without options, each used more than once.
hidden(
  "layers.plain",
  {
    title: "ReLU, Sigmoid and Tanh as layers",
    points: 2,
    visibility: "visible",
    hint: "forward gives what the function of the same name gives, each time anew: a layer keeps nothing of what it has seen.",
  },
  async ({ inputs }) => {
    const given = [
      filled(inputs, [4]),
      filled(inputs, [4]),
      filled(inputs, [2, 3], "own"),
      row(inputs.number(-3, -1)),
    ];
    await expectValues(
      [{ of: "ReLU", given }, each(expectedRelu)],
      [{ of: "Sigmoid", given }, each(expectedSigmoid)],
      [{ of: "Tanh", given }, each(expectedTanh)],
    );
  },
);

// Two of a class keep options of their own, and leave the defaults to the next.
hidden(
  "layers.options",
  {
    title: "LeakyReLU and GELU keep their options",
    points: 2,
    visibility: "visible",
    hint: "The options are given when the layer is made, and used whenever it goes forward. Hand them on to the function: it has defaults of its own, which step in when you hand on nothing. And keep what the options say, not the object: it belongs to whoever made the layer. The next layer has the same defaults again, whatever this one was told.",
  },
  async ({ inputs }) => {
    const given = [
      row(...bothSides(inputs, 4, 2, 3)),
      filled(inputs, [2, 3], "own"),
      row(-inputs.number(2, 3)),
    ];
    const slope = inputs.number(0.1, 0.4);
    const leaky = (negativeSlope: number): Expectation => [
      { of: "LeakyReLU", given, options: { negativeSlope } },
      each((x) => expectedLeaky(x, negativeSlope)),
    ];
    const gelu = (approximate: "none" | "tanh"): Expectation => [
      { of: "GELU", given, options: { approximate } },
      each(approximate === "tanh" ? expectedTanhGelu : expectedGelu),
    ];
    const byDefault = each((x) => expectedLeaky(x, 0.01));
    // A default comes after each option that is none, of layers and of functions.
    const expectations: readonly Expectation[] = [
      leaky(slope),
      [{ of: "LeakyReLU", given }, byDefault],
      leaky(2 * slope),
      leaky(0),
      [{ of: "LeakyReLU", given, options: {} }, byDefault],
      leaky(-1.5),
      [{ of: "leakyRelu", given }, byDefault],
      gelu("none"),
      gelu("tanh"),
      [{ of: "GELU", given }, each(expectedGelu)],
      gelu("tanh"),
      [{ of: "GELU", given, options: {} }, each(expectedGelu)],
      gelu("tanh"),
      [{ of: "gelu", given }, each(expectedGelu)],
    ];
    await expectValues(...expectations);
    // Once more, made when others have gone forward already.
    await expectValues(...expectations.toReversed());
    await expectOptionsKept(...expectations.map(([call]) => call));
  },
);

// Two of a class keep dimensions of their own, for shapes of any rank.
hidden(
  "layers.along",
  {
    title: "Softmax and LogSoftmax keep their dimension",
    points: 2,
    visibility: "visible",
    hint: "The dimension is given when the layer is made, 0 and −1 among them, and it is the same for every x that comes.",
  },
  async ({ inputs }) => {
    const given = [
      filled(inputs, [2, 3]),
      filled(inputs, [3, 2, 4], "own"),
      filled(inputs, [3, 3]),
      filled(inputs, [2, 4, 3]),
    ];
    await expectValues(
      ...[0, 1, -1, -2].flatMap(
        (dim) =>
          [
            [{ of: "Softmax", dim, given }, along(dim, expectedSoftmax)],
            [{ of: "LogSoftmax", dim, given }, along(dim, expectedLogSoftmax)],
          ] as const,
      ),
    );
  },
);

// What goes through leaves no trace.
hidden(
  "layers.keep-nothing",
  {
    title: "no activation changes x, keeps it or learns anything",
    points: 1,
    visibility: "after-due",
    hint: "parameters() gives an empty list, before and after going forward: none of these layers is trained. x, which was given, stays as it was, whatever becomes of the result; and when x itself has changed, so does the next result, and it alone.",
  },
  async ({ inputs }) => {
    const [values, slope] = [bothSides(inputs, 2, 1, 2), inputs.number(0.1, 0.4)];
    const seen = await submission.evaluate(
      (scope, values, slope) => {
        const { tensor, ReLU, LeakyReLU, Sigmoid, Tanh, GELU, Softmax, LogSoftmax } = scope;
        const layers = [
          new ReLU(),
          new LeakyReLU({ negativeSlope: slope }),
          new LeakyReLU({ negativeSlope: 1 }),
          new Sigmoid(),
          new Tanh(),
          new GELU(),
          new Softmax(0),
          new LogSoftmax(-1),
        ];
        const numbers = (data: ArrayLike<number>) => values.map((_, e) => data[e] ?? null);
        return layers.map((layer) => {
          const before = layer.parameters().length;
          const x = tensor([...values]);
          const first = layer.forward(x);
          first.fill_(5);
          const kept = numbers(x.data);
          const again = numbers(layer.forward(x).contiguous().data);
          x.neg_();
          const changed = numbers(layer.forward(x).contiguous().data);
          const left = numbers(first.contiguous().data);
          return { kept, again, changed, left, parameters: [before, layer.parameters().length] };
        });
      },
      values,
      slope,
    );
    const rules = [
      each(expectedRelu),
      each((x) => expectedLeaky(x, slope)),
      each((x) => expectedLeaky(x, 1)),
      each(expectedSigmoid),
      each(expectedTanh),
      each(expectedGelu),
      along(0, expectedSoftmax),
      along(0, expectedLogSoftmax),
    ];
    const found = seen.map((one) => [one.kept, one.again, one.changed, one.left, one.parameters]);
    const negated = values.map((value) => -value);
    const fives = values.map(() => 5);
    const expected = rules.map((rule) => [
      values,
      rule(row(...values)),
      rule(row(...negated)),
      fives,
      [0, 0],
    ]);
    expect(firstDifference(found, expected, "layers")).toBe(null);
  },
);

// What is no option is refused by name.
hidden(
  "layers.refused",
  {
    title: "leakyRelu and gelu, and their layers, refuse what is no option",
    points: 2,
    visibility: "visible",
    hint: 'A slope of NaN or ∞, and any other form than "none" and "tanh", is a RangeError that names the function (or the layer, when it is made), the option and the value. The starter brings the checks. What was refused changes nothing for the next.',
  },
  async ({ inputs }) => {
    const given = [row(...bothSides(inputs, 2, 0.1, 2))];
    await expectValues(
      [{ of: "leakyRelu", given, options: { negativeSlope: 0.5 } }, each((x) => expectedLeaky(x, 0.5))],
      [{ of: "gelu", given, options: { approximate: "none" } }, each(expectedGelu)],
    );
    const slopes = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const forms = ["erf", "Tanh", ""];
    const refused = await submission.evaluate(
      ({ leakyRelu, LeakyReLU, gelu, GELU, tensor }, slopes, forms) => {
        const thrownBy = (call: () => unknown) => {
          try {
            call();
            return null;
          } catch (error) {
            const { name, message } = Object(error);
            return { name, message };
          }
        };
        // As a caller without types would.
        const refusals = (
          run: typeof leakyRelu | typeof gelu,
          layer: typeof LeakyReLU | typeof GELU,
          option: object,
        ) => [
          thrownBy(() => Reflect.apply(run, undefined, [tensor([1, -1]), option])),
          thrownBy(() => Reflect.construct(layer, [option])),
        ];
        return [
          ...slopes.map((negativeSlope) => refusals(leakyRelu, LeakyReLU, { negativeSlope })),
          ...forms.map((approximate) => refusals(gelu, GELU, { approximate })),
        ];
      },
      slopes,
      forms,
    );
    const refusal = (name: string, option: string, value: string) => ({
      name: "RangeError",
      message: expect.stringMatching(new RegExp(`${name}.*${option}.*${value}`)),
    });
    expect(refused).toEqual([
      ...slopes.map((slope) =>
        ["leakyRelu", "LeakyReLU"].map((name) => refusal(name, "negativeSlope", `${slope}`)),
      ),
      ...forms.map((form) => ["gelu", "GELU"].map((name) => refusal(name, "approximate", `"${form}"`))),
    ]);
    // What was refused leaves nothing behind.
    const byDefault = each((x) => expectedLeaky(x, 0.01));
    await expectValues(
      [{ of: "leakyRelu", given }, byDefault],
      [{ of: "LeakyReLU", given }, byDefault],
      [{ of: "gelu", given }, each(expectedGelu)],
      [{ of: "GELU", given }, each(expectedGelu)],
    );
  },
);
