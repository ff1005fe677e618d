import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in the data sets, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "dataset.first-row",
    file: "src/tensor-dataset.ts",
    find: "each.select(0, index)",
    replace: "each.select(0, 0)",
    caughtBy: ["dataset.rows"],
    diagnosis: "gives the first row for every position",
  },
  {
    id: "dataset.column",
    file: "src/tensor-dataset.ts",
    find: "each.select(0, index)",
    replace: "each.ndim > 1 ? each.select(1, index % each.shape[1]) : each.select(0, index)",
    caughtBy: ["dataset.rows"],
    diagnosis: "takes a column of each tensor where a row is asked for",
  },
  {
    id: "dataset.keeps-dimension",
    file: "src/tensor-dataset.ts",
    find: "each.select(0, index)",
    replace: "each.slice(0, index, index + 1)",
    caughtBy: ["dataset.rows"],
    diagnosis: "keeps the first dimension, so that a sample is a batch of one",
  },
  {
    id: "dataset.first-tensor-only",
    file: "src/tensor-dataset.ts",
    find: "mapSample(this.tensors, (each) => each.select(0, index))",
    replace: "[this.tensors[0].select(0, index)]",
    caughtBy: ["dataset.rows"],
    diagnosis: "gives the row of the first tensor alone",
  },
  {
    id: "dataset.parts-reversed",
    file: "src/tensor-dataset.ts",
    find: "mapSample(this.tensors, (each) => each.select(0, index))",
    replace: "mapSample(this.tensors.toReversed(), (each) => each.select(0, index))",
    caughtBy: ["dataset.rows"],
    diagnosis: "gives the parts in the opposite order",
  },
  {
    id: "dataset.from-the-end",
    file: "src/tensor-dataset.ts",
    find: "each.select(0, index)",
    replace: "each.select(0, -index - 1)",
    caughtBy: ["dataset.rows"],
    diagnosis: "counts the rows from the end",
  },
  {
    id: "dataset.as-numbers",
    file: "src/tensor-dataset.ts",
    find: "each.select(0, index)",
    replace: 'each.select(0, index).to("float32")',
    caughtBy: ["dataset.rows"],
    diagnosis: "turns whole-number labels into float32",
  },
  {
    id: "dataset.ignores-strides",
    file: "src/tensor-dataset.ts",
    find: "each.select(0, index)",
    replace: "(each.isContiguous ? each : each.t().reshape(each.shape)).select(0, index)",
    caughtBy: ["dataset.rows"],
    diagnosis: "reads a transposed view in the order of its memory",
  },
  {
    id: "dataset.remembers-row",
    file: "src/tensor-dataset.ts",
    find: "    return mapSample(this.tensors, (each) => each.select(0, index));",
    replace: `    this.seen ??= mapSample(this.tensors, (each) => each.select(0, index));
    return this.seen;`,
    caughtBy: ["dataset.rows"],
    diagnosis: "keeps the first sample that was asked for and gives it again",
  },
  {
    id: "dataset.counts-elements",
    file: "src/tensor-dataset.ts",
    find: "return this.tensors[0].shape[0];",
    replace: "return this.tensors[0].size;",
    caughtBy: ["dataset.length"],
    diagnosis: "counts the numbers and not the rows",
  },
  {
    id: "dataset.counts-tensors",
    file: "src/tensor-dataset.ts",
    find: "return this.tensors[0].shape[0];",
    replace: "return this.tensors.length;",
    caughtBy: ["dataset.length"],
    diagnosis: "counts the tensors and not their rows",
  },
  {
    id: "dataset.copies",
    file: "src/tensor-dataset.ts",
    find: "this.tensors = tensors;",
    replace: "this.tensors = tensors.map((each) => each.clone());",
    caughtBy: ["dataset.length"],
    diagnosis: "copies the tensors when it is made, and never sees what is written into them later",
  },
  {
    id: "dataset.unchecked-sizes",
    file: "src/tensor-dataset.ts",
    find: "first === undefined || tensors.some(({ shape }) => shape[0] !== first)",
    replace: "first === undefined",
    caughtBy: ["dataset.refuses"],
    diagnosis: "takes tensors with different numbers of rows",
  },
  {
    id: "dataset.index-at-length",
    file: "src/dataset.ts",
    find: "index < length",
    replace: "index <= length",
    caughtBy: ["dataset.refuses"],
    diagnosis: "takes one position too many, the length itself",
  },
  {
    id: "dataset.negative-index",
    file: "src/dataset.ts",
    find: "Number.isInteger(index) && index >= 0 &&",
    replace: "Number.isInteger(index) &&",
    caughtBy: ["dataset.refuses"],
    diagnosis: "takes negative positions",
  },
  {
    id: "dataset.fraction-index",
    file: "src/dataset.ts",
    find: "Number.isInteger(index) && index >= 0",
    replace: "index >= 0",
    caughtBy: ["dataset.refuses"],
    diagnosis: "takes positions between two samples",
  },
  {
    id: "subset.own-position",
    file: "src/subset.ts",
    find: "this.dataset.at(this.indices[index])",
    replace: "this.dataset.at(index)",
    caughtBy: ["dataset.subset"],
    diagnosis: "reads the position itself and not what the list says there",
  },
  {
    id: "subset.whole-length",
    file: "src/subset.ts",
    find: "return this.indices.length;",
    replace: "return this.dataset.length;",
    caughtBy: ["dataset.subset"],
    diagnosis: "has the length of the whole data set",
  },
  {
    id: "subset.sorted",
    file: "src/subset.ts",
    find: "this.indices = [...indices];",
    replace: "this.indices = [...indices].sort((a, b) => a - b);",
    caughtBy: ["dataset.subset"],
    diagnosis: "sorts the positions",
  },
  {
    id: "subset.without-doubles",
    file: "src/subset.ts",
    find: "this.indices = [...indices];",
    replace: "this.indices = [...new Set(indices)];",
    caughtBy: ["dataset.subset"],
    diagnosis: "takes each sample once, even where a list names it twice",
  },
  {
    id: "subset.aliases-list",
    file: "src/subset.ts",
    find: "this.indices = [...indices];",
    replace: "this.indices = indices;",
    caughtBy: ["dataset.subset"],
    diagnosis: "keeps the list it was given, and changes when that one changes",
  },
  {
    id: "subset.unchecked-list",
    file: "src/subset.ts",
    find: `    for (const index of indices) requireIndex("Subset", index, dataset.length);
`,
    replace: "",
    caughtBy: ["dataset.refuses"],
    diagnosis: "takes positions that the data set does not have",
  },
  {
    id: "subset.unchecked-index",
    file: "src/subset.ts",
    find: `    requireIndex("Subset.at", index, this.length);
`,
    replace: "",
    caughtBy: ["dataset.refuses"],
    diagnosis: "hands on positions that it does not have",
  },
  {
    id: "mapped.not-applied",
    file: "src/mapped-dataset.ts",
    find: "return this.transform(this.dataset.at(index));",
    replace: "return this.dataset.at(index);",
    caughtBy: ["dataset.mapped"],
    diagnosis: "gives the sample as it is",
  },
  {
    id: "mapped.applied-twice",
    file: "src/mapped-dataset.ts",
    find: "return this.transform(this.dataset.at(index));",
    replace: "return this.transform(this.transform(this.dataset.at(index)));",
    caughtBy: ["dataset.mapped"],
    diagnosis: "sends a sample through the transform twice",
  },
  {
    id: "mapped.keeps",
    file: "src/mapped-dataset.ts",
    find: "    return this.transform(this.dataset.at(index));",
    replace: `    this.kept ??= new Map();
    if (!this.kept.has(index)) this.kept.set(index, this.transform(this.dataset.at(index)));
    return this.kept.get(index);`,
    caughtBy: ["dataset.mapped"],
    diagnosis: "keeps what the transform made, so that chance decides once for all epochs",
  },
  {
    id: "mapped.ahead",
    file: "src/mapped-dataset.ts",
    find: "    this.transform = transform;",
    replace: `    const made = Array.from({ length: dataset.length }, (_, i) => transform(dataset.at(i)));
    let calls = -1;
    this.transform = () => made[(calls += 1) % made.length];`,
    caughtBy: ["dataset.mapped"],
    diagnosis: "makes all samples when it is made itself",
  },
  {
    id: "dataset.length-by-elements",
    file: "src/tensor-dataset.ts",
    find: "    return this.tensors[0].shape[0];",
    replace: `    const { size, shape } = this.tensors[0];
    return size / shape.slice(1).reduce((product, each) => product * each, 1);`,
    caughtBy: ["dataset.length"],
    diagnosis:
      "behaves like a length that divides the number of elements by those of a row: rows without elements, as in [3, 0], make it 0 / 0 = NaN",
  },
  {
    id: "dataset.pairs-only",
    file: "src/tensor-dataset.ts",
    find: "mapSample(this.tensors, (each)",
    replace: "mapSample(this.tensors.slice(0, 2) as unknown as S, (each)",
    caughtBy: ["dataset.rows"],
    diagnosis: "behaves like a data set of pairs: a third tensor is lost from every sample",
  },
  {
    id: "subset.length-of-distinct",
    file: "src/subset.ts",
    find: "    return this.indices.length;",
    replace: "    return new Set(this.indices).size;",
    caughtBy: ["dataset.subset"],
    diagnosis: "behaves like a subset that counts a position only once, though it was listed twice",
  },
  {
    id: "subset.nested-shortcut",
    file: "src/subset.ts",
    find: "    return this.dataset.at(this.indices[index]);",
    replace: `    const source = this.dataset instanceof Subset ? this.dataset.dataset : this.dataset;
    return source.at(this.indices[index]);`,
    caughtBy: ["dataset.subset"],
    diagnosis:
      "behaves like a subset of a subset that skips the inner one: its positions are looked up in the whole data set",
  },
  {
    id: "mapped.everything",
    file: "src/mapped-dataset.ts",
    find: "    return this.transform(this.dataset.at(index));",
    replace:
      "    return Array.from({ length: this.length }, (_, i) => this.transform(this.dataset.at(i)))[index];",
    caughtBy: ["dataset.mapped"],
    diagnosis: "behaves like a data set that transforms all of its samples whenever one is read",
  },
  {
    id: "dataset.compares-two",
    file: "src/tensor-dataset.ts",
    find: "tensors.some(({ shape }) => shape[0] !== first)",
    replace: "tensors.slice(0, 2).some(({ shape }) => shape[0] !== first)",
    caughtBy: ["dataset.refuses"],
    diagnosis:
      "behaves like a check of the first two tensors only: a third one of another length is accepted",
  },
  {
    id: "subset.remembers-samples",
    file: "src/subset.ts",
    find: "    return this.dataset.at(this.indices[index]);",
    replace: `    const self = this as unknown as { known?: S[] };
    self.known ??= [];
    self.known[index] ??= this.dataset.at(this.indices[index]);
    return self.known[index];`,
    caughtBy: ["dataset.subset"],
    diagnosis:
      "behaves like a subset that keeps each sample once it was read: a random transform below it draws only in the first epoch",
  },
  {
    id: "mapped.length-remembered",
    file: "src/mapped-dataset.ts",
    find: "    return this.dataset.length;",
    replace: `    const self = this as unknown as { count?: number };
    self.count ??= this.dataset.length;
    return self.count;`,
    caughtBy: ["dataset.mapped"],
    diagnosis:
      "behaves like a length that is asked for once and remembered: a data set that grows stays as long as it was",
  },
  {
    id: "dataset.rows-of-a-copy",
    file: "src/tensor-dataset.ts",
    find: "each.select(0, index)",
    replace: "each.contiguous().select(0, index)",
    caughtBy: ["dataset.length"],
    diagnosis:
      "behaves like rows of a copy where a tensor does not lie in order: a sample that was read does not see what is written into the tensor",
  },
  {
    id: "dataset.reshapes-rows",
    file: "src/tensor-dataset.ts",
    find: "each.select(0, index)",
    replace: "each.slice(0, index, index + 1).reshape(each.shape.slice(1))",
    caughtBy: ["dataset.length"],
    diagnosis:
      "behaves like a reshape of a row: of a transposed tensor it is a copy, and no longer sees what is written into it",
  },
  {
    id: "dataset.picks-rows",
    file: "src/tensor-dataset.ts",
    find: "each.select(0, index)",
    replace: "each.indexSelect(0, [index]).squeeze(0)",
    caughtBy: ["dataset.length"],
    diagnosis:
      "behaves like a row picked by its index: it is copied, and does not see what is written into the tensor later",
  },
  {
    id: "dataset.contiguous-when-made",
    file: "src/tensor-dataset.ts",
    find: "this.tensors = tensors;",
    replace: "this.tensors = tensors.map((each) => each.contiguous()) as unknown as S;",
    caughtBy: ["dataset.length"],
    diagnosis:
      "behaves like a data set that puts its tensors in order when it is made: of a transposed one it keeps a copy",
  },
  {
    id: "subset.largest-by-spread",
    file: "src/subset.ts",
    find: "    this.dataset = dataset;",
    replace: `    if (indices.length > 0 && Math.max(...indices) >= dataset.length) throw new RangeError("Subset: too far");
    this.dataset = dataset;`,
    caughtBy: ["dataset.subset"],
    diagnosis:
      "behaves like a call with as many arguments as there are positions: of more than a hundred thousand the stack is full",
  },
  {
    id: "subset.copies-samples",
    file: "src/subset.ts",
    find: "return this.dataset.at(this.indices[index]);",
    replace: "return this.dataset.at(this.indices[index]).map((part) => part.clone()) as unknown as S;",
    caughtBy: ["dataset.subset"],
    diagnosis:
      "behaves like a part that copies what it reads: a number that changes in the data set does not change in its samples",
  },
  {
    id: "mapped.more-arguments",
    file: "src/mapped-dataset.ts",
    find: "return this.transform(this.dataset.at(index));",
    replace: "return [this.dataset.at(index)].map(this.transform)[0];",
    caughtBy: ["dataset.mapped"],
    diagnosis:
      "behaves like a map over a list of one sample: the transform is given a position and a list besides, which its own second parameter takes",
  },
  {
    id: "subset.position-0-missing",
    file: "src/subset.ts",
    find: "this.dataset.at(this.indices[index])",
    replace: "this.dataset.at(this.indices[index] || index)",
    caughtBy: ["dataset.subset"],
    diagnosis: "behaves like a list in which position 0 counts as missing: its own place is read instead",
  },
  {
    id: "mapped.reads-twice",
    file: "src/mapped-dataset.ts",
    find: "    return this.transform(this.dataset.at(index));",
    replace: `    if (this.dataset.at(index) === undefined) throw new RangeError(\`MappedDataset.at: there is no sample \${index}\`);
    return this.transform(this.dataset.at(index));`,
    caughtBy: ["dataset.mapped"],
    diagnosis:
      "behaves like a look at the sample before it is read: where chance is at work it is another one then",
  },
  {
    id: "mapped.last-remembered",
    file: "src/mapped-dataset.ts",
    find: `  at(index: number): To {
    // BEGIN SOLUTION
    // TODO: read the sample, and give back what the transform makes of it
    return this.transform(this.dataset.at(index));`,
    replace: `  private lastIndex = -1;
  private lastSample: To | undefined;

  at(index: number): To {
    // BEGIN SOLUTION
    // TODO: read the sample, and give back what the transform makes of it
    if (index !== this.lastIndex || this.lastSample === undefined) {
      this.lastSample = this.transform(this.dataset.at(index));
      this.lastIndex = index;
    }
    return this.lastSample;`,
    caughtBy: ["dataset.mapped"],
    diagnosis:
      "behaves like a data set that keeps the sample that it gave last: read again, it is not made anew",
  },
  {
    id: "mapped.tries-first",
    file: "src/mapped-dataset.ts",
    find: `    this.transform = transform;
`,
    replace: `    this.transform = transform;
    // A transform that does not fit should fail here, and not in the middle of an epoch.
    if (dataset.length > 0) transform(dataset.at(0));
`,
    caughtBy: ["dataset.mapped"],
    diagnosis:
      "behaves like a data set that tries its transform when it is made: a number is drawn before anything is read",
  },
  {
    id: "subset.last-remembered",
    file: "src/subset.ts",
    find: "    return this.dataset.at(this.indices[index]);",
    replace: `    const self = this as unknown as { last?: { index: number; sample: S } };
    if (self.last?.index !== index) self.last = { index, sample: this.dataset.at(this.indices[index]) };
    return self.last.sample;`,
    caughtBy: ["dataset.subset"],
    diagnosis: "behaves like a part that keeps the sample that it gave last: read again, it is not read anew",
  },
]);
