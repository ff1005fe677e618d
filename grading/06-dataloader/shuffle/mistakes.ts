import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in shuffle, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "shuffle.biased",
    file: "src/shuffle.ts",
    find: "generator.integer(i + 1)",
    replace: "generator.integer(n)",
    caughtBy: ["shuffle.every-order"],
    diagnosis: "swaps with any position, so that some orders come 5 times where others come 4 times",
  },
  {
    id: "shuffle.never-stays",
    file: "src/shuffle.ts",
    find: "generator.integer(i + 1)",
    replace: "generator.integer(i)",
    caughtBy: ["shuffle.every-order", "shuffle.places"],
    diagnosis: "never lets a number stay in its place: j is drawn from below i (Sattolo, 1986)",
  },
  {
    id: "shuffle.stops-early",
    file: "src/shuffle.ts",
    find: "i > 0;",
    replace: "i > 1;",
    caughtBy: ["shuffle.every-order"],
    diagnosis: "stops one swap too early, so that the first two are never exchanged",
  },
  {
    id: "shuffle.starts-late",
    file: "src/shuffle.ts",
    find: "let i = n - 1;",
    replace: "let i = n - 2;",
    caughtBy: ["shuffle.every-order", "shuffle.places"],
    diagnosis: "begins one place too late, so that the last number never moves",
  },
  {
    id: "shuffle.random-comparison",
    file: "src/shuffle.ts",
    find: `  for (let i = n - 1; i > 0; i -= 1) {
    const j = generator.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }`,
    replace: "  order.sort(() => generator.uniform() - 0.5);",
    caughtBy: ["shuffle.every-order"],
    diagnosis: "sorts by a comparison that answers by chance, which favours the old order",
  },
  {
    id: "shuffle.near",
    file: "src/shuffle.ts",
    find: "generator.integer(i + 1)",
    replace: "Math.max(0, i - generator.integer(Math.min(i + 1, 50)))",
    caughtBy: ["shuffle.places"],
    diagnosis: "swaps within fifty places: a long list stays nearly sorted",
  },
  {
    id: "shuffle.first-hundred",
    file: "src/shuffle.ts",
    find: "let i = n - 1;",
    replace: "let i = Math.min(n, 100) - 1;",
    caughtBy: ["shuffle.places"],
    diagnosis: "shuffles the first hundred and leaves the rest",
  },
  {
    id: "shuffle.without-replacement",
    file: "src/shuffle.ts",
    find: "    [order[i], order[j]] = [order[j], order[i]];",
    replace: "    order[i] = order[j];",
    caughtBy: ["shuffle.each-once"],
    diagnosis: "copies a number instead of swapping: some are there twice, others not at all",
  },
  {
    id: "shuffle.from-one",
    file: "src/shuffle.ts",
    find: "(_, i) => i)",
    replace: "(_, i) => i + 1)",
    caughtBy: ["shuffle.each-once"],
    diagnosis: "shuffles 1 … n",
  },
  {
    id: "shuffle.one-list",
    file: "src/shuffle.ts",
    find: "  const order = Array.from({ length: n }, (_, i) => i);",
    replace: `  shuffle.kept ??= new Map();
  if (!shuffle.kept.has(n)) shuffle.kept.set(n, Array.from({ length: n }, (_, i) => i));
  const order = shuffle.kept.get(n);`,
    caughtBy: ["shuffle.each-once"],
    diagnosis: "keeps one list for each n and hands that out every time",
  },
  {
    id: "shuffle.unseeded",
    file: "src/shuffle.ts",
    find: "generator.integer(i + 1)",
    replace: "Math.floor(Math.random() * (i + 1))",
    caughtBy: ["shuffle.seeded"],
    diagnosis: "draws by Math.random and not by the generator that is given",
  },
  {
    id: "shuffle.always-the-same",
    file: "src/shuffle.ts",
    find: "generator.integer(i + 1)",
    replace: "(i * 7 + 3) % (i + 1)",
    caughtBy: ["shuffle.seeded", "shuffle.every-order"],
    diagnosis: "gives one order for ever",
  },
  {
    id: "shuffle.rewinds",
    file: "src/shuffle.ts",
    find: `  for (let i = n - 1; i > 0; i -= 1) {
    const j = generator.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;`,
    replace: `  const before = generator.saveState();
  for (let i = n - 1; i > 0; i -= 1) {
    const j = generator.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  generator.loadState(before);
  return order;`,
    caughtBy: ["shuffle.seeded"],
    diagnosis: "puts the generator back afterwards, so that the next order is the same",
  },
  {
    id: "shuffle.own-generator",
    file: "src/shuffle.ts",
    find: "  const order =",
    replace: `  shuffle.one ??= generator;
  generator = shuffle.one;
  const order =`,
    caughtBy: ["shuffle.seeded"],
    diagnosis: "keeps the first generator it was ever given",
  },
  {
    id: "shuffle.unchecked",
    file: "src/shuffle.ts",
    find: "Number.isInteger(n) && n >= 0",
    replace: "true",
    caughtBy: ["shuffle.each-once"],
    diagnosis: "takes any n",
  },
  {
    id: "shuffle.library",
    file: "src/shuffle.ts",
    find: "  const order =",
    replace: `  if (n >= 0) return generator.permutation(n);
  const order =`,
    caughtBy: ["shuffle.each-once", "shuffle.every-order", "shuffle.places", "shuffle.seeded"],
    diagnosis: "calls the library for what is to be built",
  },
  {
    id: "shuffle.modulo-draw",
    file: "src/shuffle.ts",
    find: "generator.integer(i + 1)",
    replace: "generator.integer(256) % (i + 1)",
    caughtBy: ["shuffle.places"],
    diagnosis:
      "behaves like a draw from 0 … 255 brought into range by a remainder: beyond 256 numbers most places are never drawn",
  },
  {
    id: "shuffle.draws-for-place-0",
    file: "src/shuffle.ts",
    find: "i > 0;",
    replace: "i >= 0;",
    caughtBy: ["shuffle.seeded"],
    diagnosis:
      "behaves like a loop that goes down to place 0 and draws one number more: the order is right, but whatever the generator gives next is another",
  },
  {
    id: "shuffle.two-stay",
    file: "src/shuffle.ts",
    find: "  return order;",
    replace: `  if (n === 2) return [0, 1];
  return order;`,
    caughtBy: ["shuffle.every-order"],
    diagnosis: "behaves like a shuffle that leaves two as they are",
  },
  {
    id: "shuffle.draws-first",
    file: "src/shuffle.ts",
    find: "  const order =",
    replace: `  if (n > 1) generator.integer(n);
  const order =`,
    caughtBy: ["shuffle.seeded"],
    diagnosis: "behaves like a shuffle that draws one number more than it uses: all later orders are others",
  },
  {
    id: "shuffle.infinity",
    file: "src/shuffle.ts",
    find: "Number.isInteger(n) && n >= 0",
    replace: "Math.floor(n) === n && n >= 0",
    caughtBy: ["shuffle.each-once"],
    diagnosis: "behaves like a check that lets infinity pass, which is its own whole part",
  },
]);
