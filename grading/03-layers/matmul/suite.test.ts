import { firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { inRows, type Matrix, wholeMatrix, wideMatrix } from "../matrix.ts";
import { expectRefused } from "../thrown.ts";
import { product } from "./expected.ts";
import { multiplyAll, refuseAll } from "./multiply-all.ts";

type Pair = readonly [Matrix, Matrix];

const productsOf = (pairs: readonly Pair[]) => pairs.map(([a, b]) => product(a, b));

// Every number is a row times a column, and all sizes differ.
hidden(
  "matmul.numbers",
  {
    title: "matmul: every row times every column",
    points: 4,
    visibility: "visible",
    hint: "What does the number in row i and column j need? All of row i of a and all of column j of b: add up a[i][k] · b[k][j] over k. i runs over the rows of a, j over the columns of b.",
  },
  async ({ submission, inputs }) => {
    const sizes = [
      [2, 3, 4],
      [4, 2, 3],
      [3, 5, 2],
      // Past any round number: whoever ends early or works in blocks shows.
      [131, 2, 3],
      [2, 3, 137],
      [3, 139, 2],
    ];
    const pairs = sizes.map(([m, k, n]): Pair => [wholeMatrix(inputs, m, k), wholeMatrix(inputs, k, n)]);
    const products = await submission.evaluate(multiplyAll, pairs);
    expect(firstDifference(products, productsOf(pairs))).toBe(null);
  },
);

// A row is a matrix, and so is a column: sizes of one.
hidden(
  "matmul.thin",
  {
    title: "matmul with sizes of one",
    points: 2,
    visibility: "visible",
    hint: "A row times a column is a matrix of one number, [[…]]; a column times a row is a whole table. Which loops have one round there, and which have more?",
  },
  async ({ submission, inputs }) => {
    const sizes = [
      [1, 4, 1],
      [3, 1, 4],
      [1, 1, 1],
      [1, 3, 5],
      [5, 3, 1],
      [1, 1, 4],
      [4, 1, 1],
    ];
    const pairs = sizes.map(
      ([m, k, n]): Pair => [
        inRows(m, k, () => inputs.integer(2, 9)),
        inRows(k, n, () => inputs.integer(-9, -2)),
      ],
    );
    const products = await submission.evaluate(multiplyAll, pairs);
    expect(firstDifference(products, productsOf(pairs))).toBe(null);
  },
);

// Where everything is square, an order that is wrong still has the right shape.
hidden(
  "matmul.square",
  {
    title: "matmul of square matrices, in either order",
    points: 2,
    visibility: "visible",
    hint: "a @ b and b @ a are different matrices. Rows are taken from the first argument, columns from the second.",
  },
  async ({ submission, inputs }) => {
    const [a, b] = [wholeMatrix(inputs, 3, 3), wholeMatrix(inputs, 3, 3)];
    const [c, d] = [wholeMatrix(inputs, 2, 2), wholeMatrix(inputs, 2, 2)];
    const pairs: Pair[] = [
      [a, b],
      [b, a],
      [a, a],
      [c, d],
      [d, c],
    ];
    const products = await submission.evaluate(multiplyAll, pairs);
    expect(firstDifference(products, productsOf(pairs))).toBe(null);
  },
);

// Plain numbers have 53 bits, and sizes from a millionth to ten thousand.
hidden(
  "matmul.precision",
  {
    title: "matmul of large and small numbers",
    points: 2,
    visibility: "after-due",
    hint: "Plain numbers have about 16 digits. Is anything rounded, cut off or left out on the way from the products to the sum?",
  },
  async ({ submission, inputs }) => {
    const near = inputs.signed(4, 999, 1000);
    const pairs: Pair[] = [
      [wideMatrix(inputs, 3, 4), wideMatrix(inputs, 4, 2)],
      [
        inRows(2, 3, () => inputs.magnitudes(1, 1e-6, 1e-5)[0]),
        inRows(3, 2, () => inputs.magnitudes(1, 1e-6, 1e-5)[0]),
      ],
      [
        [near, near.map((value) => value + 1e-9)],
        [[1000], [-1000], [1e-6], [1e4]],
      ],
      [[[0, inputs.number(1, 2), 0]], [[inputs.number(1, 2)], [0], [-0]]],
    ];
    const products = await submission.evaluate(multiplyAll, pairs);
    expect(firstDifference(products, productsOf(pairs))).toBe(null);
  },
);

// What is not a number goes where the formula sends it, and nowhere else.
hidden(
  "matmul.not-finite",
  {
    title: "matmul with infinities and NaN",
    points: 2,
    visibility: "after-due",
    hint: "0 · ∞ is NaN, and so is ∞ − ∞. Are all products added, those with a zero too?",
  },
  async ({ submission, inputs }) => {
    const x = () => inputs.number(1, 2);
    const pairs: Pair[] = [
      [
        [
          [0, x()],
          [x(), x()],
        ],
        [
          [Infinity, x(), x()],
          [x(), -Infinity, x()],
        ],
      ],
      [
        [
          [x(), Number.NaN],
          [x(), x()],
          [0, 0],
        ],
        [
          [x(), x()],
          [0, x()],
        ],
      ],
      [
        [
          [Infinity, x()],
          [-Infinity, Infinity],
          [x(), 0],
        ],
        [
          [x(), 0],
          [x(), -x()],
        ],
      ],
      [
        [[0, 0]],
        [
          [Number.NaN, x()],
          [x(), -Infinity],
        ],
      ],
    ];
    const products = await submission.evaluate(multiplyAll, pairs);
    expect(firstDifference(products, productsOf(pairs))).toBe(null);
  },
);

// The rows that come back are new in each call, and what is given stays as it is.
hidden(
  "matmul.own-rows",
  {
    title: "matmul: new rows, and matrices that stay as they are",
    points: 2,
    visibility: "visible",
    hint: "Make a new list for each row of the result, in each call. If one list is used for several rows, what is written into one shows in the others.",
  },
  async ({ submission, inputs }) => {
    const [a, b, c] = [wholeMatrix(inputs, 3, 2), wholeMatrix(inputs, 2, 4), wholeMatrix(inputs, 2, 4)];
    // The unit matrix, where a result may be mistaken for what was given; and one number, where it is shortest.
    const unit = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    const ones: Pair = [[[1]], [[inputs.integer(2, 9)]]];
    const seen = await submission.evaluate(
      ({ matmul }, a, b, c, unit, ones) => {
        // Frozen, so that what writes into them is thrown out.
        const frozen = (matrix: readonly (readonly number[])[]) =>
          Object.freeze(matrix.map((row) => Object.freeze([...row])));
        const first = matmul(frozen(a), frozen(b));
        const second = matmul(frozen(a), frozen(c));
        const before = { first: first.map((row) => [...row]), second: second.map((row) => [...row]) };
        first[0][0] += 100;
        second[2][3] += 1000;
        const given = unit.map((row) => [...row]);
        const squared = matmul(given, given);
        squared[0][0] += 10;
        const one = [ones[0].map((row) => [...row]), ones[1].map((row) => [...row])];
        const single = matmul(one[0], one[1]);
        single[0][0] += 10;
        const again = matmul(frozen(a), frozen(b)).map((row) => [...row]);
        return {
          before,
          first: first.map((row) => [...row]),
          second: second.map((row) => [...row]),
          given,
          one,
          again,
        };
      },
      a,
      b,
      c,
      unit,
      ones,
    );
    const [first, second] = [product(a, b), product(a, c)];
    expect(firstDifference(seen.before.first, first)).toBe(null);
    expect(firstDifference(seen.before.second, second)).toBe(null);
    expect(firstDifference(seen.again, first)).toBe(null);
    const moved = (matrix: number[][], row: number, column: number, by: number) =>
      matrix.map((values, i) => values.map((value, j) => (i === row && j === column ? value + by : value)));
    expect(seen.first).toEqual(moved(seen.before.first, 0, 0, 100));
    expect(seen.second).toEqual(moved(seen.before.second, 2, 3, 1000));
    expect(seen.given).toEqual(unit);
    expect(seen.one).toEqual(ones);
  },
);

// Sizes that do not fit are said, with both shapes.
hidden(
  "matmul.refusals",
  {
    title: "matmul refuses what does not fit",
    points: 3,
    visibility: "visible",
    hint: "The columns of a and the rows of b must be as many. Compare them before the loops, and name both shapes: matmul: inner sizes must match, got [2, 3] @ [4, 5]",
  },
  async ({ submission, inputs }) => {
    const filled = (m: number, n: number) => wholeMatrix(inputs, m, n);
    const odd: readonly (readonly [readonly [number, number], readonly [number, number]])[] = [
      [
        [2, 3],
        [4, 5],
      ],
      // One too few or too many, transposed, and where outer sizes match.
      [
        [2, 3],
        [2, 4],
      ],
      [
        [3, 4],
        [5, 3],
      ],
      [
        [4, 2],
        [3, 4],
      ],
      [
        [2, 3],
        [1, 3],
      ],
      [
        [3, 1],
        [3, 1],
      ],
      [
        [1, 3],
        [1, 3],
      ],
      [
        [3, 3],
        [2, 2],
      ],
    ];
    const uneven: readonly (readonly [Pair, RegExp])[] = [
      [[[[1, 2], [3]], filled(2, 2)], /matmul: rows.*2.*1/],
      [
        [
          filled(2, 2),
          [
            [1, 2],
            [3, 4, 5],
          ],
        ],
        /matmul: rows.*2.*3/,
      ],
      [[[[1], [2], [3, 4]], filled(1, 2)], /matmul: rows.*1.*2/],
      [[[], filled(2, 2)], /matmul: a matrix.*\[0, 0\]/],
      [[filled(2, 2), [[], []]], /matmul: a matrix.*\[2, 0\]/],
    ];
    const pairs = [
      ...odd.map(([a, b]): Pair => [filled(...a), filled(...b)]),
      ...uneven.map(([pair]) => pair),
    ];
    const thrown = await submission.evaluate(refuseAll, pairs);
    const shape = ([rows, columns]: readonly [number, number]) => `\\[${rows}, ${columns}\\]`;
    expectRefused(thrown, [
      ...odd.map(([a, b]) => new RegExp(`matmul: .*${shape(a)}.*${shape(b)}`)),
      ...uneven.map(([, named]) => named),
    ]);
  },
);

// M · k · n, which soon is a large number.
hidden(
  "matmul.multiplications",
  {
    title: "multiplications: how many a product takes",
    points: 3,
    visibility: "visible",
    hint: "The result has m · n numbers. How many multiplications is each of them the sum of?",
  },
  async ({ submission, inputs }) => {
    const size = () => inputs.integer(2, 40);
    const sizes = [
      [size(), size() + 40, size() + 80],
      [size() + 80, size(), size() + 40],
      [size() + 40, size() + 80, size()],
      [1, 1, 1],
      [1, size(), 1],
      [size(), 1, 1],
      [1, 1, size()],
      [0, size(), size()],
      [size(), 0, 3],
      // More than 32 bits hold.
      [4096 + size(), 4096 + size(), 4096 + size()],
    ];
    const counts = await submission.evaluate(
      ({ multiplications }, sizes) => sizes.map(([m, k, n]) => multiplications(m, k, n)),
      sizes,
    );
    expect(counts).toEqual(sizes.map(([m, k, n]) => m * k * n));
  },
);
