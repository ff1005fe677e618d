import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { type Checking, checkFakes, type Fault } from "./check-fakes.ts";
import { drawChecking, drawFor, expectErrors, expectPutBack, expectWorst, slope } from "./expected.ts";

// What is close passes, and only that: by both tolerances, relative to the numeric gradient.
hidden(
  "gradcheck.close",
  {
    title: "gradcheck: what is close passes",
    points: 2,
    visibility: "visible",
    hint: "Close is |analytic − numeric| <= atol + rtol · |numeric|, with both tolerances as they are given, 0 too. When everything is close, ok is true and worst null.",
  },
  async ({ submission, inputs }) => {
    const right = [
      drawChecking(inputs),
      drawFor(inputs, [[]], []),
      drawFor(inputs, [[3]], [2, 2]),
      drawFor(inputs, [[1], [2, 2], [1, 1]], [1]),
      drawFor(inputs, [[2, 2]], [0]),
      drawFor(inputs, [[2, 1, 2], [0], [2]], [2, 1, 2]),
      // Exactly 0 by both, and no tolerance that is not relative: what is as far as may be is close.
      drawFor(inputs, [[2]], [2], {
        weights: [
          [inputs.number(1, 2), 0],
          [0, -inputs.number(1, 2)],
        ],
        options: { atol: 0, rtol: inputs.number(0.01, 0.1) },
      }),
    ];
    // One number, one output, so that the only fault decides; its slope is exactly known.
    const single = (share: number, options: Checking["options"], sign: number): Checking => {
      const free = drawFor(inputs, [[1]], [], { ...(options && { options }) });
      // About 1, up or down, so that both tolerances weigh alike where they are alike.
      const by1 = (sign * inputs.number(0.8, 1.2)) / slope({ ...free, weights: [[1]] }, 0, 0);
      const drawn = { ...free, weights: [[by1]] };
      const { atol = 1e-5, rtol = 1e-3 } = options ?? {};
      const numeric = Math.abs(slope(drawn, 0, 0));
      // Away from zero, so that the analytic gradient is the larger of the two.
      const by = share * (atol + rtol * numeric) * Math.sign(slope(drawn, 0, 0));
      return { ...drawn, faults: [{ output: 0, number: 0, by }] };
    };
    const tolerances: Checking["options"][] = [
      undefined,
      { atol: 0 },
      { rtol: 0 },
      { atol: 0.25, rtol: 0 },
      { atol: 0, rtol: 0.9 },
      { atol: 0.5, rtol: 0.5 },
      // So small that a default in the place of the 0 would let more pass.
      { atol: 0, rtol: 1e-6 },
      { atol: 1e-6, rtol: 0 },
    ];
    const inside = tolerances.map((options, index) =>
      single(inputs.number(0.8, 0.95), options, index % 2 === 0 ? 1 : -1),
    );
    const outside = tolerances.map((options, index) =>
      single(inputs.number(1.05, 1.2), options, index % 2 === 0 ? 1 : -1),
    );
    const checked = await submission.evaluate(checkFakes, ...right, ...inside, ...outside);
    expect(checked.length).toBe(right.length + 2 * tolerances.length);
    for (const [index, { result }] of checked.entries()) {
      const isClose = index < right.length + tolerances.length;
      expect(result?.ok).toBe(isClose);
      if (isClose) expect(result?.worst).toBe(null);
      else expect(result?.worst).toMatchObject({ input: 0, element: 0, output: 0 });
      // What is close has an error as well.
      const checking = [...right, ...inside, ...outside][index];
      expectErrors(result?.errors, checking, checking.faults ?? []);
    }
  },
);

// A wrong gradient is named with its place; of several the worst.
hidden(
  "gradcheck.wrong",
  {
    title: "gradcheck names the worst place",
    points: 3,
    visibility: "visible",
    hint: "Among the places that are not close the worst has the largest |analytic − numeric|; NaN is worse than all. errors keeps, for each number of each input, the largest of all outputs: later ones must not overwrite it.",
  },
  async ({ submission, inputs }) => {
    // In the first input, and in the second.
    const [first, second] = [inputs.integer(0, 5), inputs.integer(6, 7)];
    const sign = () => Math.sign(inputs.signed(1, 1, 2)[0]);
    const single = [first, second].flatMap((number) =>
      [1, -1].map((way) => [{ output: inputs.integer(0, 2), number, by: way * inputs.number(0.1, 2) }]),
    );
    const several: readonly (readonly Fault[])[] = [
      // The worst comes first, last, and between others, and by the same number of another output.
      [4, 1, 2].map((by, output) => ({ output, number: first, by: sign() * by })),
      [1, 2, 4].map((by, output) => ({ output, number: second, by: sign() * by })),
      [1, 4, 2].map((by, index) => ({
        output: 2 - index,
        number: index === 1 ? second : first,
        by: sign() * by,
      })),
    ];
    const largest = ({ by: a }: Fault, { by: b }: Fault) => Math.abs(b) - Math.abs(a);
    // Beside a steep slope: the larger error, though it is the smaller share of its gradient.
    const beside = drawFor(inputs, [[2]], [2], {
      weights: [1, 2].map(() => [inputs.number(40, 50), inputs.number(0.5, 1)]),
      faults: [
        { output: 0, number: 1, by: sign() },
        { output: 1, number: 0, by: sign() * 2 },
        { output: 1, number: 1, by: sign() * 1.5 },
      ],
    });
    const checkings = [...[...single, ...several].map((faults) => drawChecking(inputs, { faults })), beside];
    // A large error that is small beside its gradient is close, and not the worst.
    const steep = drawFor(inputs, [[2]], [], {
      weights: [[inputs.number(8e4, 9e4), 1]],
      options: { rtol: 0.01, atol: 0 },
    });
    const close: Checking = {
      ...steep,
      faults: [
        { output: 0, number: 0, by: 100 },
        { output: 0, number: 1, by: 0.5 },
      ],
    };
    const broken: Fault = { output: 1, number: second, by: Number.NaN };
    const notANumber = drawChecking(inputs, {
      faults: [
        { output: 0, number: second, by: 3 },
        { output: 0, number: first, by: 4 },
        broken,
        { output: 2, number: first, by: 9 },
        { output: 2, number: second, by: 2 },
      ],
    });
    const checked = await submission.evaluate(checkFakes, ...checkings, close, notANumber);
    expect(checked.length).toBe(checkings.length + 2);
    for (const [index, checking] of checkings.entries()) {
      const { faults = [] } = checking;
      expectWorst(checked[index], checking, [...faults].sort(largest)[0]);
      expectErrors(checked[index].result?.errors, checking, faults);
    }
    expect(checked.at(-2)?.result?.ok).toBe(false);
    expect(checked.at(-2)?.result?.worst).toMatchObject({ element: 1 });
    expectWorst(checked[checkings.length + 1], notANumber, broken);
    expectErrors(checked[checkings.length + 1].result?.errors, notANumber, notANumber.faults ?? []);
  },
);

// Every output by itself: faults that cancel in the sum of the outputs are found.
hidden(
  "gradcheck.jacobian",
  {
    title: "gradcheck asks every output by itself",
    points: 2,
    visibility: "after-due",
    hint: "Two outputs may be wrong in opposite ways, so that their sum is right. Run backward once for each output, with a 1 there and 0 elsewhere, on a result computed anew and with gradients cleared before.",
  },
  async ({ submission, inputs }) => {
    const by = inputs.number(0.5, 2);
    const [number, other] = [inputs.integer(0, 5), inputs.integer(6, 7)];
    const cancelling: Fault[][] = [
      [
        { output: 0, number, by },
        { output: 2, number, by: -1.5 * by },
        { output: 1, number, by: by / 2 },
      ],
      [
        { output: 1, number: other, by: -by },
        { output: 2, number: other, by },
      ],
    ];
    const checkings = cancelling.map((faults) => drawChecking(inputs, { faults }));
    const matrix = drawFor(inputs, [[2, 2]], [2, 2], { faults: [{ output: 3, number: 2, by }] });
    const checked = await submission.evaluate(checkFakes, ...checkings, matrix);
    expect(checked.length).toBe(3);
    expectWorst(checked[0], checkings[0], cancelling[0][1]);
    expect(checked[1].result?.ok).toBe(false);
    expect(checked[1].result?.worst).toMatchObject({ output: expect.toBeOneOf([1, 2]) });
    expectWorst(checked[2], matrix, { output: 3, number: 2, by });
    // Each on a result of its own.
    expect(checked.map(({ mostAsked }) => mostAsked)).toEqual([1, 1, 1]);
    for (const [index, checking] of [...checkings, matrix].entries()) {
      expectErrors(checked[index].result?.errors, checking, checking.faults ?? []);
    }
  },
);

// A gradient that never came counts as zeros, and constants are not asked.
hidden(
  "gradcheck.missing",
  {
    title: "gradcheck: no gradient, and constants",
    points: 1,
    visibility: "visible",
    hint: "A grad that stays null is a gradient of 0: right where the output does not depend on the input, and wrong elsewhere. An input that requires no gradient is a constant of f: pass over it.",
  },
  async ({ submission, inputs }) => {
    const drawn = drawChecking(inputs);
    const forgotten: Checking = {
      ...drawn,
      silent: [1],
      weights: drawn.weights.map((row) => row.map((weight, i) => (i < 6 ? weight : Math.abs(weight)))),
    };
    const independent: Checking = {
      ...drawn,
      silent: [1],
      weights: drawn.weights.map((row) => row.map((weight, i) => (i < 6 ? weight : 0))),
    };
    const [first, second] = drawn.inputs;
    const constant: Checking = {
      ...drawn,
      inputs: [first, { ...second, constant: true, dtype: "float32" }],
      faults: [{ output: 1, number: 7, by: inputs.number(1, 2) }],
    };
    const constantFirst: Checking = {
      ...drawn,
      inputs: [{ ...first, constant: true }, second],
      faults: [{ output: 0, number: 6, by: inputs.number(3, 4) }],
    };
    const checked = await submission.evaluate(checkFakes, forgotten, independent, constant, constantFirst);
    expect(checked.length).toBe(4);
    expect(checked[0].result?.ok).toBe(false);
    expect(checked[0].result?.worst).toMatchObject({ input: 1, analytic: 0 });
    expect(checked[1].result?.ok).toBe(true);
    expect(checked[2].result?.ok).toBe(true);
    expectErrors(checked[2].result?.errors, constant, []);
    expectWorst(checked[3], constantFirst, { output: 0, number: 6, by: constantFirst.faults?.[0].by ?? 0 });
  },
);

// Inputs are as they were, even when f throws half way.
hidden(
  "gradcheck.restores",
  {
    title: "gradcheck leaves the inputs as they were",
    points: 1,
    visibility: "after-due",
    hint: "Put the old tensor back in a finally block, the very same one. At the end no gradient is left.",
  },
  async ({ submission, inputs }) => {
    const fine = drawChecking(inputs);
    // A constant is put back like the others: it keeps its tensor, and no gradient either.
    const [first, second] = drawChecking(inputs).inputs;
    const constants = [
      [{ ...first, constant: true }, second],
      [first, { ...second, constant: true }],
      [first, second].map((input) => ({ ...input, constant: true })),
    ].map((list) => drawChecking(inputs, { inputs: list }));
    const wrong = drawChecking(inputs, { faults: [{ output: 0, number: 3, by: 1 }] });
    const throwing = [3, 4, 15, 20].map((throwsAt) => drawChecking(inputs, { throwsAt }));
    const checked = await submission.evaluate(checkFakes, fine, wrong, ...throwing, ...constants);
    expect(checked.length).toBe(2 + throwing.length + constants.length);
    for (const [index, checking] of constants.entries()) {
      expectPutBack(checked[2 + throwing.length + index], checking);
    }
    expectPutBack(checked[0], fine);
    expectPutBack(checked[1], wrong);
    for (const [index, checking] of throwing.entries()) {
      const { thrown, after } = checked[2 + index];
      expect(thrown?.message).toBe("f has had enough");
      expect(after).toEqual(
        checking.inputs.map(({ values }) => [[...values], values.map((value) => value + 1)]),
      );
    }
  },
);

// Eps is handed on, and float32 is refused.
hidden(
  "gradcheck.options",
  {
    title: "gradcheck: eps, and float64 only",
    points: 1,
    visibility: "visible",
    hint: "Hand eps on to numericGradient. Numbers of float32 are too coarse to judge by: refuse them with a TypeError that names the dtype.",
  },
  async ({ submission, inputs }) => {
    const eps = inputs.number(0.3, 0.6);
    // Of x³ the numeric gradient is too large by ε².
    const coarse = drawFor(inputs, [[2]], [], {
      weights: [[inputs.number(0.5, 2), -inputs.number(0.5, 2)]],
      options: { eps, atol: 0, rtol: 0 },
    });
    const [first, second] = drawChecking(inputs).inputs;
    const single = drawChecking(inputs, { inputs: [first, { ...second, dtype: "float32" }] });
    const refused = drawFor(inputs, [[2]], [1]);
    const onlyOne: Checking = {
      ...refused,
      inputs: refused.inputs.map((input) => ({ ...input, dtype: "float32" })),
    };
    const byDefault = [{}, { options: {} }, { options: { atol: 0.1, rtol: 0.1 } }].map((others) =>
      drawFor(inputs, [[3], [2, 2]], [2], others),
    );
    const whole = drawFor(inputs, [[2], [3]], [1]);
    const counted: Checking = {
      ...whole,
      inputs: whole.inputs.map((input, index) =>
        index === 0 ? input : { ...input, values: [inputs.integer(2, 9), -3, 5], dtype: "int32" },
      ),
    };
    // An ε that is none: numericGradient says so.
    const still = [0, -eps, Number.NaN].map((none) =>
      drawFor(inputs, [[2]], [1], { options: { eps: none } }),
    );
    const checked = await submission.evaluate(
      checkFakes,
      ...[coarse, single, onlyOne, counted, ...byDefault, ...still],
    );
    expect(checked.length).toBe(10);
    for (const { thrown, result } of checked.splice(7)) {
      expect(result).toBe(null);
      expect(thrown?.name).toBe("RangeError");
    }
    for (const [index, { moved }] of checked.entries()) {
      if (index > 0 && index < 4) continue;
      const way = index === 0 ? eps : 1e-6;
      expect(moved).toEqual({ most: expect.closeTo(way, 12), least: expect.closeTo(way, 12) });
    }
    const [weights] = coarse.weights;
    const errors = checked[0].result?.errors[0]?.values;
    expect(errors?.length).toBe(2);
    for (const [i, weight] of weights.entries()) {
      expect(errors?.[i]).toBeAllClose(Math.abs(weight) * eps ** 2, { rtol: 1e-6 });
    }
    for (const [index, { thrown, result }] of checked.slice(1, 4).entries()) {
      expect(result).toBe(null);
      expect(thrown?.name).toBe("TypeError");
      expect(thrown?.message).toEqual(
        expect.stringMatching(index === 2 ? /gradcheck.*float64.*int32/ : /gradcheck.*float64.*float32/),
      );
    }
  },
);
