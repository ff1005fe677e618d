import { expect } from "vitest";
import { upTo } from "../chance.ts";
import { hidden } from "../hidden.ts";
import { withLittleStack } from "../little-stack.ts";

// Row i of each tensor: of vectors, of matrices, of images; of tensors that are views; of one tensor and of several.
hidden(
  "dataset.rows",
  {
    title: "TensorDataset: row i of every tensor",
    points: 4,
    visibility: "visible",
    hint: "What is sample 2 of inputs [5, 3] and targets [5]? Row 2 of the inputs, shape [3], beside number 2 of the targets, shape []. select(0, i) takes position i of the first dimension away.",
  },
  async ({ submission, inputs }) => {
    const vector = inputs.signed(4, 0.5, 2);
    const table = [0, 1, 2, 3].map(() => inputs.magnitudes(3, 1e-6, 1e4));
    const images = [0, 1, 2, 3].map(() => [0, 1].map(() => inputs.signed(5, 1, 9)));
    const labels = vector.map(() => inputs.integer(0, 9));
    // More digits than float32 has.
    const exact = vector.map((value) => value + inputs.integer(1, 9) * 1e-12);
    const given = await submission.evaluate(
      ({ TensorDataset, tensor }, vector, table, images, labels, exact) => {
        const read = (sample: readonly { shape: readonly number[]; dtype: string; toArray(): unknown }[]) =>
          sample.map((part) => ({ shape: [...part.shape], dtype: part.dtype, values: part.toArray() }));
        // Once as they are, once as a transposed view and as rows from the middle of a larger tensor.
        const lying = tensor(table.map((_, i) => table.map((row) => row[i])).slice(0, 3)).t();
        const cut = tensor([...images.slice(1), ...images]).slice(0, 3);
        const sets = [
          new TensorDataset(
            tensor(vector),
            tensor(table),
            tensor(images),
            tensor(labels, { dtype: "int32" }),
          ),
          new TensorDataset(lying, cut),
          new TensorDataset(tensor(table)),
          // One tensor in two places, and numbers of other kinds.
          new TensorDataset(
            lying,
            tensor(exact, { dtype: "float64" }),
            lying,
            tensor(labels).gt(4),
            tensor(labels),
          ),
        ];
        return sets.map((set) => [0, 1, 2, 3, 2, 0].map((i) => read(set.at(i))));
      },
      vector,
      table,
      images,
      labels,
      exact,
    );
    const part = (shape: number[], values: unknown, dtype = "float32") => ({ shape, dtype, values });
    const parts = (i: number) => ({
      vector: part([], vector[i]),
      table: part([3], table[i]),
      image: part([2, 5], images[i]),
      label: part([], labels[i], "int32"),
      exact: part([], exact[i], "float64"),
      high: part([], labels[i] > 4 ? 1 : 0, "bool"),
      number: part([], labels[i]),
    });
    const expected = (choose: (each: ReturnType<typeof parts>) => unknown[]) =>
      [0, 1, 2, 3, 2, 0].map((i) => choose(parts(i)));
    expect(given).toEqual([
      expected(({ vector, table, image, label }) => [vector, table, image, label]),
      expected(({ table, image }) => [table, image]),
      expected(({ table }) => [table]),
      expected(({ table, exact, high, number }) => [table, exact, table, high, number]),
    ]);
  },
);

// As many as there are rows, whatever else the shapes say; and the tensors themselves, not copies of them.
hidden(
  "dataset.length",
  {
    title: "TensorDataset: as many samples as rows, of the tensors themselves",
    points: 2,
    visibility: "visible",
    hint: "Which number of the shape [5, 3] counts the samples? The first. Nothing is copied, neither when the data set is made nor in at(): a number that is written into a tensor later is in the samples too. select gives a view; contiguous, indexSelect and the reshape of a transposed tensor copy.",
  },
  async ({ submission, inputs }) => {
    const [rows, value] = [inputs.integer(3, 6), inputs.number(10, 20)];
    const given = await submission.evaluate(
      ({ TensorDataset, zeros }, rows, value) => {
        const x = zeros([rows, 2, 9]);
        const y = zeros([rows]);
        const set = new TensorDataset(x, y);
        const sets = [
          set,
          new TensorDataset(zeros([1, 7])),
          new TensorDataset(zeros([0, 4]), zeros([0])),
          // Rows without a number in them are rows all the same.
          new TensorDataset(zeros([rows + 1, 0])),
          new TensorDataset(zeros([rows + 2, 3, 0]), zeros([rows + 2, 0, 4])),
        ];
        const bare = sets.slice(3).map((each) => each.at(rows).map((part) => [...part.shape]));
        const before = set.at(rows - 1).map((part) => part.sum().item());
        y.fill_(value);
        const after = set.at(rows - 1).map((part) => part.sum().item());
        // However the tensors lie in their memory, rows are views: also the sample that was read before sees what is written.
        const bases = [
          zeros([rows]),
          zeros([rows, 3]),
          zeros([3, rows]),
          zeros([2, rows, 2]),
          zeros([rows + 2, 2]),
          zeros([2 * rows, 2]),
          zeros([2]),
        ];
        const [plain, table, lying, deep, long, twice, single] = bases;
        const tensors = [
          plain,
          table,
          lying.t(),
          deep.transpose(0, 1),
          long.slice(0, 1, rows + 1),
          twice.slice(0, 0, 2 * rows, 2),
          single.broadcastTo([rows, 2]),
        ];
        const views = new TensorDataset(...tensors);
        const early = [0, rows - 1].map((i) => views.at(i));
        for (const base of bases) base.fill_(value);
        const late = [0, rows - 1].map((i) => views.at(i));
        const seen = [...early, ...late].map((sample) => sample.map((part) => part.toArray()));
        const kept = views.tensors.map((each) => [...each.strides]);
        const strides = tensors.map((each) => [...each.strides]);
        return { lengths: sets.map(({ length }) => length), bare, before, after, seen, kept, strides };
      },
      rows,
      value,
    );
    const row = [value, value];
    const sample = [value, [...row, value], [...row, value], [row, row], row, row, row];
    const { strides, kept, seen, ...counted } = given;
    expect(seen).toEqual([sample, sample, sample, sample]);
    expect(kept).toEqual(strides);
    expect(counted).toEqual({
      lengths: [rows, 1, 0, rows + 1, rows + 2],
      bare: [
        [[0]],
        [
          [3, 0],
          [0, 4],
        ],
      ],
      before: [0, 0],
      after: [0, value],
    });
  },
);

// A position that is not there, and tensors that do not go together.
hidden(
  "dataset.refuses",
  {
    title: "TensorDataset and Subset: refuse what is not there",
    points: 1,
    visibility: "after-due",
    hint: "Do the checks that the starter brings still stand, before anything is read? A position is a whole number from 0 to length − 1, in at() and in a Subset's list.",
  },
  async ({ submission, inputs }) => {
    const count = inputs.integer(3, 6);
    const wrong = [
      count,
      -1,
      0.5,
      count - 0.5,
      count + inputs.integer(1, 9),
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ];
    const given = await submission.evaluate(
      ({ TensorDataset, Subset, MappedDataset, zeros }, count, wrong) => {
        const said = (attempt: () => unknown) => {
          try {
            return { name: "accepted", message: String(attempt()) };
          } catch (error) {
            const { name, message } = Object(error);
            return { name, message };
          }
        };
        const set = new TensorDataset(zeros([count, 2]), zeros([count]));
        const part = new Subset(set, [2, 0]);
        const empty = new TensorDataset(zeros([0, 3]));
        const none = new Subset(set, []);
        return {
          good: said(() => set.at(count - 1).length + part.at(1).length),
          at: wrong.map((index) => said(() => set.at(index))),
          // Where there is nothing, not even the first; and what a data set refuses, those made of it refuse.
          empty: [
            said(() => empty.at(0)),
            said(() => none.at(0)),
            said(() => new Subset(empty, [0]).length),
            said(() => new Subset(part, [0, 1, 2]).length),
          ],
          mapped: wrong.map((index) => said(() => new MappedDataset(set, ([x]) => [x]).at(index))),
          subset: wrong.flatMap((index) =>
            [[index, 0, 1], [0, index, 1], [0, 1, index], [index]].map((list) =>
              said(() => new Subset(set, list).length),
            ),
          ),
          inSubset: [2, -1, 0.5, Number.NaN].map((index) => said(() => part.at(index))),
          tensors: [
            said(() => new TensorDataset(zeros([count, 2]), zeros([count + 1])).length),
            said(() => new TensorDataset(zeros([count]), zeros([])).length),
            said(() => new TensorDataset(zeros([]), zeros([count])).length),
            said(() => new TensorDataset(zeros([])).length),
            said(() => new TensorDataset(zeros([0, 2]), zeros([count])).length),
            said(() => new TensorDataset(zeros([count, 2]), zeros([0, 2])).length),
            said(() => new TensorDataset().length),
            // The odd one out at every place.
            ...[0, 1, 2, 3].map((odd) =>
              said(
                () =>
                  new TensorDataset(...[0, 1, 2, 3].map((i) => zeros([count + (i === odd ? 2 : 0), i])))
                    .length,
              ),
            ),
          ],
        };
      },
      count,
      wrong,
    );
    const refused = (message: string) => ({ name: "RangeError", message });
    const index = (operation: string, last: number, got: number) =>
      refused(`${operation}: index must be a whole number from 0 to ${last}, got ${got}`);
    const sizes = (got: string) => refused(`TensorDataset: tensors must have one first size, got ${got}`);
    expect(given).toEqual({
      good: { name: "accepted", message: "4" },
      at: wrong.map((got) => index("TensorDataset.at", count - 1, got)),
      empty: [
        index("TensorDataset.at", -1, 0),
        index("Subset.at", -1, 0),
        index("Subset", -1, 0),
        index("Subset", 1, 2),
      ],
      mapped: wrong.map((got) => index("TensorDataset.at", count - 1, got)),
      subset: wrong.flatMap((got) => [0, 1, 2, 3].map(() => index("Subset", count - 1, got))),
      inSubset: [2, -1, 0.5, Number.NaN].map((got) => index("Subset.at", 1, got)),
      tensors: [
        sizes(`[${count}, 2] and [${count + 1}]`),
        sizes(`[${count}] and []`),
        sizes(`[] and [${count}]`),
        sizes("[]"),
        sizes(`[0, 2] and [${count}]`),
        sizes(`[${count}, 2] and [0, 2]`),
        sizes("none"),
        ...upTo(4).map((odd) =>
          sizes(
            upTo(4)
              .map((i) => `[${count + (i === odd ? 2 : 0)}, ${i}]`)
              .join(" and "),
          ),
        ),
      ],
    });
  },
);

// Positions in the order of the list, some twice, some not at all; parts of parts; the list is copied.
hidden(
  "dataset.subset",
  {
    title: "Subset: sample i is sample indices[i]",
    points: 3,
    visibility: "visible",
    hint: "Which sample is at(0) of new Subset(dataset, [7, 2])? Number 7 of the data set. Look the position up in the list first; the list is your own copy.",
  },
  async ({ submission, inputs }) => {
    const values = inputs.signed(6, 1, 9);
    const first = [4, inputs.integer(1, 2), 0, 4, 3 + 2 * inputs.integer(0, 1)];
    const second = [3, 1, 3];
    const given = await submission.evaluate(
      ({ Subset, tensor }, values, first, second) => {
        const asked: number[] = [];
        // One that knows its samples by itself: its method is called as a method.
        const dataset = {
          values,
          length: values.length,
          at(index: number) {
            asked.push(index);
            return [tensor(this.values[index]), tensor(index)];
          },
        };
        const given = [...first];
        const part = new Subset(dataset, given);
        const within = new Subset(part, second);
        const none = new Subset(dataset, []);
        given.reverse();
        given.push(0);
        const early = asked.length;
        const read = (set: typeof part) =>
          Array.from({ length: set.length }, (_, i) => set.at(i).map((each) => each.item()));
        const samples = [read(part), read(within), read(none)];
        const lengths = [part.length, within.length, none.length];
        // Twice in a row, and read anew each time.
        for (let i = 0; i < 2; i += 1) part.at(1);
        // A data set may grow, and a part of it stays the same part.
        dataset.length += 4;
        lengths.push(part.length, within.length, none.length);
        return { samples, lengths, early, asked, given };
      },
      values,
      first,
      second,
    );
    // A sample is handed on as it is, and not copied.
    const value = inputs.number(10, 20);
    const handed = await submission.evaluate(({ Subset, TensorDataset, zeros }, value) => {
      const x = zeros([3, 2]);
      const y = zeros([3]);
      const within = new Subset(new Subset(new TensorDataset(x, y), [2, 0]), [1, 1, 0]);
      const parts = [0, 1, 2].map((i) => within.at(i));
      for (const each of [x, y]) each.fill_(value);
      return parts.map((sample) => sample.map((part) => part.toArray()));
    }, value);
    expect(handed).toEqual([0, 1, 2].map(() => [[value, value], value]));
    const long = await submission.evaluate(withLittleStack, "subset", upTo(1_000));
    expect(long).toEqual([[110_000], [109_999, 109_699, 0]]);
    const within = second.map((i) => first[i]);
    const samples = [first, within, []].map((positions) => positions.map((i) => [values[i], i]));
    expect(given.samples).toEqual(samples);
    expect(given.lengths).toEqual([5, 3, 0, 5, 3, 0]);
    expect([given.early, ...given.asked]).toEqual([0, ...first, ...within, first[1], first[1]]);
    expect(given.given).toEqual([...first.toReversed(), 0]);
  },
);

// At each read, not before and not once for all; the sample goes in, what comes out is the sample.
hidden(
  "dataset.mapped",
  {
    title: "MappedDataset: the transform at each read",
    points: 3,
    visibility: "visible",
    hint: "When does the transform run? In at(), each time anew: nothing is made ahead and nothing is kept, else one flip of a coin would decide for all epochs.",
  },
  async ({ submission, inputs }) => {
    const values = inputs.signed(5, 1, 9);
    const reads = [3, 3, 0, 3, 4, 3, ...upTo(5)];
    const given = await submission.evaluate(
      ({ MappedDataset, tensor, zeros }, values, reads) => {
        const events: string[] = [];
        const dataset = {
          values,
          length: values.length,
          at(index: number) {
            events.push(`read ${index}`);
            return [tensor(this.values[index]), tensor(index)] as const;
          },
        };
        let calls = 0;
        const counts: number[] = [];
        const mapped = new MappedDataset(dataset, ([x, y], ...more: unknown[]) => {
          events.push(`transform ${y.item()}`);
          // The sample is all that it is given.
          counts.push(more.length);
          calls += 1;
          return [x.mul(2), y, tensor(calls)];
        });
        const twice = new MappedDataset(mapped, ([x, , call]) => [call, x.add(1)]);
        const early = events.length;
        const samples = reads.map((index) => mapped.at(index).map((each) => each.item()));
        const second = reads.slice(0, 3).map((index) => twice.at(index).map((each) => each.item()));
        const lengths = [mapped.length, twice.length];
        // A data set may grow.
        dataset.length += reads.length;
        lengths.push(mapped.length, twice.length);
        // What the transform gives is the sample: the very tensors, and none where it gives none.
        const x = zeros([2]);
        const same = new MappedDataset({ length: 1, at: () => [x] as const }, (sample) => sample).at(0);
        const none = new MappedDataset(dataset, () => []).at(2);
        x.fill_(values[0]);
        const handed = [...same, ...none].map((part) => part.toArray());
        return { early, samples, second, events, lengths, counts, handed };
      },
      values,
      reads,
    );
    expect(given.early).toBe(0);
    expect(given.samples).toEqual(reads.map((index, call) => [2 * values[index], index, call + 1]));
    const again = reads.slice(0, 3);
    const next = (call: number) => reads.length + call + 1;
    expect(given.second).toEqual(
      again.map((index, call) => [next(call), Math.fround(2 * values[index] + 1)]),
    );
    expect(given.events).toEqual([
      ...[...reads, ...again].flatMap((index) => [`read ${index}`, `transform ${index}`]),
      "read 2",
    ]);
    expect(given.counts).toEqual([...reads, ...again].map(() => 0));
    expect(given.handed).toEqual([[values[0], values[0]]]);
    expect(given.lengths).toEqual([5, 5, 5 + reads.length, 5 + reads.length]);
  },
);
