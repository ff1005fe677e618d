import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in randomSplit, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "split.overlap",
    file: "src/random-split.ts",
    find: "order.slice(dealt - size, dealt)",
    replace: "order.slice(0, size)",
    caughtBy: ["split.parts"],
    diagnosis: "takes every part from the beginning, so that parts overlap",
  },
  {
    id: "split.one-lost",
    file: "src/random-split.ts",
    find: "order.slice(dealt - size, dealt)",
    replace: "order.slice(dealt - size, Math.max(dealt - size, dealt - 1))",
    caughtBy: ["split.parts"],
    diagnosis: "loses the last sample of each part",
  },
  {
    id: "split.sorted",
    file: "src/random-split.ts",
    find: "order.slice(dealt - size, dealt)",
    replace: "order.slice(dealt - size, dealt).sort((a, b) => a - b)",
    caughtBy: ["split.random"],
    diagnosis: "sorts the positions within each part",
  },
  {
    id: "split.skips-empty",
    file: "src/random-split.ts",
    find: "return sizes.map((size) => {",
    replace: "return sizes.filter((size) => size > 0).map((size) => {",
    caughtBy: ["split.parts"],
    diagnosis: "leaves out parts of size 0",
  },
  {
    id: "split.shuffles-each",
    file: "src/random-split.ts",
    find: "order.slice(dealt - size, dealt)",
    replace: "shuffle(dataset.length, generator).slice(dealt - size, dealt)",
    caughtBy: ["split.parts"],
    diagnosis: "shuffles anew for each part, so that parts overlap",
  },
  {
    id: "split.sizes-changed",
    file: "src/random-split.ts",
    find: "  let dealt = 0;",
    replace: `  let dealt = 0;
  sizes.push?.(0);
  sizes.pop?.();
  sizes.sort?.();`,
    caughtBy: ["split.parts"],
    diagnosis: "sorts the sizes it is given",
  },
  {
    id: "split.not-random",
    file: "src/random-split.ts",
    find: "shuffle(dataset.length, generator)",
    replace: "Array.from({ length: dataset.length }, (_, i) => i)",
    caughtBy: ["split.random"],
    diagnosis: "deals in order: a data set that is sorted by class has its last classes in no training",
  },
  {
    id: "split.every-other",
    file: "src/random-split.ts",
    find: "const order = shuffle(dataset.length, generator);",
    replace: `const by = dataset.length > 0 ? generator.integer(dataset.length) : 0;
  const order = Array.from({ length: dataset.length }, (_, i) => (i + by) % dataset.length);`,
    caughtBy: ["split.random"],
    diagnosis: "begins at a random place and deals neighbours together",
  },
  {
    id: "split.unseeded",
    file: "src/random-split.ts",
    find: "shuffle(dataset.length, generator)",
    replace:
      "shuffle(dataset.length, { integer: (k) => Math.floor(Math.random() * k), uniform: Math.random })",
    caughtBy: ["split.random"],
    diagnosis: "deals by Math.random and not by the generator",
  },
  {
    id: "split.rewinds",
    file: "src/random-split.ts",
    find: "  const order = shuffle(dataset.length, generator);",
    replace: `  const state = generator.saveState();
  const order = shuffle(dataset.length, generator);
  generator.loadState(state);`,
    caughtBy: ["split.random"],
    diagnosis: "puts the generator back, so that the next split is the same",
  },
  {
    id: "split.first-fixed",
    file: "src/random-split.ts",
    find: "shuffle(dataset.length, generator)",
    replace:
      "[0, ...shuffle(Math.max(0, dataset.length - 1), generator).map((i) => i + 1)].slice(0, dataset.length)",
    caughtBy: ["split.random"],
    diagnosis: "always puts the first sample into the first part",
  },
  {
    id: "split.unchecked-sum",
    file: "src/random-split.ts",
    find: "total !== dataset.length ||",
    replace: "total > dataset.length ||",
    caughtBy: ["split.refuses"],
    diagnosis: "takes sizes that leave samples over",
  },
  {
    id: "split.unchecked-sizes",
    file: "src/random-split.ts",
    find: " || !sizes.every((size) => Number.isInteger(size) && size >= 0)",
    replace: "",
    caughtBy: ["split.refuses"],
    diagnosis: "takes negative and broken sizes",
  },
  {
    id: "split.starts-at-the-last-size",
    file: "src/random-split.ts",
    find: `  let dealt = 0;
  return sizes.map((size) => {
    dealt += size;
    return new Subset(dataset, order.slice(dealt - size, dealt));
  });`,
    replace: `  return sizes.map((size, part) => {
    const start = part === 0 ? 0 : sizes[part - 1];
    return new Subset(dataset, order.slice(start, start + size));
  });`,
    caughtBy: ["split.parts"],
    diagnosis:
      "behaves like a split whose third part begins where the second part's size says, and not after both: samples come twice",
  },
  {
    id: "split.dealt-from-the-end",
    file: "src/random-split.ts",
    find: `  let dealt = 0;
  return sizes.map((size) => {
    dealt += size;
    return new Subset(dataset, order.slice(dealt - size, dealt));
  });`,
    replace: "  return sizes.map((size) => new Subset(dataset, order.splice(-size)));",
    caughtBy: ["split.parts"],
    diagnosis:
      "behaves like a split that cuts each part from the end by splice(-size): a part of 0 gets everything that is left",
  },
  {
    id: "split.only-within-blocks",
    file: "src/random-split.ts",
    find: "    return new Subset(dataset, order.slice(dealt - size, dealt));",
    replace:
      "    return new Subset(dataset, order.filter((index) => index >= dealt - size && index < dealt));",
    caughtBy: ["split.random"],
    diagnosis:
      "behaves like a split into blocks that are shuffled only inside: the first part always has the first samples, whatever the seed",
  },
  {
    id: "split.equal-sizes-equal-parts",
    file: "src/random-split.ts",
    find: "    return new Subset(dataset, order.slice(dealt - size, dealt));",
    replace: `    const start = sizes.slice(0, sizes.indexOf(size)).reduce((sum, each) => sum + each, 0);
    return new Subset(dataset, order.slice(start, start + size));`,
    caughtBy: ["split.parts"],
    diagnosis:
      "behaves like a split that finds its place by the size: parts of equal size, as in [80, 10, 10], get the same samples",
  },
  {
    id: "split.zero-refused",
    file: "src/random-split.ts",
    find: "Number.isInteger(size) && size >= 0)",
    replace: "Number.isInteger(size) && size > 0)",
    caughtBy: ["split.parts"],
    diagnosis: "behaves like a split that refuses a part of no samples",
  },
  {
    id: "split.draws-for-parts",
    file: "src/random-split.ts",
    find: `  let dealt = 0;
  return sizes.map((size) => {`,
    replace: `  let dealt = 0;
  return sizes.map((size) => {
    generator.uniform();`,
    caughtBy: ["split.random"],
    diagnosis:
      "behaves like a split that draws one number more for each part: what is drawn later is something else",
  },
  {
    id: "split.sorts-the-rest",
    file: "src/random-split.ts",
    find: "order.slice(dealt - size, dealt)",
    replace:
      "dealt === size ? order.slice(0, dealt) : order.slice(dealt - size, dealt).sort((a, b) => a - b)",
    caughtBy: ["split.random"],
    diagnosis:
      "behaves like a split that shuffles the first part alone: the others come in the order of the data set",
  },
  {
    id: "split.uses-up-sizes",
    file: "src/random-split.ts",
    find: `  let dealt = 0;
  return sizes.map((size) => {
    dealt += size;
    return new Subset(dataset, order.slice(dealt - size, dealt));
  });`,
    replace: `  const left = sizes as number[];
  const parts: Subset<S>[] = [];
  while (left.length > 0) parts.push(new Subset(dataset, order.splice(0, left.shift())));
  return parts;`,
    caughtBy: ["split.parts"],
    diagnosis: "behaves like a split that uses up the list of sizes: afterwards it is empty",
  },
]);
