import { expect } from "vitest";
import { countEach, pearson, upTo } from "../chance.ts";
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
  },
);

// Who lands where is chance, and the generator's alone.
hidden(
  "split.random",
  {
    title: "randomSplit: chance deals, and the seed repeats it",
    points: 4,
    visibility: "visible",
    hint: "Is every sample as likely in the first part as any other? Shuffle all positions before you deal, with the generator that is given: the same seed deals the same parts.",
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
