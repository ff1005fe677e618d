import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { type Parts, textOf, whichIsOlder } from "./expected.ts";

// Majors of one, two and three digits: as texts they would come out the other way round.
hidden(
  "compare-versions.numbers",
  {
    title: "compareVersions: numbers, and not texts",
    points: 7,
    visibility: "visible",
    hint: "Is 9 smaller than 24? As texts it is not. Make a number of each part before you compare.",
  },
  async ({ submission, inputs }) => {
    const majors = [inputs.integer(6, 9), inputs.integer(13, 39), inputs.integer(100, 109), 0];
    const [minor, patch] = [inputs.integer(0, 30), inputs.integer(0, 30)];
    const pairs = everyPair(majors.map((major): Parts => [major, minor, patch]));
    const given = await submission.evaluate(
      ({ compareVersions }, pairs) => pairs.map(([a, b]) => compareVersions(a, b)),
      pairs.map((pair) => pair.map(textOf)),
    );
    expect(given.map(Math.sign)).toEqual(pairs.map(([a, b]) => whichIsOlder(a, b)));
  },
);

// Minor and patch are numbers too, and are looked at when all before them is equal.
hidden(
  "compare-versions.minor-and-patch",
  {
    title: "compareVersions: minor and patch decide when all before is equal",
    points: 6,
    visibility: "visible",
    hint: "What if the majors are equal? Then the minors decide, and if they are equal too the patches: compare as numbers in every place, 1.10.0 is newer than 1.9.0.",
  },
  async ({ submission, inputs }) => {
    const [major, minor, patch] = [inputs.integer(0, 30), inputs.integer(0, 30), inputs.integer(0, 30)];
    const [small, large] = [inputs.integer(2, 9), inputs.integer(10, 19)];
    const minors = [small, large, 0].map((each): Parts => [major, each, patch]);
    const patches = [small, large, 0].map((each): Parts => [major, minor, each]);
    const pairs = [...everyPair(minors), ...everyPair(patches)];
    const given = await submission.evaluate(
      ({ compareVersions }, pairs) => pairs.map(([a, b]) => compareVersions(a, b)),
      pairs.map((pair) => pair.map(textOf)),
    );
    expect(given.map(Math.sign)).toEqual(pairs.map(([a, b]) => whichIsOlder(a, b)));
  },
);

// The first difference decides, whatever comes after it: each version here is ahead somewhere and behind elsewhere.
hidden(
  "compare-versions.first-difference",
  {
    title: "compareVersions: the first difference decides",
    points: 5,
    visibility: "visible",
    hint: "Is 2.0.0 newer than 1.99.99? Go through the parts from the left and stop at the first pair that differs.",
  },
  async ({ submission, inputs }) => {
    // From 2 to 8, which neither one more nor a thousand more brings into the order of texts.
    const [a, b, c] = [inputs.integer(2, 8), inputs.integer(2, 8), inputs.integer(2, 8)];
    const more = inputs.integer(1100, 1200);
    const versions: Parts[] = [
      [a + 1, b, c],
      [a, b + more, c + more],
      [a, b, c + 2 * more],
      [a, b + 1, c],
      [a + 1, 0, 0],
    ];
    const pairs = everyPair(versions);
    const given = await submission.evaluate(
      ({ compareVersions }, pairs) => pairs.map(([a, b]) => compareVersions(a, b)),
      pairs.map((pair) => pair.map(textOf)),
    );
    expect(given.map(Math.sign)).toEqual(pairs.map(([a, b]) => whichIsOlder(a, b)));
  },
);

// Exactly −1, 0 and 1, and 0 for equal versions.
hidden(
  "compare-versions.signs",
  {
    title: "compareVersions: −1, 0 or 1, and nothing else",
    points: 4,
    visibility: "visible",
    hint: "What comes back for 1.0.0 and 4.0.0? Not the difference of their parts: −1 when a is older, 1 when b is, 0 when they are equal.",
  },
  async ({ submission, inputs }) => {
    // All of one digit, so that texts are in the same order.
    const old: Parts = [inputs.integer(1, 4), inputs.integer(1, 4), inputs.integer(1, 4)];
    const far = inputs.integer(2, 5);
    const versions: Parts[] = [
      old,
      [old[0] + far, old[1], old[2]],
      [old[0], old[1] + far, old[2]],
      [old[0], old[1], old[2] + far],
      [0, 0, 0],
    ];
    const pairs = [...everyPair(versions), ...versions.map((each) => [each, each] as const)];
    const given = await submission.evaluate(
      ({ compareVersions }, pairs) => pairs.map(([a, b]) => compareVersions(a, b)),
      pairs.map((pair) => pair.map(textOf)),
    );
    // −0 is equal to 0 for whoever uses it.
    expect(given.map((sign) => sign + 0)).toEqual(pairs.map(([a, b]) => whichIsOlder(a, b)));
  },
);

// What is no version is refused, whichever of the two it is; the check is given, and must stay.
hidden(
  "compare-versions.refuses",
  {
    title: "compareVersions: refuses what is no version",
    points: 2,
    visibility: "after-due",
    hint: "Does the check at the top still stand there? It looks at both texts, before anything is compared.",
  },
  async ({ submission, inputs }) => {
    const good = textOf([inputs.integer(1, 30), inputs.integer(0, 9), inputs.integer(0, 9)]);
    const wrong = [
      `v${good}`,
      `${good}.1`,
      `${inputs.integer(1, 30)}.${inputs.integer(0, 9)}`,
      "",
      `${good}-pre`,
    ];
    const said = await submission.evaluate(
      ({ compareVersions }, good, wrong) =>
        [good, ...wrong].flatMap((each) =>
          [() => compareVersions(each, good), () => compareVersions(good, each)].map((attempt) => {
            try {
              return { name: "accepted", message: String(attempt()) };
            } catch (error) {
              const { name, message } = Object(error);
              return { name, message };
            }
          }),
        ),
      good,
      wrong,
    );
    const refused = (each: string) => ({
      name: "RangeError",
      message: `compareVersions: a version must look like 24.1.0, got ${each}`,
    });
    const taken = { name: "accepted", message: "0" };
    expect(said).toEqual([taken, taken, ...wrong.flatMap((each) => [refused(each), refused(each)])]);
  },
);

/** Each with each other one, in both orders. */
function everyPair(versions: readonly Parts[]): (readonly [Parts, Parts])[] {
  return versions.flatMap((a) => versions.filter((b) => b !== a).map((b) => [a, b] as const));
}
