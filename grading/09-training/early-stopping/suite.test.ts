import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { expectedSteps } from "./expected.ts";
import { type Watch, watchAll } from "./watch.ts";

function expectWatched(
  watches: readonly Watch[],
  results: readonly { stops: unknown[]; bests: unknown[]; waited: unknown[] }[],
): void {
  const expected = watches.map(({ patience, minDelta, values }) => {
    const { stops, bests, waited } = expectedSteps(
      values.map((value) => value ?? Number.NaN),
      { patience, minDelta: minDelta ?? 0 },
    );
    return { stops, bests: bests.map((best) => (Number.isFinite(best) ? best : null)), waited };
  });
  expect(results).toEqual(expected);
}

hidden(
  "early-stopping.patience",
  {
    title: "EarlyStopping: stops after patience values in a row without a new best",
    points: 3,
    visibility: "visible",
    hint: "With patience 1, does the first value that is not better stop, or the second? The first. An equal value is not better.",
  },
  async ({ submission, inputs }) => {
    const start = inputs.number(2, 3);
    const rising = Array.from({ length: 7 }, (_, index) => Math.fround(start + index * 0.25));
    const watches: Watch[] = [
      ...[1, 2, 3, 5].map((patience) => ({ patience, minDelta: null, values: rising })),
      { patience: 2, minDelta: null, values: rising.map(() => start) },
      { patience: 1, minDelta: null, values: rising.toReversed() },
      // Values of zero and below are as good as others.
      { patience: 2, minDelta: null, values: [start, 0, start, 0, -start, 0] },
      { patience: 3, minDelta: null, values: [0, start, 0, start, start] },
      { patience: 2, minDelta: null, values: rising.toReversed().map((value) => Math.fround(value - 3.1)) },
    ];
    expectWatched(watches, await submission.evaluate(watchAll, watches));
  },
);

hidden(
  "early-stopping.restart",
  {
    title: "EarlyStopping: a new best starts the count again",
    points: 2,
    visibility: "visible",
    hint: "What is compared with what? Each value with the best one so far, not with the one before; and a new best sets the count to 0.",
  },
  async ({ submission, inputs }) => {
    // Above 0 throughout, and below it.
    const lows = [inputs.number(0.5, 2), -inputs.number(6, 9)];
    const step = inputs.number(0.25, 0.5);
    const courses = [
      [9, 8, 9, 7, 8, 9, 6, 7, 8, 9],
      [9, 5, 8, 7, 6, 5.5, 5.25],
      [5, 6, 4, 5, 3, 4, 2, 3, 4],
    ];
    const watches: Watch[] = courses.flatMap((course) =>
      lows.flatMap((low) =>
        [2, 3].map((patience) => ({
          patience,
          minDelta: null,
          values: course.map((value) => Math.fround(low + value * step)),
        })),
      ),
    );
    expectWatched(watches, await submission.evaluate(watchAll, watches));
  },
);

hidden(
  "early-stopping.min-delta",
  {
    title: "EarlyStopping: minDelta is how far below the best a value must be",
    points: 2,
    visibility: "visible",
    hint: "What becomes of best when a value is a little below it, but not by minDelta? Nothing: small steps add up until they are enough. Exactly minDelta is not below best − minDelta.",
  },
  async ({ submission, inputs }) => {
    // All are quarters, so that sums are exact.
    const delta = inputs.integer(2, 4) / 4;
    const start = inputs.integer(20, 40) / 4;
    const creeping = Array.from({ length: 9 }, (_, index) => start - index * (delta - 0.25));
    const exact = Array.from({ length: 5 }, (_, index) => start - index * delta);
    const falling = Array.from({ length: 5 }, (_, index) => start - index * (delta + 0.25));
    const watches: Watch[] = [creeping, exact, falling].flatMap((values) =>
      [1, 3].map((patience) => ({ patience, minDelta: delta, values })),
    );
    watches.push({ patience: 2, minDelta: 0, values: falling });
    // Between 0 and 1, and below 0: minDelta is a distance, not a share.
    const low = creeping.map((value) => value - start - 1);
    watches.push({ patience: 3, minDelta: delta, values: low });
    expectWatched(watches, await submission.evaluate(watchAll, watches));
  },
);

hidden(
  "early-stopping.nan",
  {
    title: "EarlyStopping: NaN is never better",
    points: 1,
    visibility: "after-due",
    hint: "Every comparison with NaN is false. Write the question so that false means: not better.",
  },
  async ({ submission, inputs }) => {
    const [first, second] = [inputs.number(3, 4), inputs.number(1, 2)];
    const watches: Watch[] = [
      { patience: 2, minDelta: null, values: [null, null, first, null] },
      { patience: 2, minDelta: null, values: [first, null, second, null, null] },
      { patience: 3, minDelta: 0.5, values: [first, null, null, null, second] },
    ];
    expectWatched(watches, await submission.evaluate(watchAll, watches));
  },
);
