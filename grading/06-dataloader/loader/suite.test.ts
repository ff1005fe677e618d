import { expect } from "vitest";
import { countEach, likelyOrders, pearson, sixOrders, upTo, wordsAfter } from "../chance.ts";
import { hidden } from "../hidden.ts";
import { batchesOf, batchWith, drawRows } from "./expected.ts";
import { type LoaderProblem, runLoader } from "./run-loader.ts";

// Every sample in its order, in batches of the given size, and what is left over in a smaller one.
hidden(
  "loader.batches",
  {
    title: "DataLoader: all samples in batches, the last one smaller",
    points: 5,
    visibility: "visible",
    hint: "Which samples are in batch 2 of 10 samples with batchSize 4? 8 and 9, the rest. Go in steps of batchSize, and take as many as there still are. Without a batchSize it is 1.",
  },
  async ({ submission, inputs }) => {
    const cases = [
      [10, 4],
      [7, 7],
      [5, 8],
      [6, 1],
      [9, 3],
      [1, 1],
      [70, 1],
      [130, 40],
      [300, 257],
      [5, 2 ** 40],
      [inputs.integer(20, 30), inputs.integer(6, 9)],
    ] as const;
    const problems = cases.map(([count, batchSize]): LoaderProblem => {
      return { rows: drawRows(inputs, count), options: { batchSize }, passes: 1 };
    });
    problems.push({ rows: drawRows(inputs, 3), options: {}, passes: 1 });
    problems.push({ rows: drawRows(inputs, 4), options: null, passes: 1 });
    const given = await submission.evaluate(runLoader, ...problems);
    expect(given.map(({ passes }) => passes)).toEqual(
      problems.map(({ rows, options }) => [
        batchesOf(rows.length, options?.batchSize ?? 1).map((positions) => batchWith(positions, rows)),
      ]),
    );
    // What a loader was told it keeps, whatever becomes of the options; and the next one is told nothing of it.
    const told = await submission.evaluate(
      ({ DataLoader, Generator, tensor }, seed) => {
        const dataset = { length: 7, at: (index: number) => [tensor(index)] };
        const generator = new Generator(seed);
        const options = { batchSize: 3, shuffle: false, dropLast: true, generator };
        const loaders = [
          new DataLoader(dataset, options),
          new DataLoader(dataset, {}),
          new DataLoader(dataset, { ...options, shuffle: true }),
          new DataLoader(dataset),
        ];
        const kept = JSON.stringify({ ...options, generator: generator.saveState() });
        Object.assign(options, { batchSize: 2, shuffle: true, dropLast: false });
        return {
          kept: JSON.parse(kept),
          state: generator.saveState(),
          fields: loaders.map(({ batchSize, dropLast, generator }) => ({
            batchSize,
            dropLast,
            state: generator?.saveState() ?? null,
          })),
          passes: [...loaders.slice(0, 2), ...loaders.slice(3)].map((loader) =>
            [...loader].map(([x]) => [...x.contiguous().data]),
          ),
          lengths: loaders.map(({ length }) => length),
        };
      },
      inputs.integer(1, 1e6),
    );
    const { state } = told;
    expect(told).toEqual({
      state,
      kept: { batchSize: 3, shuffle: false, dropLast: true, generator: state },
      fields: [
        { batchSize: 3, dropLast: true, state: null },
        { batchSize: 1, dropLast: false, state: null },
        { batchSize: 3, dropLast: true, state },
        { batchSize: 1, dropLast: false, state: null },
      ],
      passes: [batchesOf(7, 3, true), batchesOf(7, 1), batchesOf(7, 1)],
      lengths: [2, 7, 2, 7],
    });
    // A large data set, and a batch of most of it: every 100th of what is read is looked at.
    const [many, size] = [70_000, 66_000];
    const large = await submission.evaluate(
      ({ DataLoader, Generator, tensor }, many, size, seed) =>
        [false, true].map((shuffle) => {
          const sample = [tensor(0)];
          const asked: number[] = [];
          const dataset = {
            length: many,
            at(index: number) {
              asked.push(index);
              return sample;
            },
          };
          const lengths: number[] = [];
          const loader = new DataLoader(dataset, {
            batchSize: size,
            shuffle,
            generator: new Generator(seed),
            collate(samples) {
              lengths.push(samples.length);
              return samples[0];
            },
          });
          for (const _ of loader);
          return { lengths, asked: asked.length, looked: asked.filter((_, i) => i % 100 === 0) };
        }),
      many,
      size,
      inputs.integer(1, 1e6),
    );
    const [inOrder, shuffled] = large;
    const read = { lengths: [size, many - size], asked: many };
    expect(inOrder).toEqual({ ...read, looked: upTo(many / 100).map((i) => 100 * i) });
    expect(shuffled).toEqual({ ...read, looked: shuffled.looked });
    expect(new Set(shuffled.looked).size).toBe(many / 100);
    // That of 700 numbers none is among the last half has a chance of 2⁻⁷⁰⁰.
    expect(Math.max(...shuffled.looked)).toBeGreaterThan(many / 2);
  },
);

// The last batch is left out when it is not full, and only then; shuffled, it is another one each time.
hidden(
  "loader.drop-last",
  {
    title: "DataLoader: dropLast leaves out a last batch that is not full",
    points: 4,
    visibility: "visible",
    hint: "When is the last batch left out? When dropLast is true and it has fewer than batchSize samples. A full one stays, and without dropLast all stay.",
  },
  async ({ submission, inputs }) => {
    const cases = [
      [10, 4, true],
      [9, 3, true],
      [5, 8, true],
      [6, 6, true],
      [4, 1, true],
      [10, 4, false],
      [5, 8, false],
    ] as const;
    const problems = cases.map(([count, batchSize, dropLast]): LoaderProblem => {
      return { rows: drawRows(inputs, count), options: { batchSize, dropLast }, passes: 2 };
    });
    problems.push({
      rows: drawRows(inputs, 5),
      options: { batchSize: 3, dropLast: true, shuffle: true },
      seed: inputs.integer(1, 1e6),
      passes: 80,
    });
    const given = await submission.evaluate(runLoader, ...problems);
    expect(given.slice(0, -1).map(({ passes }) => passes)).toEqual(
      cases.map(([count, batchSize, dropLast], index) => {
        const { rows } = problems[index];
        const pass = batchesOf(count, batchSize, dropLast).map((each) => batchWith(each, rows));
        return [pass, pass];
      }),
    );
    const shuffled = given.at(-1)?.passes ?? [];
    expect(shuffled.map((batches) => batches.map(({ y }) => y.length))).toEqual(upTo(80).map(() => [3]));
    // Two of five are left out of each pass: that one of them always is has a chance of 5 · 0.4⁸⁰.
    expect(new Set(shuffled.flatMap(([batch]) => batch.y))).toEqual(new Set(upTo(5)));
  },
);

// How many batches a pass has, before it is made.
hidden(
  "loader.length",
  {
    title: "DataLoader: length counts the batches",
    points: 4,
    visibility: "visible",
    hint: "How many batches are in a pass over 10 samples with batchSize 4? 2.5 rounded up: 3; with dropLast rounded down: 2. It counts batches, not samples.",
  },
  async ({ submission, inputs }) => {
    const cases = [
      [10, 4],
      [9, 3],
      [9, 4],
      [5, 8],
      [0, 3],
      [7, 1],
      [inputs.integer(40, 60), inputs.integer(6, 9)],
      [1000, 7],
      [6, 2 ** 40],
    ] as const;
    const given = await submission.evaluate(
      ({ DataLoader, tensor }, cases) =>
        cases.map(([length, batchSize]) => {
          const dataset = { length, at: (index: number) => [tensor(index)] };
          const loader = new DataLoader(dataset, { batchSize });
          const dropping = new DataLoader(dataset, { batchSize, dropLast: true });
          const lengths = [loader.length, dropping.length];
          if (length < 100) for (const _ of loader) lengths.push(loader.length);
          return lengths;
        }),
      cases,
    );
    // A data set may grow: it is asked each time.
    const grown = await submission.evaluate(
      ({ DataLoader, Generator, tensor }, count, more, seed) =>
        [{}, { dropLast: true }, { shuffle: true }].map((options) => {
          const dataset = { length: count, at: (index: number) => [tensor(index)] };
          const generator = new Generator(seed);
          const loader = new DataLoader(dataset, { batchSize: 2, generator, ...options });
          const before = [loader.length, [...loader].length];
          dataset.length += more;
          return [...before, loader.length, [...loader].length];
        }),
      5,
      4,
      inputs.integer(1, 1e6),
    );
    // More samples than 32 bits count.
    const far = await submission.evaluate(
      ({ DataLoader, tensor }, count) =>
        [false, true].map((dropLast) => {
          const dataset = { length: count, at: (index: number) => [tensor(index)] };
          return new DataLoader(dataset, { batchSize: 2, dropLast }).length;
        }),
      2 ** 34 + 1,
    );
    expect(far).toEqual([2 ** 33 + 1, 2 ** 33]);
    expect(grown).toEqual([
      [3, 3, 5, 5],
      [2, 2, 4, 4],
      [3, 3, 5, 5],
    ]);
    expect(given).toEqual(
      cases.map(([count, batchSize]) => {
        const [all, full] = [batchesOf(count, batchSize).length, batchesOf(count, batchSize, true).length];
        return [all, full, ...(count < 100 ? upTo(all).map(() => all) : [])];
      }),
    );
  },
);

// Whatever the order, a sample's parts stay together.
hidden(
  "loader.together",
  {
    title: "DataLoader: inputs and targets stay together",
    points: 3,
    visibility: "visible",
    hint: "Which target belongs to a shuffled input? Its own. Draw one order for a pass, and read whole samples by it.",
  },
  async ({ submission, inputs }) => {
    const problems = [2, 7, 23].map((batchSize): LoaderProblem => {
      const rows = drawRows(inputs, 23);
      return { rows, options: { batchSize, shuffle: true }, seed: inputs.integer(1, 1e6), passes: 2 };
    });
    const given = await submission.evaluate(runLoader, ...problems);
    for (const [index, { rows, options }] of problems.entries()) {
      const { passes } = given[index];
      expect(passes.length).toBe(2);
      for (const batches of passes) {
        const sizes = batchesOf(23, options?.batchSize ?? 1).map(({ length }) => length);
        expect(batches.map(({ y }) => y.length)).toEqual(sizes);
        expect(batches).toEqual(batches.map(({ y }) => batchWith(y, rows)));
        const seen = batches.flatMap(({ y }) => y).sort((a, b) => a - b);
        expect(seen).toEqual(upTo(23));
      }
    }
  },
);

// A loader can be gone through again, whether the last pass came to its end or was left; whatever was written into batches.
hidden(
  "loader.again",
  {
    title: "DataLoader: every pass is a full one",
    points: 4,
    visibility: "visible",
    hint: "What does the second for see? All batches again, from the beginning, even when the first was left with break. Nothing about a pass may be kept in the loader, and a batch is new memory: who writes into it does not reach the data set.",
  },
  async ({ submission, inputs }) => {
    const seed = inputs.integer(1, 1e6);
    const problems: LoaderProblem[] = [
      { rows: drawRows(inputs, 7), options: { batchSize: 3 }, passes: 3 },
      { rows: drawRows(inputs, 7), options: { batchSize: 2 }, passes: 3, leaveAfter: 2 },
      { rows: drawRows(inputs, 11), options: { batchSize: 4, shuffle: true }, seed, passes: 4 },
    ];
    const given = await submission.evaluate(runLoader, ...problems);
    const [plain, left, shuffled] = given.map(({ passes }) => passes);
    const [first, second] = problems;
    const pass = batchesOf(7, 3).map((positions) => batchWith(positions, first.rows));
    expect(plain).toEqual([pass, pass, pass]);
    const part = [0, 1].map((batch) => batchWith([2 * batch, 2 * batch + 1], second.rows));
    expect(left).toEqual([part, part, part]);
    const seen = shuffled.map((batches) => batches.flatMap(({ y }) => y).sort((a, b) => a - b));
    expect(seen).toEqual([0, 1, 2, 3].map(() => upTo(11)));
    // Batches of tensors side by side, of a part of them and of what is made of them: the first pass's are spoilt as they come.
    const levels = inputs.signed(6, 1, 9);
    const spoilt = await submission.evaluate(
      ({ DataLoader, MappedDataset, Subset, TensorDataset, tensor }, levels) => {
        const x = tensor(levels.map((level) => [level, level]));
        const whole = new TensorDataset(x, tensor(levels));
        const sets = [
          whole,
          new Subset(whole, [0, 1, 2, 3, 4, 5]),
          new MappedDataset(whole, (sample) => sample),
        ];
        return sets.flatMap((set) =>
          [6, 4, 1].map((batchSize) => {
            const loader = new DataLoader(set, { batchSize });
            const kept = [...loader];
            for (const batch of loader) for (const part of batch) part.fill_(0);
            const passes = [kept, [...loader]];
            return passes.map((pass) => [0, 1].map((p) => pass.flatMap((batch) => [...batch[p].data])));
          }),
        );
      },
      levels,
    );
    const rows = [levels.flatMap((level) => [level, level]), levels];
    expect(spoilt).toEqual(upTo(9).map(() => [rows, rows]));
    // Left after one batch, then gone through to the end.
    const afterwards = await submission.evaluate(
      ({ DataLoader, Generator, tensor }, seed) =>
        [false, true].map((shuffle) => {
          const dataset = { length: 7, at: (index: number) => [tensor(index)] };
          const loader = new DataLoader(dataset, { batchSize: 3, shuffle, generator: new Generator(seed) });
          for (const _ of loader) break;
          return [...loader].map(([x]) => [...x.data]);
        }),
      seed,
    );
    expect(afterwards[0]).toEqual(batchesOf(7, 3));
    expect(afterwards[1].map(({ length }) => length)).toEqual([3, 3, 1]);
    expect(afterwards[1].flat().sort((a, b) => a - b)).toEqual(upTo(7));
  },
);

// Another order in every pass.
hidden(
  "loader.new-order",
  {
    title: "DataLoader: shuffle draws a new order for each pass",
    points: 5,
    visibility: "visible",
    hint: "When is the order drawn? At the beginning of every pass, not when the loader is made; and no pass follows the samples' own order.",
  },
  async ({ submission, inputs }) => {
    const problem = (seed: number): LoaderProblem => {
      const options = { batchSize: 10, shuffle: true };
      return { rows: drawRows(inputs, 30), options, seed, passes: 4 };
    };
    const seed = inputs.integer(1, 1e6);
    const given = await submission.evaluate(runLoader, problem(seed), problem(seed + 1));
    const orders = given.map(({ passes }) => passes.map((batches) => batches.flatMap(({ y }) => y)));
    // Of 30! orders no two are the same; and none is another one begun elsewhere, or read backwards.
    const texts = [...orders.flat(), upTo(30)].map(alike);
    expect(new Set(texts).size).toBe(9);
    for (const pass of orders.flat()) {
      expect(pass.toSorted((a, b) => a - b)).toEqual(upTo(30));
      // Not within batches alone: that each has its own ten has a chance of one in 5 · 10¹².
      const within = pass.every((i, place) => Math.floor(i / 10) === Math.floor(place / 10));
      expect(within).toBe(false);
    }
  },
);

// The generator decides, and is left alone where nothing is to be decided.
hidden(
  "loader.seeded",
  {
    title: "DataLoader: the generator decides, and nothing else",
    points: 3,
    visibility: "visible",
    hint: "Can a run be repeated? With the same seed the same orders come, pass after pass. Without shuffle nothing is drawn, so the generator is as it was.",
  },
  async ({ submission, inputs }) => {
    const seed = inputs.integer(1, 1e6);
    const rows = drawRows(inputs, 20);
    const shuffled: LoaderProblem = { rows, options: { batchSize: 7, shuffle: true }, seed, passes: 3 };
    const still: LoaderProblem = { ...shuffled, options: { batchSize: 7, shuffle: false } };
    const given = await submission.evaluate(
      runLoader,
      shuffled,
      still,
      { ...shuffled, seed: seed + 1 },
      shuffled,
      { ...still, options: { batchSize: 7 } },
      { ...shuffled, rows: rows.slice(0, 1) },
    );
    const [first, unmoved, other, again, byDefault, single] = given;
    // Of one sample there is one order.
    expect(single.passes).toEqual(upTo(3).map(() => [batchWith([0], rows)]));
    expect(single.generator.after).toBe(single.generator.before);
    expect(again).toEqual(first);
    expect(other.passes).not.toEqual(first.passes);
    // Drawn in the passes, and not while it is made or counted.
    expect(first.generator.made).toBe(first.generator.before);
    expect(first.generator.after).not.toBe(first.generator.before);
    const pass = batchesOf(20, 7).map((positions) => batchWith(positions, rows));
    for (const { passes, generator } of [unmoved, byDefault]) {
      expect(passes).toEqual([pass, pass, pass]);
      expect([generator.made, generator.after]).toEqual([generator.before, generator.before]);
    }
    // From one state of the generator a loader that has given many passes, and left one, goes on like a new one.
    const later = await submission.evaluate(({ DataLoader, Generator, tensor }, seed) => {
      const dataset = { length: 20, at: (index: number) => [tensor(index)] };
      const generators = [new Generator(seed), new Generator(seed + 1)];
      const [used, fresh] = generators.map(
        (generator) => new DataLoader(dataset, { batchSize: 6, shuffle: true, generator }),
      );
      const read = (loader: typeof used) => [...loader].flatMap(([x]) => [...x.data]);
      const before = [read(used), read(used)];
      for (const _ of used) break;
      generators[1].loadState(generators[0].saveState());
      return { before, after: [used, fresh].map((loader) => [read(loader), read(loader)]) };
    }, seed);
    expect(later.after[0]).toEqual(later.after[1]);
    const orders = [...later.before, ...later.after[0]];
    expect(orders.map((order) => order.toSorted((a, b) => a - b))).toEqual(orders.map(() => upTo(20)));
    expect(new Set(orders.map(String)).size).toBe(4);
    // One order for each pass and nothing else: twice n − 1 draws, whatever is left out and whatever makes the batches.
    const drawn = await submission.evaluate(({ DataLoader, Generator, tensor }, seed) => {
      const dataset = { length: 20, at: (index: number) => [tensor(index)] };
      return [{ batchSize: 1 }, { batchSize: 6 }, { batchSize: 6, dropLast: true }, { batchSize: 50 }].map(
        (options) => {
          const [used, fresh] = [new Generator(seed), new Generator(seed)];
          const loader = new DataLoader(dataset, { ...options, shuffle: true, generator: used });
          for (let pass = 0; pass < 2; pass += 1) for (const _ of loader);
          return { next: used.nextUint32(), words: Array.from({ length: 80 }, () => fresh.nextUint32()) };
        },
      );
    }, seed);
    for (const { next, words } of drawn) expect(wordsAfter(38, words)).toContain(next);
  },
);

// Over many passes each order comes equally often.
hidden(
  "loader.every-order",
  {
    title: "DataLoader: over many passes every order comes equally often",
    points: 2,
    visibility: "after-due",
    hint: "Does a pass depend on the one before it? Begin each with the positions 0 … n−1 and your own shuffle, which is fair; turning or swapping the last order is not.",
  },
  async ({ submission, inputs }) => {
    const count = 1_500;
    const given = await submission.evaluate(
      ({ DataLoader, Generator, tensor }, count, seed) => {
        const samples = [0, 1, 2].map((value) => [tensor(value)]);
        const orders: string[] = [];
        const loader = new DataLoader(
          { length: 3, at: (index) => samples[index] },
          {
            batchSize: 3,
            shuffle: true,
            generator: new Generator(seed),
            collate(batch) {
              orders.push(batch.map(([each]) => each.item()).join(""));
              return batch[0];
            },
          },
        );
        for (let pass = 0; pass < count; pass += 1) for (const _ of loader);
        return orders.join(" ");
      },
      count,
      inputs.integer(1, 1e6),
    );
    const orders = given.split(" ");
    expect(orders.length).toBe(count);
    const counts = countEach<string>(orders, sixOrders);
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(count);
    expect(pearson(counts, count / 6)).toBeLessThan(likelyOrders);
    // And as often after one order as after any other: 36 pairs, which come to 130 once in 10¹² runs.
    const pairs = upTo(count / 2).map((pair) => `${orders[2 * pair]} ${orders[2 * pair + 1]}`);
    const every = sixOrders.flatMap((a) => sixOrders.map((b) => `${a} ${b}`));
    expect(pearson(countEach(pairs, every), pairs.length / 36)).toBeLessThan(130);
  },
);

// Two passes at the same time do not know of each other.
hidden(
  "loader.side-by-side",
  {
    title: "DataLoader: two passes at the same time",
    points: 3,
    visibility: "visible",
    hint: "Where does a pass keep how far it has come? In itself, in a local variable of the iterator: two loops over one loader take turns without disturbing each other.",
  },
  async ({ submission, inputs }) => {
    const seed = inputs.integer(1, 1e6);
    const given = await submission.evaluate(({ DataLoader, Generator, tensor }, seed) => {
      const dataset = { length: 8, at: (index: number) => [tensor(index)] };
      return [false, true].map((shuffle) => {
        const loader = new DataLoader(dataset, {
          batchSize: 3,
          shuffle,
          generator: new Generator(seed),
        });
        const passes = [loader[Symbol.iterator](), loader[Symbol.iterator]()];
        const seen: number[][][] = [[], []];
        const turn = (pass: number) => {
          const { done, value } = passes[pass].next();
          if (!done) seen[pass].push([...value[0].data]);
        };
        for (const pass of [0, 1, 1, 0, 0, 1]) turn(pass);
        // A third one, from beginning to end, between their last batch and their end.
        const third = [...loader].map(([x]) => [...x.data]);
        turn(0);
        turn(1);
        return [...seen, third];
      });
    }, seed);
    const own = batchesOf(8, 3);
    expect(given[0]).toEqual([own, own, own]);
    expect(given[1].map((pass) => pass.map(({ length }) => length))).toEqual([0, 1, 2].map(() => [3, 3, 2]));
    expect(given[1].map((pass) => pass.flat().sort((a, b) => a - b))).toEqual([0, 1, 2].map(() => upTo(8)));
    // Nor do two loaders, of other data and told other things, of which the second is made while the first gives its batches.
    const others = await submission.evaluate(({ DataLoader, Generator, tensor }, seed) => {
      const numbers = (length: number, from: number) => {
        return { length, at: (index: number) => [tensor(from + index)] };
      };
      const generator = new Generator(seed);
      const loaders = [new DataLoader(numbers(7, 0), { batchSize: 2 })];
      const passes = loaders.map((loader) => loader[Symbol.iterator]());
      const seen: number[][][] = [[], [], []];
      const turn = (pass: number) => {
        const { done, value } = passes[pass].next();
        if (!done) seen[pass].push([...value[0].data]);
      };
      turn(0);
      loaders.push(new DataLoader(numbers(5, 100), { batchSize: 3, dropLast: true }));
      loaders.push(new DataLoader(numbers(4, 200), { batchSize: 3, shuffle: true, generator }));
      passes.push(...loaders.slice(1).map((loader) => loader[Symbol.iterator]()));
      for (const pass of [1, 2, 0, 2, 1, 0, 2, 0, 0]) turn(pass);
      return { seen, lengths: loaders.map(({ length }) => length) };
    }, seed);
    const [low, middle, high] = others.seen;
    expect([low, middle]).toEqual([batchesOf(7, 2), [[100, 101, 102]]]);
    expect(high.map(({ length }) => length)).toEqual([3, 1]);
    expect(high.flat().sort((a, b) => a - b)).toEqual([200, 201, 202, 203]);
    expect(others.lengths).toEqual([4, 1, 2]);
  },
);

// Samples are read when their batch is asked for: not all at once, each once, and not those that are left out.
hidden(
  "loader.as-asked",
  {
    title: "DataLoader: reads a sample when its batch is asked for",
    points: 2,
    visibility: "after-due",
    hint: "How much of a large data set is in memory? One batch: read its samples, yield it, and go on when the next one is asked for. What dropLast leaves out is not read.",
  },
  async ({ submission, inputs }) => {
    const count = inputs.integer(4, 6) * 3 + 1;
    const cases = [false, true].flatMap((shuffle) =>
      [false, true].flatMap((dropLast) => [1, 3].map((batchSize) => ({ batchSize, shuffle, dropLast }))),
    );
    const given = await submission.evaluate(
      ({ DataLoader, Generator, stackSamples, tensor }, count, cases, seed) =>
        cases.map((options) => {
          const events: (number | string)[] = [];
          const dataset = {
            length: count,
            at(index: number) {
              events.push(index);
              return [tensor(index)];
            },
          };
          const loader = new DataLoader(dataset, {
            ...options,
            generator: new Generator(seed),
            collate(samples, ...more: unknown[]) {
              // The samples are all that it is given.
              events.push(`collate ${samples.length} ${more.length}`);
              return stackSamples(samples);
            },
          });
          const counted = loader.length;
          // To the end, and then left after one batch.
          const pass = loader[Symbol.iterator]();
          events.push("begun");
          for (let next = pass.next(); !next.done; next = pass.next()) events.push("batch");
          events.push("again");
          for (const _ of loader) {
            events.push("batch");
            break;
          }
          return { counted, events };
        }),
      count,
      cases,
      inputs.integer(1, 1e6),
    );
    for (const [index, { batchSize, shuffle, dropLast }] of cases.entries()) {
      const { counted, events } = given[index];
      const batches = batchesOf(count, batchSize, dropLast);
      expect(counted).toBe(batches.length);
      // In an order that chance decides, positions are put in the place of those that come when nothing is shuffled.
      const read = events.filter((each) => typeof each === "number");
      const order = shuffle ? read : [...batches.flat(), ...batches[0]];
      expect(read.length).toBe(batches.flat().length + batchSize);
      const batch = ({ length }: readonly number[], start: number) => [
        ...order.slice(start, start + length),
        `collate ${length} 0`,
        "batch",
      ];
      expect(events).toEqual([
        "begun",
        ...batches.flatMap((each, i) => batch(each, i * batchSize)),
        "again",
        ...batch(batches[0], batches.flat().length),
      ]);
      expect(new Set(read.slice(0, batches.flat().length)).size).toBe(batches.flat().length);
    }
  },
);

// Batches are made by the given function, of the samples in their order.
hidden(
  "loader.collate",
  {
    title: "DataLoader: collate makes the batches",
    points: 1,
    visibility: "visible",
    hint: "Who makes a batch of samples of unequal lengths? The function that is given: it gets the list of a batch's samples, and what it gives back is the batch.",
  },
  async ({ submission, inputs }) => {
    const lists = [3, 1, 2, 5, 4].map((length) => inputs.signed(length, 1, 9));
    const cases = [
      { batchSize: 2 },
      {},
      { batchSize: 2, dropLast: true },
      { batchSize: 3, shuffle: true },
      { batchSize: 1, shuffle: true },
    ];
    const given = await submission.evaluate(
      ({ DataLoader, Generator, tensor, zeros }, lists, cases, seed) =>
        cases.map((options) => {
          const dataset = {
            length: lists.length,
            at: (index: number) => [tensor(lists[index]), tensor(index)],
          };
          const kept: (readonly (readonly { toArray(): unknown }[])[])[] = [];
          const loader = new DataLoader(dataset, {
            ...options,
            generator: new Generator(seed),
            collate(samples) {
              kept.push(samples);
              return [zeros([samples.length, 9]), samples[samples.length - 1][1]];
            },
          });
          const batches = [...loader].map(([x, y]) => ({ shape: [...x.shape], last: y.item() }));
          return {
            batches,
            kept: kept.map((samples) => samples.map(([x, y]) => ({ x: x.toArray(), position: y.toArray() }))),
          };
        }),
      lists,
      cases,
      inputs.integer(1, 1e6),
    );
    expect(given.length).toBe(cases.length);
    for (const [index, { batchSize = 1, dropLast = false, shuffle = false }] of cases.entries()) {
      const { batches, kept } = given[index];
      // Looked at afterwards: each batch has a list of its own.
      const positions = kept.map((samples) => samples.map(({ position }) => Number(position)));
      const own = batchesOf(5, batchSize, dropLast);
      if (shuffle) {
        expect(positions.map(({ length }) => length)).toEqual(own.map(({ length }) => length));
        expect(positions.flat().sort((a, b) => a - b)).toEqual(upTo(5));
      } else expect(positions).toEqual(own);
      expect(kept).toEqual(positions.map((batch) => batch.map((i) => ({ x: lists[i], position: i }))));
      expect(batches).toEqual(positions.map((batch) => ({ shape: [batch.length, 9], last: batch.at(-1) })));
    }
  },
);

// Nothing in, nothing out.
hidden(
  "loader.empty",
  {
    title: "DataLoader: no samples, no batches",
    points: 1,
    visibility: "after-due",
    hint: "How many batches has a data set without samples? None, shuffled or not: not one that is empty.",
  },
  async ({ submission, inputs }) => {
    const options = [{ batchSize: 4 }, { batchSize: 1, dropLast: true }, { batchSize: 3, shuffle: true }];
    const problems = options.map((each): LoaderProblem => {
      return { rows: [], options: each, seed: inputs.integer(1, 1e6), passes: 2 };
    });
    // Whoever never gives a batch gives none here, too: so there is a loader that has some.
    const full: LoaderProblem = { rows: drawRows(inputs, 3), options: { batchSize: 2 }, passes: 2 };
    const [some, ...none] = await submission.evaluate(runLoader, full, ...problems);
    expect([some.length, ...some.passes.map((batches) => batches.length)]).toEqual([2, 2, 2]);
    expect(none.map(({ length, passes }) => ({ length, passes }))).toEqual(
      options.map(() => ({ length: 0, passes: [[], []] })),
    );
    for (const { generator } of none) expect(generator.after).toBe(generator.before);
  },
);

// Options that cannot be meant.
hidden(
  "loader.refuses",
  {
    title: "DataLoader: refuses a batch of none, and chance without a generator",
    points: 1,
    visibility: "after-due",
    hint: "Do the checks in the constructor still stand? A batchSize of 0 would never come to an end, and shuffle without a generator could not be repeated.",
  },
  async ({ submission, inputs }) => {
    const wrong = [
      0,
      -inputs.integer(1, 9),
      inputs.integer(1, 9) + 0.5,
      inputs.number(0.1, 0.9),
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ];
    const given = await submission.evaluate(({ DataLoader, Generator, tensor }, wrong) => {
      const dataset = { length: 5, at: (index: number) => [tensor(index)] };
      const generator = new Generator(1);
      const said = (options: ConstructorParameters<typeof DataLoader>[1]) => {
        try {
          return { name: "accepted", message: String(new DataLoader(dataset, options).length) };
        } catch (error) {
          const { name, message } = Object(error);
          return { name, message };
        }
      };
      return [
        ...wrong.map((batchSize) => said({ batchSize })),
        // As wrong with the other options as without, and of data that would be one batch or none.
        ...wrong.map((batchSize) => said({ batchSize, dropLast: true, shuffle: true, generator })),
        said({ shuffle: true }),
        said({ batchSize: 50, shuffle: true, dropLast: true }),
        said({ batchSize: 2, shuffle: false }),
        said({ batchSize: 1, shuffle: true, generator }),
      ];
    }, wrong);
    const refused = (message: string) => ({ name: "RangeError", message: `DataLoader: ${message}` });
    expect(given).toEqual([
      ...[...wrong, ...wrong].map((got) => refused(`batchSize must be a whole number >= 1, got ${got}`)),
      refused("a generator must be given to shuffle, got none"),
      refused("a generator must be given to shuffle, got none"),
      { name: "accepted", message: "3" },
      { name: "accepted", message: "5" },
    ]);
  },
);

/** The same text for an order, for that order turned, and for both read backwards. */
function alike(order: readonly number[]): string {
  const at = order.indexOf(0);
  const turned = [...order.slice(at), ...order.slice(0, at)];
  const backwards = [0, ...turned.slice(1).reverse()];
  return turned[1] < (backwards[1] ?? 0) ? turned.join(" ") : backwards.join(" ");
}
