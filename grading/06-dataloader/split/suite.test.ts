import { expect } from "vitest";
import { countEach, ordersOf, pearson, upTo, wordsAfter } from "../chance.ts";
import { hidden } from "../hidden.ts";
import { type SplitProblem, splitAll } from "./split-all.ts";

// Parts of the given sizes, which together have each sample once, and the very samples of the data set.
hidden(
  "split.parts",
  {
    title: "randomSplit: every sample in exactly one part",
    points: 4,
    visibility: "visible",
    hint: "Where does the second part begin? Where the first one ends. Deal one shuffled list of positions out, a size after the other; a part of none is a part too.",
  },
  async ({ submission, inputs }) => {
    const values = inputs.signed(30, 1, 9);
    const sizes = [
      [7, 3],
      [4, 0, 5, 1],
      [12],
      [1, 1, 1],
      [0, 6],
      [0, 0],
      [],
      upTo(30).map(() => 1),
      [inputs.integer(8, 14), 6, inputs.integer(2, 9)],
    ];
    const problems = sizes.map((each): SplitProblem => {
      const count = each.reduce((sum, size) => sum + size, 0);
      return { values: values.slice(0, count), sizes: each, seed: inputs.integer(1, 1e6) };
    });
    const given = await submission.evaluate(splitAll, ...problems);
    expect(given.length).toBe(problems.length);
    for (const [index, { parts, lengths, sizes: after, early }] of given.entries()) {
      const { values, sizes } = problems[index];
      // Positions are dealt: nothing is read before a part is.
      expect(early).toBe(0);
      expect(lengths).toEqual(sizes);
      expect(parts.map(({ length }) => length)).toEqual(sizes);
      const dealt = parts.flat();
      expect(dealt).toEqual(dealt.map(([, position]) => [values[position], position]));
      expect(dealt.map(([, position]) => position).sort((a, b) => a - b)).toEqual(upTo(values.length));
      expect(after).toEqual(sizes);
    }
    // Samples are handed on, and not copied; the list of sizes may be used for something else; positions beyond two bytes.
    const [many, value] = [75_000, inputs.number(10, 20)];
    const handed = await submission.evaluate(
      ({ randomSplit, Generator, zeros }, many, value, seed) => {
        const sample = [zeros([2])] as const;
        const dataset = { length: 5, at: () => sample };
        const sizes = [2, 3];
        const parts = randomSplit(dataset, sizes, { generator: new Generator(seed) });
        sizes.reverse();
        const early = parts.map((part) => part.at(1)[0]);
        sample[0].fill_(value);
        const asked: number[] = [];
        const large = {
          length: many,
          at(index: number) {
            asked.push(index);
            return sample;
          },
        };
        const dealt = randomSplit(large, [many - 30_000, 30_000], { generator: new Generator(seed) });
        for (const part of dealt) for (let i = 0; i < part.length; i += 100) part.at(i);
        return {
          early: early.map((part) => part.toArray()),
          lengths: [...parts, ...dealt].map(({ length }) => length),
          indices: dealt.map((part) => part.indices.filter((_, i) => i % 100 === 0)),
          asked,
        };
      },
      many,
      value,
      inputs.integer(1, 1e6),
    );
    const { asked } = handed;
    expect(handed).toEqual({
      early: [
        [value, value],
        [value, value],
      ],
      lengths: [2, 3, many - 30_000, 30_000],
      indices: [asked.slice(0, 450), asked.slice(450)],
      asked,
    });
    expect(asked.length).toBe(750);
    expect(new Set(asked).size).toBe(750);
    // Each of six parts of all positions has its share of them: of five degrees of freedom, 90 once in 10¹⁷ runs.
    const sixths = asked.map((position) => Math.floor((position * 6) / many));
    expect(pearson(countEach(sixths, upTo(6)), 125)).toBeLessThan(90);
  },
);

// Who lands where is chance, and the generator's alone.
hidden(
  "split.random",
  {
    title: "randomSplit: chance deals, and the seed repeats it",
    points: 4,
    visibility: "visible",
    hint: "Is every sample as likely in the first part as any other? Shuffle all positions once before you deal, with the generator that is given: the same seed deals the same parts.",
  },
  async ({ submission, inputs }) => {
    const seed = inputs.integer(1, 1e6);
    const rounds = 2_000;
    const given = await submission.evaluate(
      ({ randomSplit, Generator, tensor }, seed, rounds) => {
        const samples = Array.from({ length: 24 }, (_, i) => [tensor(i)]);
        const dataset = { length: 24, at: (index: number) => samples[index] };
        const small = { length: 5, at: (index: number) => samples[index] };
        const read = (parts: ReturnType<typeof randomSplit>) =>
          parts.map((part) => Array.from({ length: part.length }, (_, i) => part.at(i)[0].item()));
        const once = (seed: number) => {
          const generator = new Generator(seed);
          return [0, 1].map(() => read(randomSplit(dataset, [14, 10], { generator })));
        };
        const generator = new Generator(seed);
        const many = Array.from({ length: rounds }, () =>
          read(randomSplit(small, [2, 3], { generator }))
            .map((part) => part.join(""))
            .join(" "),
        );
        return { first: once(seed), again: once(seed), other: once(seed + 1), many: many.join("|") };
      },
      seed,
      rounds,
    );
    expect(given.again).toEqual(given.first);
    // There are two million ways to deal 24 into 14 and 10, and more with the order of each part: all differ.
    const deals = [...given.first, ...given.other, [upTo(24).slice(0, 14), upTo(24).slice(14)]].map(String);
    expect(new Set(deals).size).toBe(5);
    const firstParts = given.many.split("|").map((deal) => deal.split(" ")[0] ?? "");
    expect(firstParts.length).toBe(rounds);
    // Two of five in either order: each of the 20 pairs as often. They come to 110 once in 10¹³ runs.
    const pairs = upTo(5).flatMap((a) => upTo(5).flatMap((b) => (a === b ? [] : [`${a}${b}`])));
    expect(pearson(countEach(firstParts, pairs), rounds / 20)).toBeLessThan(110);
    // And all 120 orders of the five, of 119 degrees of freedom: 270 once in 10¹³ runs.
    const wholeDeals = given.many.split("|").map((deal) => deal.replace(" ", ""));
    expect(pearson(countEach(wholeDeals, ordersOf(5)), rounds / 120)).toBeLessThan(270);
    // One shuffle of them all: n − 1 draws, however many parts there are.
    const sizes = [[24], [14, 10], [0, 24, 0], [8, 8, 8]];
    const drawn = await submission.evaluate(
      ({ randomSplit, Generator, tensor }, seed, sizes) =>
        sizes.map((each) => {
          const [used, fresh] = [new Generator(seed), new Generator(seed)];
          randomSplit({ length: 24, at: (index: number) => [tensor(index)] }, each, { generator: used });
          return { next: used.nextUint32(), words: Array.from({ length: 50 }, () => fresh.nextUint32()) };
        }),
      seed,
      sizes,
    );
    for (const { next, words } of drawn) expect(wordsAfter(23, words)).toContain(next);
  },
);

// Sizes that do not fit.
hidden(
  "split.refuses",
  {
    title: "randomSplit: refuses sizes that do not add up",
    points: 1,
    visibility: "after-due",
    hint: "Does the check at the top still stand? Sizes are whole numbers >= 0 whose sum is the number of samples.",
  },
  async ({ submission, inputs }) => {
    const count = inputs.integer(6, 9);
    const wrong = [
      [count, 1],
      [count - 1],
      [count + 1, -1],
      [-1, count + 1],
      [1, -1, count],
      [count - 0.5, 0.5],
      [0.5, count - 1, 0.5],
      [count, Number.NaN],
      [Number.NaN],
      [Number.POSITIVE_INFINITY],
      [0, 0],
      [count - 2, 1, 2],
      [1, 1, count - 1, -1],
      [],
      [count, count],
    ];
    const given = await submission.evaluate(
      ({ randomSplit, Generator, tensor }, count, sizes) => {
        const dataset = { length: count, at: (index: number) => [tensor(index)] };
        return sizes.map((each) => {
          try {
            const parts = randomSplit(dataset, each, { generator: new Generator(1) });
            return { name: "accepted", message: parts.map(({ length }) => length).join(" and ") };
          } catch (error) {
            const { name, message } = Object(error);
            return { name, message };
          }
        });
      },
      count,
      [...wrong, [count - 2, 2]],
    );
    expect(given).toEqual([
      ...wrong.map((sizes) => ({
        name: "RangeError",
        message: `randomSplit: sizes must be whole numbers >= 0 that add up to ${count}, got [${sizes.join(", ")}]`,
      })),
      { name: "accepted", message: `${count - 2} and 2` },
    ]);
  },
);
