import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in DataLoader, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "loader.last-dropped",
    file: "src/data-loader.ts",
    find: "if (this.dropLast && indices",
    replace: "if (indices",
    caughtBy: ["loader.batches"],
    diagnosis: "leaves out a last batch that is not full, although nobody asked for that",
  },
  {
    id: "loader.last-padded",
    file: "src/data-loader.ts",
    find: "order.slice(start, start + this.batchSize)",
    replace: "Array.from({ length: this.batchSize }, (_, i) => order[(start + i) % length])",
    caughtBy: ["loader.batches"],
    diagnosis: "fills the last batch up with samples from the beginning",
  },
  {
    id: "loader.last-shifted",
    file: "src/data-loader.ts",
    find: "order.slice(start, start + this.batchSize)",
    replace: "order.slice(Math.min(start, Math.max(0, length - this.batchSize))).slice(0, this.batchSize)",
    caughtBy: ["loader.batches"],
    diagnosis: "moves the last batch back until it is full, and gives some samples twice",
  },
  {
    id: "loader.batch-size-as-count",
    file: "src/data-loader.ts",
    find: "start += this.batchSize",
    replace: "start += Math.ceil(length / this.batchSize)",
    caughtBy: ["loader.batches"],
    diagnosis: "takes batchSize for the number of batches",
  },
  {
    id: "loader.default-32",
    file: "src/data-loader.ts",
    find: "batchSize = 1,",
    replace: "batchSize = 32,",
    caughtBy: ["loader.batches"],
    diagnosis: "has a batchSize of 32 where none is given",
  },
  {
    id: "loader.one-without-batch",
    file: "src/data-loader.ts",
    find: "yield this.collate(indices.map((index) => this.dataset.at(index)));",
    replace:
      "yield this.batchSize === 1 ? this.dataset.at(indices[0]) : this.collate(indices.map((index) => this.dataset.at(index)));",
    caughtBy: ["loader.batches"],
    diagnosis: "gives single samples without a batch dimension when batchSize is 1",
  },
  {
    id: "loader.sorted-batches",
    file: "src/data-loader.ts",
    find: "const indices = order.slice(start, start + this.batchSize);",
    replace: "const indices = order.slice(start, start + this.batchSize).sort((a, b) => a - b);",
    caughtBy: ["loader.every-order"],
    diagnosis: "sorts the samples within each batch",
  },
  {
    id: "loader.drop-last-inverted",
    file: "src/data-loader.ts",
    find: "this.dropLast && indices.length",
    replace: "!this.dropLast && indices.length",
    caughtBy: ["loader.drop-last"],
    diagnosis: "drops the last batch exactly when dropLast is false",
  },
  {
    id: "loader.drop-last-ignored",
    file: "src/data-loader.ts",
    find: "if (this.dropLast && indices.length < this.batchSize) return;",
    replace: "",
    caughtBy: ["loader.drop-last"],
    diagnosis: "gives the last batch in spite of dropLast",
  },
  {
    id: "loader.drops-full",
    file: "src/data-loader.ts",
    find: "indices.length < this.batchSize) return",
    replace: "start + this.batchSize >= length) return",
    caughtBy: ["loader.drop-last"],
    diagnosis: "drops the last batch even when it is full",
  },
  {
    id: "loader.drop-last-keeps-only",
    file: "src/data-loader.ts",
    find: "indices.length < this.batchSize) return",
    replace: "start > 0 && indices.length < this.batchSize) return",
    caughtBy: ["loader.drop-last"],
    diagnosis: "keeps a batch that is not full when it is the only one",
  },
  {
    id: "loader.drops-same",
    file: "src/data-loader.ts",
    find: "const order = this.generator ? shuffle(length, this.generator) : Array.from({ length }, (_, i) => i);",
    replace: `const full = this.dropLast ? length - (length % this.batchSize) : length;
    const order = this.generator ? shuffle(full, this.generator) : Array.from({ length: full }, (_, i) => i);`,
    caughtBy: ["loader.drop-last"],
    diagnosis: "leaves out the same samples in every epoch, the last ones of the data set",
  },
  {
    id: "loader.length-floor",
    file: "src/data-loader.ts",
    find: "this.dropLast ? Math.floor(batches) : Math.ceil(batches)",
    replace: "Math.floor(batches)",
    caughtBy: ["loader.length"],
    diagnosis: "rounds the number of batches down, and forgets the smaller one",
  },
  {
    id: "loader.length-ceil",
    file: "src/data-loader.ts",
    find: "this.dropLast ? Math.floor(batches) : Math.ceil(batches)",
    replace: "Math.ceil(batches)",
    caughtBy: ["loader.length"],
    diagnosis: "rounds the number of batches up, whatever dropLast says",
  },
  {
    id: "loader.length-rounded",
    file: "src/data-loader.ts",
    find: "Math.ceil(batches)",
    replace: "Math.round(batches)",
    caughtBy: ["loader.length"],
    diagnosis: "rounds the number of batches to the nearest whole number",
  },
  {
    id: "loader.length-captured",
    file: "src/data-loader.ts",
    find: "const batches = this.dataset.length / this.batchSize;",
    replace: `this.count ??= this.dataset.length;
    const batches = this.count / this.batchSize;`,
    caughtBy: ["loader.length"],
    diagnosis: "counts the samples once, and not those that came later",
  },
  {
    id: "loader.length-at-least-one",
    file: "src/data-loader.ts",
    find: "Math.ceil(batches)",
    replace: "Math.max(1, Math.ceil(batches))",
    caughtBy: ["loader.length", "loader.empty"],
    diagnosis: "counts a batch where there is no sample",
  },
  {
    id: "loader.length-reads",
    file: "src/data-loader.ts",
    find: "const batches = this.dataset.length / this.batchSize;",
    replace: `const batches = this.dataset.length / this.batchSize;
    if (this.generator) shuffle(this.dataset.length, this.generator);`,
    caughtBy: ["loader.seeded"],
    diagnosis: "draws from the generator when it is asked for its length",
  },
  {
    id: "loader.apart",
    file: "src/data-loader.ts",
    find: "yield this.collate(indices.map((index) => this.dataset.at(index)));",
    replace: `const other = this.generator ? shuffle(length, this.generator) : order;
      const [x, ...rest] = this.collate(indices.map((index) => this.dataset.at(index)));
      const [, ...others] = this.collate(other.slice(start, start + this.batchSize).map((index) => this.dataset.at(index)));
      yield [x, ...others.slice(0, rest.length)];`,
    caughtBy: ["loader.together"],
    diagnosis: "shuffles inputs and targets apart, so that they no longer belong together",
  },
  {
    id: "loader.targets-in-order",
    file: "src/data-loader.ts",
    find: "yield this.collate(indices.map((index) => this.dataset.at(index)));",
    replace: `const [x] = this.collate(indices.map((index) => this.dataset.at(index)));
      const [, ...rest] = this.collate(indices.map((_, i) => this.dataset.at(start + i)));
      yield [x, ...rest];`,
    caughtBy: ["loader.together"],
    diagnosis: "shuffles the inputs and leaves the targets in their order",
  },
  {
    id: "loader.with-replacement",
    file: "src/data-loader.ts",
    find: "const order = this.generator ? shuffle(length, this.generator) : Array.from({ length }, (_, i) => i);",
    replace:
      "const order = Array.from({ length }, (_, i) => (this.generator ? this.generator.integer(length) : i));",
    caughtBy: ["loader.together", "loader.new-order"],
    diagnosis: "draws each sample by itself: some come twice in a pass, others never",
  },
  {
    id: "loader.once",
    file: "src/data-loader.ts",
    find: "    const { length } = this.dataset;",
    replace: `    if (this.used) return;
    this.used = true;
    const { length } = this.dataset;`,
    caughtBy: ["loader.again"],
    diagnosis: "can be gone through once; the second pass is empty",
  },
  {
    id: "loader.goes-on",
    file: "src/data-loader.ts",
    find: "for (let start = 0; start < length; start += this.batchSize) {",
    replace: `for (let start = this.at ?? 0; start < length; start += this.batchSize) {
      this.at = start + this.batchSize >= length ? 0 : start + this.batchSize;`,
    caughtBy: ["loader.again"],
    diagnosis: "goes on where a pass was left, and not from the beginning",
  },
  {
    id: "loader.same-order",
    file: "src/data-loader.ts",
    find: "const order = this.generator ? shuffle(length, this.generator) : Array.from({ length }, (_, i) => i);",
    replace: `this.order ??= this.generator ? shuffle(length, this.generator) : Array.from({ length }, (_, i) => i);
    const order = this.order;`,
    caughtBy: ["loader.new-order"],
    diagnosis: "shuffles once and keeps that order for every epoch",
  },
  {
    id: "loader.shuffled-in-constructor",
    file: "src/data-loader.ts",
    find: "    this.generator = shuffle && generator !== undefined ? generator : null;",
    replace: `    this.generator = shuffle && generator !== undefined ? generator : null;
    const state = generator?.saveState();
    const again = this[Symbol.iterator];
    this[Symbol.iterator] = function () {
      if (this.generator && state) this.generator.loadState(state);
      return again.call(this);
    };`,
    caughtBy: ["loader.new-order"],
    diagnosis: "starts each pass from the generator as it was when the loader was made",
  },
  {
    id: "loader.shuffles-batches",
    file: "src/data-loader.ts",
    find: "const order = this.generator ? shuffle(length, this.generator) : Array.from({ length }, (_, i) => i);",
    replace: `const first = Array.from({ length }, (_, i) => i);
    const groups = Array.from({ length: Math.ceil(length / this.batchSize) }, (_, g) => first.slice(g * this.batchSize, (g + 1) * this.batchSize));
    const order = this.generator ? shuffle(groups.length, this.generator).flatMap((g) => groups[g]) : first;`,
    caughtBy: ["loader.new-order"],
    diagnosis: "shuffles the batches, and the same samples stay together for ever",
  },
  {
    id: "loader.shuffles-within",
    file: "src/data-loader.ts",
    find: "const indices = order.slice(start, start + this.batchSize);",
    replace: `const own = Array.from({ length: Math.min(this.batchSize, length - start) }, (_, i) => start + i);
      const indices = this.generator ? shuffle(own.length, this.generator).map((i) => own[i]) : own;`,
    caughtBy: ["loader.new-order"],
    diagnosis: "shuffles within each batch only",
  },
  {
    id: "loader.turns",
    file: "src/data-loader.ts",
    find: "const order = this.generator ? shuffle(length, this.generator) : Array.from({ length }, (_, i) => i);",
    replace: `const by = this.generator && length > 0 ? this.generator.integer(length) : 0;
    const order = Array.from({ length }, (_, i) => (i + by) % length);`,
    caughtBy: ["loader.new-order", "loader.every-order"],
    diagnosis: "begins at a random place and keeps the order",
  },
  {
    id: "loader.reverses",
    file: "src/data-loader.ts",
    find: "const order = this.generator ? shuffle(length, this.generator) : Array.from({ length }, (_, i) => i);",
    replace: `this.order = this.order?.toReversed() ?? (this.generator ? shuffle(length, this.generator) : Array.from({ length }, (_, i) => i));
    const order = this.generator ? this.order : Array.from({ length }, (_, i) => i);`,
    caughtBy: ["loader.new-order"],
    diagnosis: "reads the same order forwards and backwards by turns",
  },
  {
    id: "loader.swaps-last-order",
    file: "src/data-loader.ts",
    find: "const order = this.generator ? shuffle(length, this.generator) : Array.from({ length }, (_, i) => i);",
    replace: `const plain = Array.from({ length }, (_, i) => i);
    const order = this.generator ? (this.order = [...(this.order ?? plain)]) : plain;
    for (let swap = 0; this.generator && length > 1 && swap < length; swap += 1) {
      const i = this.generator.integer(length);
      const j = (i + 1 + this.generator.integer(length - 1)) % length;
      [order[i], order[j]] = [order[j], order[i]];
    }`,
    caughtBy: ["loader.every-order"],
    diagnosis: "swaps a few samples of the last order instead of beginning anew",
  },
  {
    id: "loader.unseeded",
    file: "src/data-loader.ts",
    find: "shuffle(length, this.generator)",
    replace: "shuffle(length, { integer: (k) => Math.floor(Math.random() * k), uniform: Math.random })",
    caughtBy: ["loader.seeded"],
    diagnosis: "shuffles by Math.random and leaves the generator alone",
  },
  {
    id: "loader.fixed-seed",
    file: "src/data-loader.ts",
    find: "shuffle(length, this.generator)",
    replace:
      "shuffle(length, (this.own ??= new (this.generator.constructor as new (seed: number) => Generator)(42)))",
    caughtBy: ["loader.seeded"],
    diagnosis: "shuffles by a generator of its own, always with the same seed",
  },
  {
    id: "loader.generator-means-shuffle",
    file: "src/data-loader.ts",
    find: "shuffle && generator !== undefined ? generator : null",
    replace: "generator ?? null",
    caughtBy: ["loader.seeded"],
    diagnosis: "shuffles whenever there is a generator, although shuffle is false",
  },
  {
    id: "loader.draws-unasked",
    file: "src/data-loader.ts",
    find: "    this.dataset = dataset;",
    replace: `    generator?.uniform();
    this.dataset = dataset;`,
    caughtBy: ["loader.seeded"],
    diagnosis: "draws from the generator when it is made, although nothing is shuffled yet",
  },
  {
    id: "loader.shuffle-default",
    file: "src/data-loader.ts",
    find: "shuffle = false,",
    replace: "shuffle = options.generator !== undefined,",
    caughtBy: ["loader.seeded"],
    diagnosis: "shuffles by default when a generator is given",
  },
  {
    id: "loader.shared-cursor",
    file: "src/data-loader.ts",
    find: `    for (let start = 0; start < length; start += this.batchSize) {
      const indices = order.slice(start, start + this.batchSize);`,
    replace: `    this.cursor = 0;
    while (this.cursor < length) {
      const start = this.cursor;
      this.cursor += this.batchSize;
      const indices = order.slice(start, start + this.batchSize);`,
    caughtBy: ["loader.side-by-side"],
    diagnosis: "keeps one cursor for all passes, so that two loops take batches from each other",
  },
  {
    id: "loader.reads-ahead",
    file: "src/data-loader.ts",
    find: "    for (let start = 0; start < length; start += this.batchSize) {",
    replace: `    const samples = order.map((index) => this.dataset.at(index));
    for (let start = 0; start < length; start += this.batchSize) {`,
    caughtBy: ["loader.as-asked"],
    diagnosis: "reads all samples before the first batch",
  },
  {
    id: "loader.all-batches-first",
    file: "src/data-loader.ts",
    find: `  *[Symbol.iterator](): IterableIterator<Alike<S>> {
`,
    replace: `  [Symbol.iterator]() {
    return [...this.pass()].values();
  }

  *pass() {
`,
    caughtBy: ["loader.as-asked"],
    diagnosis: "makes all batches before it gives the first",
  },
  {
    id: "loader.one-batch-ahead",
    file: "src/data-loader.ts",
    find: "yield this.collate(indices.map((index) => this.dataset.at(index)));",
    replace: `const batch = this.collate(indices.map((index) => this.dataset.at(index)));
      for (const index of order.slice(start + this.batchSize, start + 2 * this.batchSize)) this.dataset.at(index);
      yield batch;`,
    caughtBy: ["loader.as-asked"],
    diagnosis: "reads the next batch before it gives this one",
  },
  {
    id: "loader.reads-dropped",
    file: "src/data-loader.ts",
    find: `      if (this.dropLast && indices.length < this.batchSize) return;
      yield this.collate(indices.map((index) => this.dataset.at(index)));`,
    replace: `      const samples = indices.map((index) => this.dataset.at(index));
      if (this.dropLast && indices.length < this.batchSize) return;
      yield this.collate(samples);`,
    caughtBy: ["loader.as-asked"],
    diagnosis: "reads the samples of a batch that it then drops",
  },
  {
    id: "loader.collate-ignored",
    file: "src/data-loader.ts",
    find: "this.collate = collate;",
    replace: "this.collate = stackSamples;",
    caughtBy: ["loader.collate"],
    diagnosis: "stacks the samples although a collate is given",
  },
  {
    id: "loader.collate-then-stacked",
    file: "src/data-loader.ts",
    find: "yield this.collate(indices.map((index) => this.dataset.at(index)));",
    replace: `const samples = indices.map((index) => this.dataset.at(index));
      yield this.collate === stackSamples ? stackSamples(samples) : stackSamples([this.collate(samples)]);`,
    caughtBy: ["loader.collate"],
    diagnosis: "stacks what collate has made",
  },
  {
    id: "loader.one-list-for-all",
    file: "src/data-loader.ts",
    find: "yield this.collate(indices.map((index) => this.dataset.at(index)));",
    replace: `const samples = (this.samples ??= []);
      samples.length = 0;
      samples.push(...indices.map((index) => this.dataset.at(index)));
      yield this.collate(samples);`,
    caughtBy: ["loader.collate"],
    diagnosis: "uses one list for the samples of all batches",
  },
  {
    id: "loader.empty-batch",
    file: "src/data-loader.ts",
    find: "start < length;",
    replace: "start < length || (start === 0 && length === 0);",
    caughtBy: ["loader.empty"],
    diagnosis: "gives an empty batch where there are no samples",
  },
  {
    id: "loader.batch-of-none",
    file: "src/data-loader.ts",
    find: "Number.isInteger(batchSize) && batchSize >= 1",
    replace: "Number.isInteger(batchSize) && batchSize >= 0",
    caughtBy: ["loader.refuses"],
    diagnosis: "takes a batchSize of 0, and its pass never ends",
  },
  {
    id: "loader.batch-unchecked",
    file: "src/data-loader.ts",
    find: "Number.isInteger(batchSize) && batchSize >= 1",
    replace: "batchSize >= 1",
    caughtBy: ["loader.refuses"],
    diagnosis: "takes a batchSize that is not whole",
  },
  {
    id: "loader.no-generator-needed",
    file: "src/data-loader.ts",
    find: "if (shuffle && generator === undefined) {",
    replace: "if (false) {",
    caughtBy: ["loader.refuses"],
    diagnosis: "goes through in order when it should shuffle and has no generator",
  },
  {
    id: "loader.length-drops-none",
    file: "src/data-loader.ts",
    find: "Math.floor(batches)",
    replace: "Math.max(1, Math.floor(batches))",
    caughtBy: ["loader.length"],
    diagnosis:
      "behaves like a loader that always promises a batch: with dropLast and fewer samples than batchSize there is none",
  },
  {
    id: "loader.order-on-the-loader",
    file: "src/data-loader.ts",
    find: `    for (let start = 0; start < length; start += this.batchSize) {
      const indices = order.slice(`,
    replace: `    const shared = this as unknown as { order: number[] };
    shared.order = order;
    for (let start = 0; start < length; start += this.batchSize) {
      const indices = shared.order.slice(`,
    caughtBy: ["loader.side-by-side"],
    diagnosis:
      "behaves like a loader that keeps its order on itself: when a second shuffled pass begins, the first goes on in the second's order",
  },
  {
    id: "loader.drops-same-cut",
    file: "src/data-loader.ts",
    find: "shuffle(length, this.generator)",
    replace: "shuffle(this.dropLast ? this.length * this.batchSize : length, this.generator)",
    caughtBy: ["loader.drop-last"],
    diagnosis:
      "behaves like a loader that cuts off the last samples before it shuffles: with dropLast it is the same ones that nobody sees, in every epoch",
  },
  {
    id: "loader.asks-at-the-end",
    file: "src/data-loader.ts",
    find: `    for (let start = 0; start < length; start += this.batchSize) {
      const indices = order.slice(start, start + this.batchSize);
      if (this.dropLast && indices.length < this.batchSize) return;
      yield this.collate(indices.map((index) => this.dataset.at(index)));
    }`,
    replace: `    let start = 0;
    do {
      const indices = order.slice(start, start + this.batchSize);
      if (this.dropLast && indices.length < this.batchSize) return;
      yield this.collate(indices.map((index) => this.dataset.at(index)));
      start += this.batchSize;
    } while (start < length);`,
    caughtBy: ["loader.empty"],
    diagnosis:
      "behaves like a loop that asks at its end: an empty data set gives a batch of no samples, which is refused",
  },
  {
    id: "loader.order-of-order",
    file: "src/data-loader.ts",
    find: "    const order = this.generator ? shuffle(length, this.generator) : Array.from({ length }, (_, i) => i);",
    replace: `    const self = this as unknown as { last?: number[] };
    const before = self.last?.length === length ? self.last : Array.from({ length }, (_, i) => i);
    const order = this.generator ? shuffle(length, this.generator).map((place) => before[place]) : before;
    self.last = order;`,
    caughtBy: ["loader.seeded"],
    diagnosis:
      "behaves like a loader that shuffles the last pass's order further: from the same state of the generator a second pass is not what a new loader gives",
  },
  {
    id: "loader.small-set-lost",
    file: "src/data-loader.ts",
    find: "      if (this.dropLast && indices.length < this.batchSize) return;",
    replace: "      if ((this.dropLast || start === 0) && indices.length < this.batchSize) return;",
    caughtBy: ["loader.batches"],
    diagnosis:
      "behaves like a loader that has nothing to give when there are fewer samples than batchSize: 3 samples in batches of 4 are no batch",
  },
  {
    id: "loader.at-without-this",
    file: "src/data-loader.ts",
    find: "indices.map((index) => this.dataset.at(index))",
    replace: "indices.map(this.dataset.at)",
    caughtBy: ["loader.batches"],
    diagnosis:
      "behaves like a call of at that has lost its data set: this is undefined, so every data set that is a class throws",
  },
  {
    id: "loader.rows-at-once",
    file: "src/data-loader.ts",
    find: "      yield this.collate(indices.map((index) => this.dataset.at(index)));",
    replace: `      const { tensors } = this.dataset as unknown as { tensors?: S };
      if (tensors && !this.generator) yield tensors.map((each) => each.slice(0, start, start + this.batchSize));
      else yield this.collate(indices.map((index) => this.dataset.at(index)));`,
    caughtBy: ["loader.again"],
    diagnosis:
      "behaves like a batch cut out of a TensorDataset's own tensors: who writes into it changes the data set",
  },
  {
    id: "loader.shuffled-reads-ahead",
    file: "src/data-loader.ts",
    find: `    for (let start = 0; start < length; start += this.batchSize) {
`,
    replace: `    const samples = this.generator ? order.map((index) => this.dataset.at(index)) : null;
    for (let start = 0; start < length; start += this.batchSize) {
      if (samples !== null && (!this.dropLast || start + this.batchSize <= length)) {
        yield this.collate(samples.slice(start, start + this.batchSize));
        continue;
      }
`,
    caughtBy: ["loader.as-asked"],
    diagnosis: "behaves like a loader that reads all samples before the first batch when it shuffles",
  },
  {
    id: "loader.two-bytes",
    file: "src/data-loader.ts",
    find: "Array.from({ length }, (_, i) => i);",
    replace: "[...Uint16Array.from({ length }, (_, i) => i)];",
    caughtBy: ["loader.batches"],
    diagnosis: "behaves like positions of two bytes: after 65 536 samples it begins again with the first",
  },
  {
    id: "loader.length-32-bits",
    file: "src/data-loader.ts",
    find: "const batches = this.dataset.length / this.batchSize;",
    replace: "const batches = (this.dataset.length | 0) / this.batchSize;",
    caughtBy: ["loader.length"],
    diagnosis: "behaves like a length of 32 bits: of more samples it counts the rest alone",
  },
  {
    id: "loader.draws-at-the-end",
    file: "src/data-loader.ts",
    find: `      yield this.collate(indices.map((index) => this.dataset.at(index)));
    }`,
    replace: `      yield this.collate(indices.map((index) => this.dataset.at(index)));
    }
    this.generator?.uniform();`,
    caughtBy: ["loader.seeded"],
    diagnosis: "behaves like a pass that draws one number more than it uses: the next order is another",
  },
  {
    id: "loader.shared-options",
    file: "src/data-loader.ts",
    find: " = stackSamples } = options;",
    replace:
      " = stackSamples } = Object.assign(((DataLoader as unknown as { told?: object }).told ??= {}), options);",
    caughtBy: ["loader.batches"],
    diagnosis: "behaves like loaders that share their options: what one is told holds for the next",
  },
  {
    id: "loader.collate-by-position",
    file: "src/data-loader.ts",
    find: "      yield this.collate(indices.map((index) => this.dataset.at(index)));",
    replace: "      yield this.collate(indices.map((index) => this.dataset.at(index)), start);",
    caughtBy: ["loader.as-asked"],
    diagnosis:
      "behaves like a collate that is given a position besides the samples, which its own second parameter takes",
  },
  {
    id: "loader.batch-size-clamped",
    file: "src/data-loader.ts",
    find: `    for (let start = 0; start < length; start += this.batchSize) {
      const indices = order.slice(start, start + this.batchSize);
      if (this.dropLast && indices.length < this.batchSize) return;`,
    replace: `    const size = Math.min(this.batchSize, length);
    for (let start = 0; start < length; start += size) {
      const indices = order.slice(start, start + size);
      if (this.dropLast && indices.length < size) return;`,
    caughtBy: ["loader.drop-last"],
    diagnosis:
      "behaves like a batchSize no larger than the data set: a batch that is not full counts as full, and dropLast keeps it",
  },
]);
