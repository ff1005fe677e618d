import { expect } from "vitest";
import { wordsAfter } from "../chance.ts";
import { hidden } from "../hidden.ts";

// From the first to the last, each once; none at all; again.
hidden(
  "transform.compose",
  {
    title: "compose: from the first transform to the last",
    points: 3,
    visibility: "visible",
    hint: "What is compose(double, addOne)(3)? Doubled first, then one more: 7. Hand what one gives to the next; without any, x comes back.",
  },
  async ({ submission, inputs }) => {
    const values = inputs.signed(3, 1, 4);
    const [factor, shift] = [inputs.integer(2, 5), inputs.integer(1, 9)];
    const given = await submission.evaluate(
      ({ compose, tensor }, values, factor, shift) => {
        const events: string[] = [];
        const scale = (x: ReturnType<typeof tensor>, ...more: unknown[]) => {
          // The tensor is all that it is given.
          events.push(["scale", ...more.map(String)].join(" "));
          return x.mul(factor);
        };
        const move = (x: ReturnType<typeof tensor>) => {
          events.push("move");
          return x.add(shift);
        };
        const square = (x: ReturnType<typeof tensor>) => {
          events.push("square");
          return x.mul(x);
        };
        const list = [scale, move];
        const kept = compose(...list);
        list.reverse();
        const all = [
          compose(scale, move),
          compose(move, scale),
          compose(square, move, scale, square),
          compose(),
          compose(square),
          compose(compose(move, square), compose(), scale),
          kept,
          compose(scale, scale, move, scale, move, move, scale, scale, move),
        ];
        const early = events.length;
        const x = tensor(values);
        const results = [...all, ...all].map((each) => [...each(x).data]);
        return { early, results, events, x: [...x.data] };
      },
      values,
      factor,
      shift,
    );
    const f = Math.fround;
    const scale = (x: number) => f(x * factor);
    const move = (x: number) => f(x + shift);
    const square = (x: number) => f(x * x);
    const expected = [
      (x: number) => move(scale(x)),
      (x: number) => scale(move(x)),
      (x: number) => square(scale(move(square(x)))),
      (x: number) => x,
      square,
      (x: number) => scale(square(move(x))),
      (x: number) => move(scale(x)),
      (x: number) => move(scale(scale(move(move(scale(move(scale(scale(x))))))))),
    ];
    expect(given.results).toEqual([...expected, ...expected].map((each) => values.map(each)));
    const events =
      "scale move move scale square move scale square square move square scale scale move scale scale move scale move move scale scale move".split(
        " ",
      );
    expect([given.early, ...given.events]).toEqual([0, ...events, ...events]);
    expect(given.x).toEqual(values);
  },
);

// Along the last dimension, whatever there is before it: always with p = 1, never with p = 0.
hidden(
  "transform.mirror",
  {
    title: "randomHorizontalFlip: left and right, and nothing else",
    points: 3,
    visibility: "visible",
    hint: "Which dimension of [C, H, W] runs from left to right? The last one, −1 from the end, of images and rows alike. With p = 1 every image is mirrored, with p = 0 none; x itself stays.",
  },
  async ({ submission, inputs }) => {
    const row = inputs.signed(5, 1, 9);
    const wide = [0, 1].map(() => inputs.signed(3, 1, 9));
    const square = [0, 1, 2].map(() => inputs.signed(3, 1, 9));
    const image = [0, 1].map(() => [0, 1, 2].map(() => inputs.signed(4, 1, 9)));
    const thin = [inputs.signed(1, 1, 9), inputs.signed(1, 1, 9)];
    const seed = inputs.integer(1, 1e6);
    const given = await submission.evaluate(
      ({ randomHorizontalFlip, Generator, tensor }, seed, row, ...tables) => {
        const generator = new Generator(seed);
        const [always, never] = [1, 0].map((p) => randomHorizontalFlip(p, { generator }));
        const given = [tensor(row), ...tables.map((table) => tensor([...table])), tensor(tables[1]).t()];
        const read = (x: ReturnType<typeof tensor>) => ({ shape: [...x.shape], values: x.toArray() });
        const results = [always, never, always].map((each) => given.map((x) => read(each(x))));
        return { results, after: given.map(read) };
      },
      seed,
      row,
      wide,
      square,
      image.flat(),
      thin,
    );
    const transposed = square.map((_, i) => square.map((each) => each[i]));
    const tables = [wide, square, image.flat(), thin, transposed];
    const plain = [
      { shape: [5], values: row },
      ...tables.map((table) => ({ shape: [table.length, table[0].length], values: table })),
    ];
    const mirrored = [
      { shape: [5], values: row.toReversed() },
      ...tables.map((table) => ({
        shape: [table.length, table[0].length],
        values: table.map((each) => each.toReversed()),
      })),
    ];
    expect(given.results).toEqual([mirrored, plain, mirrored]);
    expect(given.after).toEqual(plain);

    const images = await submission.evaluate(
      ({ randomHorizontalFlip, Generator, tensor }, seed, image) => {
        const flip = randomHorizontalFlip(1, { generator: new Generator(seed) });
        const given = [tensor(image), tensor([image, image])];
        const mirrored = given.map((x) => flip(x));
        const results = mirrored.map((x) => x.toArray());
        // What is mirrored is a new tensor.
        for (const x of mirrored) x.fill_(0);
        return [...results, ...given.map((x) => x.toArray())];
      },
      seed,
      image,
    );
    const flipped = image.map((channel) => channel.map((each) => each.toReversed()));
    expect(images).toEqual([flipped, [flipped, flipped], image, [image, image]]);

    // The smallest number that can be drawn is 0, and also then p = 0 mirrors nothing; whole numbers stay whole.
    const levels = [0, 1].map(() => [0, 1, 2, 3].map((level) => 60 * level + inputs.integer(0, 59)));
    const drawn = await submission.evaluate(({ randomHorizontalFlip, Generator, tensor }, levels) => {
      const x = tensor(levels, { dtype: "int32" });
      return [0, 1].map((p) => {
        const generator = new Generator(1);
        generator.loadState({ words: [0, 0, 1, 0], spare: null });
        const result = randomHorizontalFlip(p, { generator })(x);
        return { dtype: result.dtype, values: result.toArray() };
      });
    }, levels);
    expect(drawn).toEqual([
      { dtype: "int32", values: levels },
      { dtype: "int32", values: levels.map((each) => each.toReversed()) },
    ]);
  },
);

// As often as p says, anew at each call, by the generator alone; the whole image or nothing of it.
hidden(
  "transform.chance",
  {
    title: "randomHorizontalFlip: each image has its own chance of p",
    points: 3,
    visibility: "visible",
    hint: "When is the coin thrown? In the transform, once at every call, with the generator that is given, and for the whole image. A number from 0 to 1 is below p with probability p, however small p is.",
  },
  async ({ submission, inputs }) => {
    const chances = [inputs.number(0.27, 0.33), inputs.number(0.67, 0.73)];
    const seed = inputs.integer(1, 1e6);
    const count = 1_500;
    const given = await submission.evaluate(
      ({ randomHorizontalFlip, Generator, tensor }, chances, seed, count) => {
        const x = tensor([1, 2]);
        const run = (p: number, seed: number, count: number) => {
          const flip = randomHorizontalFlip(p, { generator: new Generator(seed) });
          let text = "";
          for (let i = 0; i < count; i += 1) text += String(flip(x).data[0]);
          return text;
        };
        return {
          runs: chances.map((p) => run(p, seed, count)),
          again: chances.map((p) => run(p, seed, 100)),
          other: run(chances[0], seed + 1, 100),
        };
      },
      chances,
      seed,
      count,
    );
    for (const [index, p] of chances.entries()) {
      const run = given.runs[index];
      expect(run.length).toBe(count);
      const flips = [...run].filter((each) => each === "2").length;
      expect(flips + [...run].filter((each) => each === "1").length).toBe(count);
      // A standard deviation is at most 18.5: eight of them.
      expect(Math.abs(flips - p * count)).toBeLessThan(148);
      // Whether one is mirrored says nothing of the next: 2p(1 − p) of all neighbours differ. Their standard deviation
      // is at most 22.
      const changes = [...run].filter((each, i) => i > 0 && each !== run[i - 1]).length;
      expect(Math.abs(changes - 2 * p * (1 - p) * count)).toBeLessThan(170);
      expect(given.again[index]).toBe(run.slice(0, 100));
    }
    expect(given.other).not.toBe(given.again[0]);
    // A chance smaller than a byte can say, and one as close to 1/2; all channels of an image by one coin, one draw for each
    // call, and two transforms that share a generator.
    const small = inputs.number(1.3e-3, 1.7e-3);
    const rounds = 60_000;
    const image = [0, 1, 2].map((channel) => [
      [4 * channel, 4 * channel + 1],
      [4 * channel + 2, 4 * channel + 3],
    ]);
    const whole = await submission.evaluate(
      ({ randomHorizontalFlip, Generator, tensor }, small, rounds, image, seed) => {
        const rare = randomHorizontalFlip(small, { generator: new Generator(seed) });
        const x = tensor([1, 2]);
        let text = "";
        for (let i = 0; i < rounds; i += 1) text += String(rare(x).data[0]);
        const [used, fresh] = [new Generator(seed), new Generator(seed)];
        const flips = [0.5 + small, 0.5 - small].map((p) => randomHorizontalFlip(p, { generator: used }));
        const large = tensor(image);
        const results = Array.from({ length: 30 }, (_, i) => flips[i % 2](large).toArray());
        return {
          text,
          results,
          next: used.nextUint32(),
          words: Array.from({ length: 61 }, () => fresh.nextUint32()),
        };
      },
      small,
      rounds,
      image,
      seed,
    );
    expect(whole.text.length).toBe(rounds);
    const rareFlips = [...whole.text].filter((each) => each === "2").length;
    expect(rareFlips + [...whole.text].filter((each) => each === "1").length).toBe(rounds);
    // About 90, with a standard deviation of 10.
    expect(Math.abs(rareFlips - small * rounds)).toBeLessThan(76);
    const mirrored = image.map((channel) => channel.map((row) => row.toReversed()));
    const [plain, turned] = [image, mirrored].map((each) => JSON.stringify(each));
    const texts = whole.results.map((each) => JSON.stringify(each));
    // That all 30 are alike has a chance of 2⁻²⁹.
    expect(new Set(texts)).toEqual(new Set([plain, turned]));
    expect(wordsAfter(30, whole.words)).toContain(whole.next);
  },
);

// Numbers that are no probability, and measures that cannot be divided by.
hidden(
  "transform.refuses",
  {
    title: "Transforms: refuse what cannot be meant",
    points: 1,
    visibility: "after-due",
    hint: "Do the checks that the starter brings still stand? p lies in [0, 1], deviations are > 0 and as many as means, and nothing can be measured on no sample.",
  },
  async ({ submission, inputs }) => {
    const wrong = [
      -inputs.number(0.1, 1),
      1 + inputs.number(0.1, 1),
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ];
    const [good, bad] = [inputs.number(1, 2), -inputs.number(1, 2)];
    // What is no deviation at every place; too few, and too many.
    const lists = [0, bad, Number.NaN].flatMap((each) => [
      [each, good, good],
      [good, each, good],
      [good, good, each],
    ]);
    lists.push([good, good], [good, good, good, good], []);
    const given = await submission.evaluate(
      ({ randomHorizontalFlip, fitNormalizer, normalize, Generator, tensor }, wrong, lists) => {
        const generator = new Generator(1);
        const said = (attempt: () => unknown) => {
          try {
            return { name: "accepted", message: String(attempt()) };
          } catch (error) {
            const { name, message } = Object(error);
            return { name, message };
          }
        };
        const x = tensor([3]);
        return [
          ...wrong.map((p) => said(() => typeof randomHorizontalFlip(p, { generator }))),
          ...lists.map((deviation) => said(() => typeof normalize({ mean: [1, 2, 3], deviation }))),
          said(() => fitNormalizer({ length: 0, at: () => [x] }).mean.length),
          said(() => randomHorizontalFlip(1, { generator })(x).item()),
          said(() => randomHorizontalFlip(0, { generator })(x).item()),
          said(() => normalize({ mean: [1], deviation: [2] })(x).item()),
        ];
      },
      wrong,
      lists,
    );
    const refused = (message: string) => ({ name: "RangeError", message });
    const deviations = (got: string) =>
      refused(`normalize: there must be as many deviations > 0 as means, got [${got}] for 3`);
    expect(given).toEqual([
      ...wrong.map((p) => refused(`randomHorizontalFlip: p must be in [0, 1], got ${p}`)),
      ...lists.map((list) => deviations(list.join(", "))),
      refused("fitNormalizer: the data set must have a sample, got none"),
      { name: "accepted", message: "3" },
      { name: "accepted", message: "3" },
      { name: "accepted", message: "1" },
    ]);
  },
);
