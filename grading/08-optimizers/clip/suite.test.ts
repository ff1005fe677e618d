import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { clip } from "./clip-gradients.ts";
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
    const gradients = [inputs.signed(3, 1, 4), null, inputs.signed(2, 1, 4)];
    const all = gradients.flatMap((gradient) => gradient ?? []);
    const clipped = await submission.evaluate(clip, gradients, inputs.number(0.2, 1), 2);
    expect(clipped.norm).toBeAllClose(norm(all, 2), { rtol: 1e-5, atol: 0 });
    const within = await submission.evaluate(clip, gradients, 1000, 2);
    expect(within.norm).toBeAllClose(norm(all, 2), { rtol: 1e-5, atol: 0 });
    const none = await submission.evaluate(clip, [null, null], 0, Infinity);
    expect(none.norm).toBe(0);
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
    const gradients = [inputs.signed(3, 1e-3, 4e-3), null, inputs.signed(2, 1e-5, 1e-4)];
    const all = gradients.flatMap((gradient) => gradient ?? []);
    const maxNorm = inputs.number(2e-4, 1e-3);
    const factor = maxNorm / (norm(all, 2) + 1e-6);
    const clipped = await submission.evaluate(clip, gradients, maxNorm, 2);
    expect(clipped.gradients[1]).toBe(null);
    expect(clipped.gradients.flatMap((gradient) => gradient ?? [])).toBeAllClose(
      all.map((value) => value * factor),
      { rtol: 5e-6, atol: 0 },
    );
    const within = await submission.evaluate(clip, gradients, 1000, 2);
    expect(within.gradients).toEqual(gradients);
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
    const gradients = [inputs.signed(3, 1, 4), [-inputs.number(1, 4), inputs.number(1, 4)]];
    const all = gradients.flat();
    for (const normType of [1, 3, Infinity]) {
      const clipped = await submission.evaluate(clip, gradients, 0.5, normType);
      expect(clipped.norm).toBeAllClose(norm(all, normType), { rtol: 1e-5, atol: 0 });
      const factor = 0.5 / (norm(all, normType) + 1e-6);
      expect(clipped.gradients.flatMap((gradient) => gradient ?? [])).toBeAllClose(
        all.map((value) => value * factor),
        { rtol: 1e-5, atol: 1e-8 },
      );
    }
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
    const seen = await submission.evaluate(({ clipGradNorm, Variable }, gradient) => {
      const broken = () => {
        const parameter = new Variable([0, 0, 0, 0]);
        parameter.grad = new Variable([...gradient, Infinity], { requiresGrad: false });
        return [parameter];
      };
      const norm = clipGradNorm(broken(), 1);
      try {
        clipGradNorm(broken(), 1, { errorIfNonFinite: true });
        return { norm: Number(norm), error: "none" };
      } catch (error) {
        return { norm: Number(norm), error: error instanceof Error ? error.message : "not an Error" };
      }
    }, gradient);
    expect(seen.norm).toBe(Infinity);
    expect(seen.error).toMatch(/finite/i);
    expect(seen.error).not.toMatch(/TODO/);
  },
);
