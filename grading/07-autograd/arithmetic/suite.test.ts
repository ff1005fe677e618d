import type { Problem } from "../differentiate.ts";
import { drawGradient, drawPairs } from "../draw-numbers.ts";
import { expectGradients } from "../expect-gradients.ts";
import { hidden } from "../hidden.ts";
import { broadcast } from "../positions.ts";
import { formulas } from "./expected.ts";

// Add and sub: 1 for both, and a minus for what is taken away.
hidden(
  "arithmetic.sums",
  {
    title: "add and sub",
    points: 1,
    visibility: "visible",
    hint: "What happens to a + b when b grows by one? And to a − b? Whatever arrives is passed on with just that factor.",
  },
  async ({ inputs }) => {
    const draw = (count: number) => inputs.magnitudes(count, 1e-3, 1e3);
    await expectGradients(formulas.add, drawPairs(inputs, "add", draw, draw));
    await expectGradients(formulas.sub, drawPairs(inputs, "sub", draw, draw));
  },
);

// Mul: each factor's gradient has the other factor.
hidden(
  "arithmetic.mul",
  {
    title: "mul: the other factor",
    points: 2,
    visibility: "visible",
    hint: "How much does ab grow when a grows by one? By b: so a's gradient is g times b, and b's is g times a.",
  },
  async ({ inputs }) => {
    const draw = (count: number) => inputs.magnitudes(count, 1e-6, 1e4);
    await expectGradients(formulas.mul, [
      ...drawPairs(inputs, "mul", draw, draw),
      withZeros(inputs.signed(2, 1, 2), inputs.signed(2, 1, 2)),
    ]);
    function withZeros([a, b]: readonly number[], values: readonly number[]): Problem {
      return {
        operation: "mul",
        operands: [
          { shape: [3], values: [0, a, b] },
          { shape: [3], values: [...values, 0] },
        ],
        gradient: drawGradient(inputs, [3]),
      };
    }
  },
);

// Div: g/b and −g a/b², where b² may be too small for float32.
hidden(
  "arithmetic.div",
  {
    title: "div: the second operand is the hard one",
    points: 3,
    visibility: "visible",
    hint: "1/b for the first. For the second think of a · b⁻¹: what is the derivative of b⁻¹, and its sign? Then divide twice rather than by b², which float32 rounds to 0 long before b.",
  },
  async ({ inputs }) => {
    const draw = (count: number) => inputs.magnitudes(count, 1e-3, 1e3);
    const small = (size: number) => ({
      shape: [2],
      values: inputs.signed(2, 1, 4).map((value) => Math.fround(value * size)),
    });
    await expectGradients(formulas.div, [
      ...drawPairs(inputs, "div", draw, draw),
      // b² is below all that float32 has, and above it.
      ...[1e-25, 1e25].map(
        (size): Problem => ({
          operation: "div",
          operands: [small(size), small(size)],
          gradient: drawGradient(inputs, [2]),
          dtype: "float32",
        }),
      ),
      // And with a gradient that is as small or as large: g · a alone is none of float32's numbers.
      ...[1e-25, 1e25].map(
        (size): Problem => ({
          operation: "div",
          operands: [small(size), small(size)],
          gradient: small(size < 1 ? 1e-20 : 1e20),
          dtype: "float32",
        }),
      ),
      {
        operation: "div",
        operands: [{ shape: [2], values: [0, inputs.number(1, 2)] }, small(1)],
        gradient: drawGradient(inputs, [2]),
      },
      // By 0 and by ∞.
      {
        operation: "div",
        operands: [
          { shape: [3], values: inputs.signed(3, 1, 2) },
          { shape: [3], values: [0, Infinity, -Infinity] },
        ],
        gradient: drawGradient(inputs, [3]),
      },
    ]);
  },
);

// Pow by a plain number: k x^(k−1), and nothing for k = 0.
hidden(
  "arithmetic.power",
  {
    title: "pow by a number",
    points: 2,
    visibility: "visible",
    hint: "k xᵏ⁻¹. Try k = 0 at x = 0: the power is 1 everywhere there, so what must the gradient be, and what does your formula give?",
  },
  async ({ inputs }) => {
    const whole = [0, 1, 2, 3, -1, -2].map(
      (number): Problem => ({
        operation: "pow",
        operands: [{ shape: [2, 3], values: inputs.signed(6, 0.3, 3), view: "transposed" }],
        given: { number },
        gradient: drawGradient(inputs, [2, 3], "transposed"),
      }),
    );
    const broken = [0.5, -0.5, inputs.number(1.2, 2.8)].map(
      (number): Problem => ({
        operation: "pow",
        operands: [{ shape: [3], values: inputs.magnitudes(3, 1e-3, 1e3).map(Math.abs), view: "offset" }],
        given: { number },
        gradient: drawGradient(inputs, [3]),
      }),
    );
    const atZero = [0, 1, 2, 0.5, -1].map(
      (number): Problem => ({
        operation: "pow",
        operands: [{ shape: [2], values: [0, inputs.number(1, 2)] }],
        given: { number },
        gradient: drawGradient(inputs, [2]),
      }),
    );
    const single: Problem = {
      operation: "pow",
      operands: [{ shape: [], values: [inputs.number(1, 2)] }],
      given: { number: 3 },
      gradient: drawGradient(inputs, []),
      dtype: "float32",
    };
    // x⁰ is constant for every x.
    const anywhere: Problem = {
      operation: "pow",
      operands: [{ shape: [4], values: [Infinity, -Infinity, Number.NaN, -0] }],
      given: { number: 0 },
      gradient: drawGradient(inputs, [4]),
    };
    await expectGradients(formulas.pow, [...whole, ...broken, ...atZero, single, anywhere]);
  },
);

// Pow by a variable: b a^(b−1), and a^b log a.
hidden(
  "arithmetic.pow",
  {
    title: "pow by a variable",
    points: 2,
    visibility: "after-due",
    hint: "aᵇ is e to the b log a: its derivative by b is aᵇ log a. Where is a power constant, so that the derivative is 0 although a factor of it is not finite?",
  },
  async ({ inputs }) => {
    const base = (count: number) => inputs.signed(count, 0.3, 3).map(Math.abs);
    const exponent = (count: number) => inputs.signed(count, 0.3, 2.5);
    const edge = (a: number[], b: number[]): Problem => ({
      operation: "pow",
      operands: [
        { shape: [a.length], values: a },
        { shape: [b.length], values: b },
      ],
      gradient: drawGradient(inputs, [a.length]),
    });
    const some = inputs.number(1.5, 2.5);
    await expectGradients(formulas.pow, [
      // b − 1 and log a are as exact as b and a are, so of both kinds of numbers a constant exponent alone is on trial.
      ...drawPairs(inputs, "pow", base, exponent, { plainNumbers: false }).filter(
        ({ secondDtype, second }) => secondDtype === undefined || second === "tensor",
      ),
      edge([0, 0, some, 1], [0, some, 0, some]),
      edge([some, 0, 0], [1, 0, some]),
      // At 0 a negative exponent is no constant.
      edge([0, some], [-some, -some]),
      // Of both zeros there are two, and x⁰ is constant for every x.
      edge([-0, -0, 0, some], [0, some, -0, -0]),
      edge([Infinity, Infinity], [0, some]),
      // At a negative base the power is no constant: of the exponent its logarithm says that there is no derivative.
      edge([-some, -some, -1], [2, 3, 0]),
      // The edges where one of the two is repeated.
      ...(
        [
          [[2, 3], [3]],
          [[3], [2, 1]],
          [[], [3]],
        ] as const
      ).flatMap(([a, b]): Problem[] => {
        const count = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);
        const first = base(count(a)).map((value, i) => (i % 3 === 1 || a.length === 0 ? 0 : value));
        const second = exponent(count(b)).map((value, i) => (i % 3 === 0 ? 0 : Math.abs(value)));
        return [
          {
            operation: "pow",
            operands: [
              { shape: a, values: first },
              { shape: b, values: second },
            ],
            gradient: drawGradient(inputs, broadcast(a, b)),
          },
        ];
      }),
    ]);
    // The first alone is differentiated at a negative base: by the exponent there is no real derivative.
    await expectGradients(formulas.pow, [
      {
        ...edge(
          inputs.signed(2, 1, 2).map((value) => -Math.abs(value)),
          [2, 3],
        ),
        second: "constant",
      },
    ]);
  },
);

// Maximum: the larger gets it, and equals share.
hidden(
  "arithmetic.maximum",
  {
    title: "maximum: the larger, and ties",
    points: 3,
    visibility: "visible",
    hint: "The larger gets all of g and the smaller nothing. Where they are equal each gets half. Choose with where(…): a product of an infinite gradient and 0 is NaN.",
  },
  async ({ inputs }) => {
    const draw = (count: number) => inputs.signed(count, 0.1, 2);
    const [x, y, z] = inputs.signed(3, 0.5, 2);
    const tied: Problem = {
      operation: "maximum",
      operands: [
        { shape: [2, 3], values: [x, 1 + y, z, y, x - 1, -0], view: "transposed" },
        { shape: [2, 3], values: [x, y, 1 + z, y, x, 0] },
      ],
      gradient: drawGradient(inputs, [2, 3]),
    };
    const infinite: Problem = {
      operation: "maximum",
      operands: [
        { shape: [3], values: [x, x, x] },
        { shape: [3], values: [x - 1, x + 1, x] },
      ],
      gradient: { shape: [3], values: [Infinity, -Infinity, -Infinity] },
    };
    // Infinite operands: which is larger is seen, and their difference is no number.
    const unbounded: Problem = {
      operation: "maximum",
      operands: [
        { shape: [5], values: [Infinity, -Infinity, Infinity, x, -Infinity] },
        { shape: [5], values: [Infinity, -Infinity, y, Infinity, z] },
      ],
      gradient: drawGradient(inputs, [5]),
    };
    const rectified = [0, y].map(
      (number): Problem => ({
        operation: "maximum",
        operands: [{ shape: [4], values: [number, number - 1, number + 2, number - 1e-6] }],
        given: { number },
        gradient: drawGradient(inputs, [4]),
      }),
    );
    const shared: Problem = {
      operation: "maximum",
      operands: [
        { shape: [3, 1], values: [x, y, z] },
        { shape: [1, 3], values: [y, x, z] },
      ],
      gradient: drawGradient(inputs, [3, 3]),
    };
    await expectGradients(formulas.maximum, [
      ...drawPairs(inputs, "maximum", draw, draw),
      tied,
      infinite,
      unbounded,
      ...rectified,
      shared,
    ]);
  },
);
