import { expect } from "vitest";
import { upTo } from "../chance.ts";
import { hidden } from "../hidden.ts";

// Part p of the batch is part p of all samples: of several ranks and kinds, of views, of one sample and of hundreds; and it is
// new memory.
hidden(
  "stack.parts",
  {
    title: "stackSamples: each part of all samples, along a new first dimension",
    points: 3,
    visibility: "visible",
    hint: "What becomes of three samples [[2, 5], []]? A batch [[3, 2, 5], [3]]: go through the parts of a sample, and stack that part of every sample in their order. A batch is new memory, also of a single sample.",
  },
  async ({ submission, inputs }) => {
    const images = [0, 1, 2].map(() => [0, 1].map(() => inputs.signed(5, 1, 9)));
    const square = [0, 1, 2].map(() => [0, 1, 2].map(() => inputs.magnitudes(3, 1e-6, 1e4)));
    const labels = images.map(() => inputs.integer(0, 9));
    const given = await submission.evaluate(
      ({ stackSamples, tensor }, images, square, labels) => {
        const samples = images.map((image, i) => [
          tensor(image),
          // A transposed view, and a row from the middle of another tensor.
          tensor(square[i]).t(),
          tensor([image, image, image]).select(0, 1),
          tensor(labels[i], { dtype: "int32" }),
        ]);
        const read = (batch: readonly { shape: readonly number[]; dtype: string; toArray(): unknown }[]) =>
          batch.map((part) => ({ shape: [...part.shape], dtype: part.dtype, values: part.toArray() }));
        const batches = [samples, samples.slice(1, 2), samples.toReversed()];
        // All are made before one is read.
        const results = batches.map((each) => stackSamples(each)).map(read);
        for (const part of stackSamples(samples.slice(1, 2))) part.fill_(0);
        let refused = { name: "accepted", message: "" };
        try {
          stackSamples([]);
        } catch (error) {
          const { name, message } = Object(error);
          refused = { name, message };
        }
        const after = read(stackSamples(samples.slice(1, 2)));
        // One tensor in two places of a sample, one sample twice in a batch, samples of a single part.
        const [own, other, third] = images.map((image) => tensor(image));
        const shared = [
          [
            [own, own],
            [other, third],
            [third, own],
          ],
          [samples[2], samples[2], samples[0]].map((sample) => [sample[0], sample[3]]),
          [[other], [own], [other], [third]],
        ].map((batch) => stackSamples(batch).map((part) => part.toArray()));
        return { results, after, count: samples.length, refused, shared };
      },
      images,
      square,
      labels,
    );
    const transposed = square.map((matrix) => matrix.map((_, i) => matrix.map((row) => row[i])));
    const batch = (positions: number[]) => [
      { shape: [positions.length, 2, 5], dtype: "float32", values: positions.map((i) => images[i]) },
      { shape: [positions.length, 3, 3], dtype: "float32", values: positions.map((i) => transposed[i]) },
      { shape: [positions.length, 2, 5], dtype: "float32", values: positions.map((i) => images[i]) },
      { shape: [positions.length], dtype: "int32", values: positions.map((i) => labels[i]) },
    ];
    expect(given.results).toEqual([batch([0, 1, 2]), batch([1]), batch([2, 1, 0])]);
    expect(given.after).toEqual(batch([1]));
    expect(given.count).toBe(3);
    const lists = [
      [[0, 1, 2].map((i) => images[i]), [0, 2, 0].map((i) => images[i])],
      [[2, 2, 0].map((i) => images[i]), [2, 2, 0].map((i) => labels[i])],
      [[1, 0, 1, 2].map((i) => images[i])],
    ];
    expect(given.shared).toEqual(lists);
    expect(given.refused).toEqual({
      name: "RangeError",
      message: "stackSamples: there must be a sample, got none",
    });
    // Hundreds of samples; numbers of other kinds, and none at all; more numbers in a sample than arguments in a call.
    const count = inputs.integer(270, 300);
    const exact = [0, 1].map(() => inputs.number(1, 2) + inputs.integer(1, 9) * 1e-12);
    const level = inputs.integer(1, 9);
    const kinds = await submission.evaluate(
      ({ stackSamples, tensor, zeros }, count, exact, level) => {
        const [places] = stackSamples(Array.from({ length: count }, (_, i) => [tensor(i)]));
        const samples = exact.map((value, i) => [
          tensor(value, { dtype: "float64" }),
          tensor([i, 0]).gt(0),
          zeros([0]),
          zeros([2, 0, 3]),
          zeros([1, 1]),
        ]);
        const batch = stackSamples(samples);
        const large = [level, -level].map((value) => tensor([value]).broadcastTo([1, 1_100, 1_000]));
        const [pair] = stackSamples(large.map((x) => [x]));
        const refused = [0, 1, 2].map((odd) => {
          try {
            const unlike = [0, 1, 2].map((i) => [tensor(i), zeros(i === odd ? [1, 3] : [3])]);
            return { name: `accepted ${stackSamples(unlike).length}` };
          } catch (error) {
            const { name } = Object(error);
            return { name };
          }
        });
        return {
          places: [...places.data],
          kinds: batch.map((part) => ({ shape: [...part.shape], dtype: part.dtype, values: part.toArray() })),
          large: {
            shape: [...pair.shape],
            corners: [0, 1].map((i) => pair.select(0, i).slice(1, 0, 9).sum().item()),
          },
          refused,
        };
      },
      count,
      exact,
      level,
    );
    expect(kinds).toEqual({
      places: upTo(count),
      kinds: [
        { shape: [2], dtype: "float64", values: exact },
        {
          shape: [2, 2],
          dtype: "bool",
          values: [
            [0, 0],
            [1, 0],
          ],
        },
        { shape: [2, 0], dtype: "float32", values: [[], []] },
        { shape: [2, 2, 0, 3], dtype: "float32", values: [0, 1].map(() => [[], []]) },
        { shape: [2, 1, 1], dtype: "float32", values: [[[0]], [[0]]] },
      ],
      large: { shape: [2, 1, 1_100, 1_000], corners: [9_000 * level, -9_000 * level] },
      refused: [0, 1, 2].map(() => ({ name: "RangeError" })),
    });
  },
);
