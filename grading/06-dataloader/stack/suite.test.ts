import { expect } from "vitest";
import { hidden } from "../hidden.ts";

// Part p of the batch is part p of all samples: of several ranks, of views, of one sample; and it is new memory.
hidden(
  "stack.parts",
  {
    title: "stackSamples: each part of all samples, along a new first dimension",
    points: 3,
    visibility: "visible",
    hint: "What becomes of three samples [[2, 5], []]? A batch [[3, 2, 5], [3]]: go through the parts of a sample, and stack that part of every sample in their order.",
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
        const results = batches.map((each) => read(stackSamples(each)));
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
  },
);
