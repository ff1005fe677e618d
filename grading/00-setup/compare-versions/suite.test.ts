import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { type Parts, textOf, whichIsOlder } from "./expected.ts";

// Majors of one, two and three digits: as texts they would come out the other way round.
hidden(
  "compare-versions.numbers",
  {
    title: "compareVersions: numbers, and not texts",
    points: 6,
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

// Parts of any length, and zeros before them, in every place.
hidden(
  "compare-versions.digits",
  {
    title: "compareVersions: parts of any length, and zeros before them",
    points: 1,
    visibility: "after-due",
    hint: "How many digits may a part have? As many as you like: 1.0.20261129 is a version, and a 0 in front changes no number, so that 24.04.0 and 24.4.0 are equal.",
  },
  async ({ submission, inputs }) => {
    const date = inputs.integer(20_000_000, 29_000_000);
    const moment = inputs.integer(1_700_000_000_000, 1_900_000_000_000);
    // What 8, 16, 32 bits or 24 of a float32 hold, and one more; of three numbers in a row a float32 has two at most.
    const large = [2 ** 8, 2 ** 16, date, date + 1, date + 2, 2 ** 31, 2 ** 32, moment, moment + 1];
    const most = Number.MAX_SAFE_INTEGER;
    const same = inputs.integer(1, 30);
    const alone = inEachPlace([0, 1, ...large, most - 1, most], same);
    // However large a part is, it does not run over into the one before it.
    const beside: Parts[] = [
      [same, 0, date],
      [same, 0, most],
      [same, 1, 0],
      [same, date, moment],
      [same, most, most],
      [same + 1, 0, 0],
    ];
    const pairs = [...alone, beside].flatMap(everyPair);
    // A 0 in front is none of a text's characters that count, and no sign of a number to the base of 8.
    const [few, more] = [inputs.integer(2, 9), inputs.integer(10, 19)];
    const zeros: readonly (readonly [string, string, number])[] = [
      [`0${few}`, `${few}`, 0],
      [`00${more}`, `0${more}`, 0],
      ["0", "000", 0],
      ["010", "9", 1],
      ["010", "8", 1],
      [`0${more}`, `${few}`, 1],
      [`00${few}`, `${more}`, -1],
      [`0000000${few}`, `00${few + 1}`, -1],
    ];
    const padded = zeros.flatMap(([left, right, sign]) =>
      [0, 1, 2].flatMap((place) => {
        const [a, b] = [left, right].map((part) => Array(3).fill(same).with(place, part).join("."));
        return [
          { texts: [a, b], sign },
          { texts: [b, a], sign: 0 - sign },
        ];
      }),
    );
    const given = await submission.evaluate(
      ({ compareVersions }, pairs) => pairs.map(([a, b]) => compareVersions(a, b)),
      [...pairs.map((pair) => pair.map(textOf)), ...padded.map(({ texts }) => texts)],
    );
    const expected = [...pairs.map(([a, b]) => whichIsOlder(a, b)), ...padded.map(({ sign }) => sign)];
    expect(given.map((sign) => Math.sign(sign) + 0)).toEqual(expected);
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
    points: 3,
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

// Each pair is asked about anew: what was said of another pair counts for nothing.
hidden(
  "compare-versions.each-anew",
  {
    title: "compareVersions: each pair anew",
    points: 1,
    visibility: "after-due",
    hint: "Do you keep answers? Then something kept was taken for the answer to another question. 1.0.1 and 11.0.0 written one after the other are the same text as 1.0.11 and 1.0.0. Work each pair out anew.",
  },
  async ({ submission, inputs }) => {
    // All in the order of texts too, which is another idea.
    const [x, y, z, more] = [
      inputs.integer(1, 4),
      inputs.integer(1, 9),
      inputs.integer(1, 9),
      inputs.integer(5, 9),
    ];
    const [short, longer, larger] = [`${x}.${y}.${z}`, `${x}.${y}.${z}${more}`, `${more}${x}.${y}.${z}`];
    // Without their dots these are the same too.
    const [late, early] = [`${x}${x}.${x}.${y}`, `${x}.${x}${x}.${y}`];
    const asked: readonly (readonly [string, string, number])[] = [
      [longer, short, 1],
      [short, larger, -1],
      [short, longer, -1],
      [larger, short, 1],
      [late, early, 1],
      [early, late, -1],
      [early, early, 0],
      [late, late, 0],
      // The same second one as before, then the same first one.
      [longer, larger, -1],
      [larger, larger, 0],
      [short, longer, -1],
      [larger, longer, 1],
      [larger, short, 1],
      [larger, larger, 0],
    ];
    const orders = [asked, asked.toReversed(), asked];
    const given = await submission.evaluate(
      ({ compareVersions }, orders) => orders.map((order) => order.map(([a, b]) => compareVersions(a, b))),
      orders.map((order) => order.map(([a, b]) => [a, b])),
    );
    expect(given.map((signs) => signs.map((sign) => Math.sign(sign) + 0))).toEqual(
      orders.map((order) => order.map(([, , sign]) => sign)),
    );
  },
);

// What is no version is refused, whichever of the two it is, and both; the check is given, and must stay.
hidden(
  "compare-versions.refuses",
  {
    title: "compareVersions: refuses what is no version",
    points: 2,
    visibility: "after-due",
    hint: "Does the check at the top still stand there? It looks at both texts, before anything is compared, equal ones too.",
  },
  async ({ submission, inputs }) => {
    const good = textOf([inputs.integer(1, 30), inputs.integer(0, 9), inputs.integer(0, 9)]);
    const [one, two] = [inputs.integer(1, 30), inputs.integer(0, 9)];
    const wrong = [
      ...["", ".", "..", `${one}`, `${one}.${two}`, `${one}.${two}.`, `.${one}.${two}`, `${one}..${two}`],
      ...[
        `v${good}`,
        `${good}.1`,
        `${good}.`,
        `.${good}`,
        `${good}-pre`,
        `${good}+7`,
        `-${good}`,
        `+${good}`,
      ],
      ...[` ${good}`, `${good} `, `${good}\n`, `\n${good}`, `${good} ${good}`, `${good}\n${good}`],
      ...[`${one}. ${two}.0`, `${one},${two},0`, `${one}-${two}-0`, `${one}.x.${two}`, `x.${one}.${two}`],
      ...[
        `${one}.${two}.x`,
        `${one}.-${two}.0`,
        `${one}.${two}.1e3`,
        `${one}.0x1.${two}`,
        "NaN.0.0",
        "latest",
      ],
    ];
    // Older and newer than whatever a number can be read in.
    const others = [good, "0.0.0", `${inputs.integer(40, 99)}.0.0`];
    const pairs = wrong.flatMap((each) => [
      ...others.flatMap((other) => [
        [each, other],
        [other, each],
      ]),
      [each, each],
    ]);
    const accepted = others.map((other) => [other, other]);
    const said = await submission.evaluate(
      ({ compareVersions }, pairs) =>
        pairs.map(([a, b]) => {
          try {
            return { name: "accepted", message: String(compareVersions(a, b)) };
          } catch (error) {
            const { name, message } = Object(error);
            return { name, message };
          }
        }),
      [...accepted, ...pairs, ...accepted],
    );
    const refused = (each: string) => ({
      name: "RangeError",
      message: `compareVersions: a version must look like 24.1.0, got ${each}`,
    });
    const taken = others.map(() => ({ name: "accepted", message: "0" }));
    const turnedDown = wrong.flatMap((each) => Array.from({ length: 7 }, () => refused(each)));
    expect(said).toEqual([...taken, ...turnedDown, ...taken]);
  },
);

/** Versions with each of these parts in one place and the same in the others, for every place. */
function inEachPlace(parts: readonly number[], same: number): Parts[][] {
  return [
    parts.map((part): Parts => [part, same, same]),
    parts.map((part): Parts => [same, part, same]),
    parts.map((part): Parts => [same, same, part]),
  ];
}

/** Each with each other one, in both orders. */
function everyPair(versions: readonly Parts[]): (readonly [Parts, Parts])[] {
  return versions.flatMap((a) => versions.filter((b) => b !== a).map((b) => [a, b] as const));
}
