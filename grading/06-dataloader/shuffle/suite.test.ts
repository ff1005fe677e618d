import { expect } from "vitest";
import { countEach, likelyOrders, ordersOf, pearson, sixOrders, upTo, wordsAfter } from "../chance.ts";
import { hidden } from "../hidden.ts";

// Each number once, for every n; a list of its own at every call.
hidden(
  "shuffle.each-once",
  {
    title: "shuffle: each of 0 … n−1 exactly once",
    points: 2,
    visibility: "visible",
    hint: "Which numbers are in the result? 0, 1, … up to n − 1, none twice, and none of an earlier call's: swapping two places keeps them all.",
  },
  async ({ submission, inputs }) => {
    const sizes = [1, 0, 2, inputs.integer(5, 9), 64, 300];
    const seed = inputs.integer(1, 1e6);
    const given = await submission.evaluate(
      ({ shuffle, Generator }, sizes, seed) => {
        const generator = new Generator(seed);
        // Every list is spoilt after it is read: the next one must not know.
        return [...sizes, ...sizes].map((n) => {
          const order = shuffle(n, generator);
          const copy = [...order];
          order.fill(-1);
          return copy;
        });
      },
      sizes,
      seed,
    );
    const wrong = [
      -1,
      -0.5,
      inputs.integer(1, 9) + 0.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ];
    const refused = await submission.evaluate(
      ({ shuffle, Generator }, wrong) =>
        wrong.map((n) => {
          try {
            return { name: "accepted", message: String(shuffle(n, new Generator(1))) };
          } catch (error) {
            const { name, message } = Object(error);
            return { name, message };
          }
        }),
      wrong,
    );
    expect(refused).toEqual(
      wrong.map((n) => ({ name: "RangeError", message: `shuffle: n must be a whole number >= 0, got ${n}` })),
    );
    const sorted = given.map((order) => order.toSorted((a, b) => a - b));
    expect(sorted).toEqual([...sizes, ...sizes].map(upTo));
  },
);

// The six orders of three, equally often: 27 ways to draw cannot be dealt to 6 orders, 6 ways can. And the orders of two and of
// four, and each order as often after every other.
hidden(
  "shuffle.every-order",
  {
    title: "shuffle: every order is equally likely",
    points: 6,
    visibility: "visible",
    hint: "How many ways to draw does your loop have for three numbers, and how many orders are there? From the end: position i is swapped with one of 0 … i, itself included.",
  },
  async ({ submission, inputs }) => {
    const count = 24_000;
    const seed = inputs.integer(1, 1e6);
    const given = await submission.evaluate(
      ({ shuffle, Generator }, count, seed) => {
        const generator = new Generator(seed);
        const orders: string[] = [];
        for (let i = 0; i < count; i += 1) orders.push(shuffle(3, generator).join(""));
        return orders.join(" ");
      },
      count,
      seed,
    );
    const orders = given.split(" ");
    expect(orders.length).toBe(count);
    const counts = countEach<string>(orders, sixOrders);
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(count);
    expect(pearson(counts, count / 6)).toBeLessThan(likelyOrders);
    // 36 pairs come to 130 once in 10¹² runs.
    const pairs = upTo(count / 2).map((pair) => `${orders[2 * pair]} ${orders[2 * pair + 1]}`);
    const every = sixOrders.flatMap((a) => sixOrders.map((b) => `${a} ${b}`));
    expect(pearson(countEach(pairs, every), pairs.length / 36)).toBeLessThan(130);
    // Of one degree of freedom and of 23: 55 and 120 once in 10¹³ runs.
    const others = [
      { n: 2, count: 1_000, bound: 55 },
      { n: 4, count: 2_400, bound: 120 },
    ];
    const texts = await submission.evaluate(
      ({ shuffle, Generator }, others, seed) =>
        others.map(({ n, count }) => {
          const generator = new Generator(seed);
          return Array.from({ length: count }, () => shuffle(n, generator).join("")).join(" ");
        }),
      others,
      seed,
    );
    for (const [index, { n, count, bound }] of others.entries()) {
      const possible = ordersOf(n);
      const counts = countEach<string>(texts[index].split(" "), possible);
      expect(counts.reduce((sum, each) => sum + each, 0)).toBe(count);
      expect(pearson(counts, count / possible.length)).toBeLessThan(bound);
    }
  },
);

// Every number comes to every place, in a long list as well as in a short one.
hidden(
  "shuffle.places",
  {
    title: "shuffle: every number comes to every place",
    points: 2,
    visibility: "after-due",
    hint: "Where does your loop begin and end? Every position but the first is swapped once, however long the list is, and each may stay where it is.",
  },
  async ({ submission, inputs }) => {
    const [n, count] = [7, 3_500];
    // Beyond what one byte counts, and beyond what two do: of the longest every 100th place is looked at.
    const lists = [
      { size: 700, step: 1 },
      { size: 150_000, step: 100 },
    ];
    const seed = inputs.integer(1, 1e6);
    const given = await submission.evaluate(
      ({ shuffle, Generator }, n, count, lists, seed) => {
        const generator = new Generator(seed);
        const orders: string[] = [];
        for (let i = 0; i < count; i += 1) orders.push(shuffle(n, generator).join(""));
        const long = lists.map(({ size, step }) => {
          const order = shuffle(size, generator);
          const looked = Array.from({ length: size / step }, (_, i) => order[i * step]);
          return { length: order.length, looked };
        });
        return { orders: orders.join(" "), long };
      },
      n,
      count,
      lists,
      seed,
    );
    const orders = given.orders.split(" ");
    expect(orders.length).toBe(count);
    const numbers = upTo(n).map(String);
    const cells = upTo(n).flatMap((place) =>
      countEach(
        orders.map((order) => order[place] ?? ""),
        numbers,
      ),
    );
    // Of 36 degrees of freedom: 36 on average, and 170 once in 10¹⁷ runs.
    expect(((n - 1) / n) * pearson(cells, count / n)).toBeLessThan(170);
    // In a long list about one number stays, and the others move by a third of its length on average.
    expect(given.long.map(({ length }) => length)).toEqual(lists.map(({ size }) => size));
    const [{ looked }] = given.long;
    const moved = looked.map((value, place) => Math.abs(value - place));
    expect(moved.filter((distance) => distance === 0).length).toBeLessThan(18);
    const average = moved.reduce((sum, distance) => sum + distance, 0) / 700;
    // Its standard deviation is about 0.21 · √700 = 5.6.
    expect(Math.abs(average - 700 / 3)).toBeLessThan(56);
    // Cut into six parts, each part of the places has as much of each part of the numbers: of 25 degrees of freedom,
    // 150 once in 10¹⁸ runs.
    for (const [index, { size, step }] of lists.entries()) {
      const { looked } = given.long[index];
      expect(looked.length).toBe(size / step);
      expect(new Set(looked).size).toBe(looked.length);
      const parts = looked.map(
        (value, i) => `${Math.floor((value * 6) / size)} ${Math.floor((i * step * 6) / size)}`,
      );
      const pairs = upTo(6).flatMap((a) => upTo(6).map((b) => `${a} ${b}`));
      const counts = countEach(parts, pairs);
      expect(counts.reduce((sum, each) => sum + each, 0)).toBe(looked.length);
      expect(pearson(counts, looked.length / 36)).toBeLessThan(150);
    }
  },
);

// All chance comes from the generator.
hidden(
  "shuffle.seeded",
  {
    title: "shuffle: all chance comes from the generator",
    points: 4,
    visibility: "visible",
    hint: "What decides the order? The generator that is given, and nothing else: the same seed gives the same orders, one call after another gives different ones. One number is drawn for each place from n − 1 down to 1, and none where nothing is to be decided.",
  },
  async ({ submission, inputs }) => {
    const seed = inputs.integer(1, 1e6);
    const other = seed + inputs.integer(1, 1e6);
    const given = await submission.evaluate(
      ({ shuffle, Generator }, seeds) =>
        seeds.map((seed) => {
          const generator = new Generator(seed);
          const orders = [shuffle(40, generator), shuffle(40, generator), shuffle(40, generator)];
          return [...orders, shuffle(40, new Generator(seed))].map((order) => [...order]);
        }),
      [seed, other, seed],
    );
    const [first, second, again] = given;
    expect(given.every((orders) => orders.every((order) => order.length === 40))).toBe(true);
    expect(again).toEqual(first);
    expect([first[3], second[3]]).toEqual([first[0], second[0]]);
    const texts = [...first.slice(0, 3), ...second.slice(0, 3)].map(String);
    expect(new Set(texts).size).toBe(texts.length);
    // Of one number or none there is one order: nothing is drawn, and later orders are as they would have been.
    const undecided = await submission.evaluate(
      ({ shuffle, Generator }, seed, sizes) => {
        const [asked, left] = [new Generator(seed), new Generator(seed)];
        const orders = sizes.map((n) => shuffle(n, asked));
        return { orders, next: [asked, left].map((generator) => shuffle(30, generator)) };
      },
      seed,
      [1, 0, 1],
    );
    expect(undecided.orders).toEqual([[0], [], [0]]);
    expect(undecided.next[0]).toEqual(undecided.next[1]);
    expect(undecided.next[0].toSorted((a, b) => a - b)).toEqual(upTo(30));
    // n − 1 draws: what the generator gives next is what a new one gives after as many.
    const sizes = [0, 1, 2, 3, 8, 40];
    const drawn = await submission.evaluate(
      ({ shuffle, Generator }, seed, sizes) =>
        sizes.map((n) => {
          const [used, fresh] = [new Generator(seed), new Generator(seed)];
          shuffle(n, used);
          return { next: used.nextUint32(), words: Array.from({ length: 80 }, () => fresh.nextUint32()) };
        }),
      seed,
      sizes,
    );
    for (const [index, { next, words }] of drawn.entries()) {
      expect(wordsAfter(Math.max(0, sizes[index] - 1), words)).toContain(next);
    }
  },
);
