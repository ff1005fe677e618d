import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { type Clipping, clip } from "./clip-gradients.ts";
import { expectGradients, expectNorms } from "./expect-clipped.ts";
import { norm } from "./expected.ts";

// ClipGradNorm returns the norm of all gradients together, from before.
hidden(
  "clip.norm",
  {
    title: "clipGradNorm returns the norm from before",
    points: 2,
    visibility: "visible",
    hint: "One norm over the elements of all gradients together, measured before you scale anything, and returned whether or not you had to clip.",
  },
  async ({ submission, inputs }) => {
    // None at the beginning, in the middle and at the end; two of the others add up to 0.
    const pair = inputs.number(1, 4);
    const ordinary = [null, inputs.signed(4, 1, 4), null, [pair, -pair], inputs.signed(1, 1, 4), null];
    const shapes = [[2], [2, 2], [2], [2, 1, 1], [], [2]];
    const large = [inputs.magnitudes(2, 1e2, 1e4), inputs.magnitudes(4, 1, 1e4)];
    const tiny = [inputs.magnitudes(5, 1e-6, 1e-5), null];
    const maxNorm = inputs.number(0.2, 1);
    const clippings: Clipping[] = [
      { gradients: ordinary, shapes, calls: [{ maxNorm: 1000 }, { maxNorm }, { maxNorm: 0 }] },
      { gradients: large, calls: [{ maxNorm }] },
      { gradients: tiny, calls: [{ maxNorm }] },
      { gradients: [[0, 0, 0], [0]], calls: [{ maxNorm }] },
      { gradients: [null, null], calls: [{ maxNorm: 0 }, { maxNorm: 0, options: { normType: Infinity } }] },
      { gradients: [], calls: [{ maxNorm }] },
    ];
    expectNorms(await submission.evaluate(clip, ...clippings), clippings);
  },
);

// Gradients past maxNorm are all shortened by one factor; gradients within it stay.
hidden(
  "clip.scale",
  {
    title: "clipGradNorm scales by one factor",
    points: 2,
    visibility: "visible",
    hint: "coefficient = min(1, maxNorm / (norm + 1e-6)) for every gradient alike. Clipping each parameter alone changes the direction; a coefficient above 1 makes small gradients grow.",
  },
  async ({ submission, inputs }) => {
    // So small that the 1e-6 in the formula shows.
    const small = [inputs.signed(3, 1e-3, 4e-3), null, inputs.signed(2, 1e-5, 1e-4)];
    const large = [inputs.magnitudes(4, 1, 1e4), [0, -inputs.number(1e3, 1e4)]];
    const maxNorm = inputs.number(2e-4, 1e-3);
    const ordinary = [
      null,
      inputs.signed(1, 1, 4),
      null,
      inputs.signed(6, 1, 4),
      inputs.signed(2, 1, 4),
      null,
    ];
    const shapes = [[2], [], [2], [2, 3], [2, 1, 1], [2]];
    // So small that a norm of exactly maxNorm, and one a little below, are still shortened; 3, 4, 5 is without rounding.
    const unit = inputs.integer(2, 5) * 2 ** -22;
    const slight = [[-3 * unit, 4 * unit], null];
    const clippings: Clipping[] = [
      { gradients: small, calls: [{ maxNorm }] },
      { gradients: large, calls: [{ maxNorm: inputs.number(1, 9) }] },
      ...[-5e-7, 0, 5e-7, 2e-6, Infinity].map(
        (more): Clipping => ({ gradients: slight, calls: [{ maxNorm: 5 * unit + more }] }),
      ),
      // Just above and just below the norm that is there.
      {
        gradients: ordinary,
        shapes,
        calls: [1.01, 0.99, 0.5].map((part) => ({ maxNorm: part * norm(ordinary, 2) })),
      },
      { gradients: ordinary, shapes, calls: [{ maxNorm: 0 }] },
      { gradients: [[0, 0], null, [0]], calls: [{ maxNorm: inputs.number(0.1, 1) }] },
    ];
    expectGradients(await submission.evaluate(clip, ...clippings), clippings);
  },
);

// ClipGradNorm can measure by other norms: p = 1, p = 3, the largest element.
hidden(
  "clip.norm-types",
  {
    title: "clipGradNorm with other norms",
    points: 1,
    visibility: "after-due",
    hint: "(Σ|g|ᵖ)^(1/p): take absolute values first, and the p-th root at the end.",
  },
  async ({ submission, inputs }) => {
    // At least one negative: a sign that is not taken off shows in odd norms.
    const gradients = [null, inputs.signed(4, 1, 4), null, [-inputs.number(4, 9), inputs.number(1, 4)]];
    const shapes = [[1], [2, 2], [1], [1, 2, 1]];
    const clippings = [1, 3, 0.5, 1.5, Infinity].flatMap((normType): Clipping[] => [
      {
        gradients,
        shapes,
        calls: [1e4, inputs.number(0.2, 0.9)].map((maxNorm) => ({ maxNorm, options: { normType } })),
      },
    ]);
    const clipped = await submission.evaluate(clip, ...clippings);
    expectNorms(clipped, clippings);
    expectGradients(clipped, clippings);
  },
);

// A norm that is not finite is an error only when asked.
hidden(
  "clip.non-finite",
  {
    title: "clipGradNorm and norms that are not finite",
    points: 1,
    visibility: "after-due",
    hint: "Return an infinite norm as it is, and throw only when errorIfNonFinite is true.",
  },
  async ({ submission, inputs }) => {
    const gradient = inputs.signed(3, 1, 4);
    const broken = [-Infinity, Number.NaN].map((value) => [gradient, null, [value]]);
    const options = { errorIfNonFinite: true };
    const clippings = broken.flatMap((gradients): Clipping[] => [
      { gradients, calls: [{ maxNorm: 1 }] },
      { gradients, calls: [{ maxNorm: 1, options: { errorIfNonFinite: false } }] },
      { gradients, calls: [{ maxNorm: 1, options }], refused: true },
      { gradients, calls: [{ maxNorm: 1, options: { ...options, normType: Infinity } }], refused: true },
    ]);
    const finite: Clipping = { gradients: [gradient], calls: [{ maxNorm: 1e4, options }] };
    const seen = await submission.evaluate(clip, finite, ...clippings);
    expect(seen.length).toBe(1 + clippings.length);
    const [fine, ...others] = seen;
    expect(fine?.gradients).toEqual([gradient]);
    for (const [index, { norms, thrown, gradients }] of others.entries()) {
      const given = clippings[index].gradients;
      if (index % 4 < 2) {
        expect(norms).toEqual([index < 4 ? Infinity : Number.NaN]);
        // One over infinity leaves zeros, and no number where infinity stood; NaN spreads.
        const left = index < 4 ? gradient.map((value) => 0 * value) : gradient.map(() => Number.NaN);
        expect(gradients).toEqual([left, null, [Number.NaN]]);
      } else {
        expect(thrown?.message).toEqual(expect.stringMatching(/finite/i));
        expect(thrown?.message).not.toEqual(expect.stringMatching(/TODO/));
        // An error comes before anything is changed.
        expect(gradients).toEqual(given);
      }
    }
  },
);
