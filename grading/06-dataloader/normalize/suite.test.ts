import { firstDifference, type Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { upTo, wordsAfter } from "../chance.ts";
import { hidden } from "../hidden.ts";
import { withLittleStack } from "../little-stack.ts";
import { measure, standardized } from "./expected.ts";

// Each channel by itself, over all samples and all places: features, images, a part of a data set, views.
hidden(
  "normalize.fit",
  {
    title: "fitNormalizer: mean and deviation of each channel",
    points: 4,
    visibility: "visible",
    hint: "Which numbers belong to channel 0 of images [3, 8, 8]? x[0] of every sample, 64 numbers each. Their mean is one number; the deviation is the root of the mean square distance from it, divided by N. Each sample is read once, and there may be millions of numbers: more than a call has arguments.",
  },
  async ({ submission, inputs }) => {
    const features = upTo(5).map(() => [
      inputs.number(100, 110),
      inputs.number(-1e-3, 1e-3),
      inputs.number(-5, 5),
      inputs.number(-4e3, 4e3),
    ]);
    const images = drawImages(inputs, 4, 2, 3, 4);
    const square = drawImages(inputs, 3, 3, 3, 3);
    const grey = drawImages(inputs, 3, 1, 2, 3);
    const series = drawImages(inputs, 4, 2, 1, 5).map((each) => each.map(([row]) => row));
    // Of several heights and widths: it is numbers that count, and not images.
    const sizes = [
      [1, 2],
      [5, 4],
      [2, 2],
      [3, 7],
    ];
    const uneven = sizes.flatMap(([height, width]) => drawImages(inputs, 1, 2, height, width));
    const given = await submission.evaluate(
      ({ fitNormalizer, Subset, tensor }, features, images, square, grey, series, uneven) => {
        const set = <Values extends number[] | number[][] | number[][][]>(inputs: readonly Values[]) => ({
          length: inputs.length,
          at: (index: number) => [tensor(inputs[index]), tensor(index * 1000)],
        });
        const views = {
          length: square.length,
          // Height and width exchanged, and then seen the other way round: the same numbers as a view.
          at: (index: number) => [
            tensor(
              square[index].map((channel) => channel.map((_, i) => channel.map((row) => row[i]))),
            ).transpose(1, 2),
          ],
        };
        const all = set(features);
        const results = [
          all,
          set(images),
          set(square),
          views,
          new Subset(all, [4, 1, 1]),
          set(features.slice(0, 2)),
          all,
          set(grey),
          set(series),
          set(uneven),
        ].map((each) => {
          const { mean, deviation } = fitNormalizer(each);
          return [[...mean], [...deviation]];
        });
        return results;
      },
      features,
      images,
      square,
      grey,
      series,
      uneven,
    );
    const ofFeatures = (rows: readonly (readonly number[])[]) =>
      upTo(4).map((channel) => measure(rows.map((row) => row[channel])));
    const ofImages = (list: readonly (readonly (readonly number[][])[])[]) =>
      upTo(list[0].length).map((channel) => measure(list.flatMap((image) => image[channel].flat())));
    const [first, second] = [features[4], features[1]];
    const expected = [
      ofFeatures(features),
      ofImages(images),
      ofImages(square),
      ofImages(square),
      ofFeatures([first, second, second]),
      ofFeatures(features.slice(0, 2)),
      ofFeatures(features),
      ofImages(grey),
      ofImages(series.map((each) => each.map((row) => [row]))),
      ofImages(uneven),
    ];
    expect(
      firstDifference(
        given,
        expected.map((channels) => [
          channels.map(({ mean }) => mean),
          channels.map(({ deviation }) => deviation),
        ]),
      ),
    ).toBe(null);
    // Whole numbers; more numbers in one image than arguments in a call; and each sample is read once.
    const levels = upTo(3).map(() => [0, 1].map(() => upTo(6).map(() => inputs.integer(0, 255))));
    const line = inputs.signed(1_000, 1, 9);
    const more = await submission.evaluate(({ fitNormalizer, tensor }, levels) => {
      const asked: number[] = [];
      const whole = {
        length: levels.length,
        at(index: number) {
          asked.push(index);
          return [tensor([levels[index]], { dtype: "int32" }).select(0, 0)];
        },
      };
      const { mean, deviation } = fitNormalizer(whole);
      return { mean: [...mean], deviation: [...deviation], asked };
    }, levels);
    const large = await submission.evaluate(withLittleStack, "fit", line);
    expect(more.asked.sort((a, b) => a - b)).toEqual([0, 1, 2]);
    const whole = [0, 1].map((channel) => measure(levels.flatMap((each) => each[channel])));
    expect(
      firstDifference(
        [[more.mean, more.deviation], large],
        [whole, [measure(line)]].map((channels) => [
          channels.map(({ mean }) => mean),
          channels.map(({ deviation }) => deviation),
        ]),
      ),
    ).toBe(null);
  },
);

// A channel that never changes has deviation 1, and its neighbours their own.
hidden(
  "normalize.constant",
  {
    title: "fitNormalizer: a channel that never changes",
    points: 2,
    visibility: "visible",
    hint: "What is 0 / 0? NaN, and from there on everything is. Where the deviation is exactly 0, in that channel alone, put 1 in its place.",
  },
  async ({ submission, inputs }) => {
    const [[same], zero] = [inputs.signed(1, 1, 9), 0];
    // Deviations of every size, next to some that are none.
    const rows = upTo(3).map(() => [
      inputs.number(-3, 3),
      same,
      zero,
      ...[1e-5, 1e-7, 1e-10, 1e-18, 1e-25, 1e25].map((size) => inputs.number(-size, size)),
    ]);
    const given = await submission.evaluate(({ fitNormalizer, normalize, tensor }, rows) => {
      const samples = rows.map((row) => [tensor([...row])]);
      const sets = [samples, samples.slice(0, 1)].map((list) => ({
        length: list.length,
        at: (index: number) => list[index],
      }));
      return sets.map((set) => {
        const { mean, deviation } = fitNormalizer(set);
        const x = normalize({ mean, deviation })(samples[0][0]);
        return { mean: [...mean], deviation: [...deviation], x: [...x.data] };
      });
    }, rows);
    const [all, single] = given;
    const channels = rows[0].map((_, channel) => measure(rows.map((row) => row[channel])));
    expect(
      firstDifference(
        all.deviation,
        channels.map(({ deviation }) => deviation),
      ),
    ).toBe(null);
    expect(all.deviation.slice(1, 3)).toEqual([1, 1]);
    expect(
      firstDifference(
        all.x,
        channels.map((measured, channel) => standardized(rows[0][channel], measured)),
      ),
    ).toBe(null);
    expect(all.x.slice(1, 3)).toEqual([0, 0]);
    // Channels of images, of which the last one alone changes, once: as many numbers as no square of theirs adds up to
    // without rounding.
    const levels = [same, inputs.number(90, 200), inputs.number(-0.2, -0.1), inputs.number(3e4, 4e4)];
    const images = upTo(5).map((i) =>
      [...levels, 1].map((level, channel) =>
        upTo(7).map((row) => upTo(11).map((column) => (channel < 4 ? level : i + 2 * row - column))),
      ),
    );
    const { mean, deviation } = await submission.evaluate(({ fitNormalizer, tensor }, images) => {
      const samples = images.map((image) => [tensor(image)]);
      const { mean, deviation } = fitNormalizer({ length: samples.length, at: (index) => samples[index] });
      return { mean: [...mean], deviation: [...deviation] };
    }, images);
    expect(deviation.slice(0, 4)).toEqual([1, 1, 1, 1]);
    expect(mean.slice(0, 4)).toEqual(levels);
    const changing = measure(images.flatMap((image) => image[4].flat()));
    expect(firstDifference([mean[4], deviation[4]], [changing.mean, changing.deviation])).toBe(null);
    expect([mean.length, deviation.length]).toEqual([5, 5]);
    // Of one sample no feature changes.
    expect(single.deviation).toEqual(rows[0].map(() => 1));
    expect(firstDifference(single.mean, rows[0])).toBe(null);
    expect(single.x).toEqual(rows[0].map(() => 0));
  },
);

// (x − m) / s in channel c with number c, on x of any rank; x stays.
hidden(
  "normalize.apply",
  {
    title: "normalize: (x − m) / s, channel by channel",
    points: 2,
    visibility: "visible",
    hint: "Which mean belongs to x[1][4][2]? mean[1]: channels are the first dimension. A list of shape [C] broadcasts along the last one, so give it the shape [C, 1, 1] for an image.",
  },
  async ({ submission, inputs }) => {
    const mean = [inputs.number(-4, 4), inputs.number(50, 90), inputs.number(-4, 4) * 1e-3];
    const deviation = [inputs.number(0.2, 0.8), inputs.number(3, 9), inputs.number(1, 2) * 1e-3];
    const features = inputs.signed(3, 1, 9);
    const square = [0, 1, 2].map(() => inputs.signed(3, 1, 9));
    const [image] = drawImages(inputs, 1, 3, 3, 3);
    const [wide] = drawImages(inputs, 1, 3, 2, 5);
    const large = {
      mean: [inputs.number(2_000, 4_000), inputs.number(-3e6, -2e6)],
      deviation: [inputs.number(0.01, 0.02), inputs.number(2, 4)],
    };
    const close = large.mean.map((each, c) =>
      upTo(6).map(() => Math.fround(each + 3 * large.deviation[c] * inputs.number(-1, 1))),
    );
    const given = await submission.evaluate(
      ({ normalize, tensor }, mean, deviation, features, square, image, wide, large, close) => {
        const lists = { mean: [...mean], deviation: [...deviation] };
        const transform = normalize(lists);
        const single = normalize({ mean: mean.slice(1, 2), deviation: deviation.slice(1, 2) });
        const all = [
          tensor(features),
          tensor(square),
          tensor(image),
          tensor(wide),
          tensor(square).t(),
          tensor(features),
          // Grey levels as they come out of a file.
          tensor(
            [
              [12, 250],
              [0, 3],
              [7, 7],
            ],
            { dtype: "int32" },
          ),
        ];
        // All are made before one is read; what is written into them does not reach what they were made of.
        const made = all.map((x) => transform(x));
        const results = made.map((x) => x.toArray());
        for (const x of made) x.fill_(0);
        const nothing = normalize({ mean: [0, 0, 0], deviation: [1, 1, 1] });
        for (const x of all) {
          const same = nothing(x);
          results.push(same.toArray());
          same.fill_(7);
        }
        results.push(single(tensor([[...features]])).toArray());
        // Five dimensions, and channels whose numbers are tiny.
        const deep = tensor(features.map((x) => [[[[x], [2 * x]]]]));
        results.push(transform(deep).toArray());
        const tiny = normalize({
          mean: [mean[0] * 1e-9, mean[0] * 1e-16],
          deviation: [deviation[0] * 1e-9, deviation[0] * 1e-16],
        });
        // Close to a large mean there are digits in x − m, and none left in x / s.
        results.push(normalize(large)(tensor(close)).toArray());
        results.push(tiny(tensor([features[0] * 1e-9, features[1] * 1e-16])).toArray());
        return { results, after: all.map((x) => x.toArray()), lists };
      },
      mean,
      deviation,
      features,
      square,
      image,
      wide,
      large,
      close,
    );
    const transposed = square.map((_, i) => square.map((row) => row[i]));
    const measured = mean.map((value, channel) => ({
      mean: { value, error: Math.abs(value) * 2 ** -24 },
      deviation: { value: deviation[channel], error: deviation[channel] * 2 ** -24 },
    }));
    const rows = (list: readonly (readonly number[])[]) =>
      list.map((row, channel) => row.map((x) => standardized(x, measured[channel])));
    const images = (list: readonly (readonly (readonly number[])[])[]) =>
      list.map((channel, c) => channel.map((row) => row.map((x) => standardized(x, measured[c]))));
    const levels = [
      [12, 250],
      [0, 3],
      [7, 7],
    ];
    const line = features.map((x, channel) => standardized(x, measured[channel]));
    const expected = [line, rows(square), images(image), images(wide), rows(transposed), line, rows(levels)];
    const scaled = (c: number) => {
      const { value } = standardized(features[c], measured[0]);
      const size = Math.abs(features[c]) + Math.abs(mean[0]);
      return { value, error: (1e-6 * size) / deviation[0] };
    };
    expect(
      firstDifference(given.results, [
        ...expected,
        ...[features, square, image, wide, transposed, features, levels],
        [features.map((x) => standardized(x, measured[1]))],
        features.map((x, c) => [[[[standardized(x, measured[c])], [standardized(2 * x, measured[c])]]]]),
        close.map((row, c) =>
          row.map((x) =>
            standardized(x, {
              mean: { value: large.mean[c], error: 0 },
              deviation: { value: large.deviation[c], error: 0 },
            }),
          ),
        ),
        [scaled(0), scaled(1)],
      ]),
    ).toBe(null);
    expect(given.after).toEqual([features, square, image, wide, transposed, features, levels]);
    expect(given.lists).toEqual({ mean, deviation });
  },
);

// Numbers around a thousand that differ by a twentieth: their squares have no digits left for that in float32. And whole
// numbers around fourteen million that differ by a few: theirs have none left in float64.
hidden(
  "normalize.digits",
  {
    title: "fitNormalizer: small differences of large numbers",
    points: 1,
    visibility: "never",
    hint: "How many digits has the difference of two squares near a million? Subtract the mean before you square, and add up plain numbers, which have 16 digits.",
  },
  async ({ submission, inputs }) => {
    const far = inputs.integer(13e6, 15e6);
    const rows = upTo(12).map((row) => [
      Math.fround(1000 + inputs.number(-0.05, 0.05)),
      Math.fround(-4000 + inputs.number(-0.2, 0.2)),
      far + (row < 4 ? row : inputs.integer(0, 3)),
      -far - (row < 2 ? row : inputs.integer(0, 1)),
    ]);
    const given = await submission.evaluate(({ fitNormalizer, tensor }, rows) => {
      const set = { length: rows.length, at: (index: number) => [tensor([...rows[index]])] };
      const { mean, deviation } = fitNormalizer(set);
      return { mean: [...mean], deviation: [...deviation] };
    }, rows);
    const channels = upTo(4).map((channel) => measure(rows.map((row) => row[channel])));
    const around = (value: number, share: number) => ({ value, error: Math.abs(value) * share });
    expect(
      firstDifference(
        given.mean,
        channels.map(({ mean }) => around(mean.value, 2e-7)),
      ),
    ).toBe(null);
    expect(
      firstDifference(
        given.deviation,
        channels.map(({ deviation }) => around(deviation.value, 1e-3)),
      ),
    ).toBe(null);
    // Of float64 inputs no digit is lost on the way.
    const [high, close] = [inputs.integer(1, 9) * 1e10, upTo(9).map(() => inputs.integer(0, 5))];
    close.push(0, 5);
    const double = await submission.evaluate(
      ({ fitNormalizer, tensor }, numbers) => {
        const at = (index: number) => [tensor([numbers[index]], { dtype: "float64" })];
        const { mean, deviation } = fitNormalizer({ length: numbers.length, at });
        return { mean: [...mean], deviation: [...deviation] };
      },
      close.map((each) => high + each),
    );
    const small = measure(close);
    expect(firstDifference(double.mean, [around(high + small.mean.value, 1e-14)])).toBe(null);
    expect(firstDifference(double.deviation, [around(small.deviation.value, 1e-4)])).toBe(null);
  },
);

// Measured on the first part, used on all of them; the rest of a sample stays.
hidden(
  "normalize.training-only",
  {
    title: "splitAndNormalize: measured on the first part alone",
    points: 4,
    visibility: "visible",
    hint: "What may be known of the test set while you train? Nothing. Split first, measure the first part, and use those numbers, the same ones, on every part: on the input, and on nothing else.",
  },
  async ({ submission, inputs }) => {
    const rows = upTo(14).map(() => [inputs.number(-3, 3), inputs.number(20, 50)]);
    const sizes = [5, 6, 3];
    const images = drawImages(inputs, 9, 2, 3, 4);
    const splits = [[4, 0, 5], [9], [1, 8]];
    const seed = inputs.integer(1, 1e6);
    const given = await submission.evaluate(
      ({ splitAndNormalize, Generator, tensor }, rows, sizes, seed) => {
        const samples = rows.map((row, i) => [tensor([...row]), tensor(i), tensor([i, 100 * i])]);
        const dataset = { length: rows.length, at: (index: number) => samples[index] };
        const asked: number[][] = [];
        const read = (seed: number) => {
          const early: number[] = [];
          asked.push(early);
          let isMade = false;
          const watched = {
            length: rows.length,
            at(index: number) {
              if (!isMade) early.push(index);
              return dataset.at(index);
            },
          };
          const parts = splitAndNormalize(watched, sizes, { generator: new Generator(seed) });
          isMade = true;
          return parts.map((part) =>
            Array.from({ length: part.length }, (_, i) => part.at(i).map((each) => [...each.data])),
          );
        };
        const parts = [0, 0, 1, 2, 3, 4, 5].map((more) => read(seed + more));
        return { parts, asked, after: samples.map(([x]) => [...x.data]) };
      },
      rows,
      sizes,
      seed,
    );
    for (const [run, parts] of given.parts.entries()) {
      expect(parts.map(({ length }) => length)).toEqual(sizes);
      const dealt = parts.map((part) => part.map(([, position]) => position[0]));
      expect(dealt.flat().sort((a, b) => a - b)).toEqual(upTo(14));
      // Until a part is read, nothing of the others has been, and each sample of the first once.
      expect(given.asked[run].toSorted((a, b) => a - b)).toEqual(dealt[0].toSorted((a, b) => a - b));
      const channels = [0, 1].map((channel) => measure(dealt[0].map((i) => rows[i][channel])));
      const expected = dealt.map((part) =>
        part.map((i) => [rows[i].map((x, channel) => standardized(x, channels[channel])), [i], [i, 100 * i]]),
      );
      expect(firstDifference(parts, expected)).toBe(null);
    }
    expect(given.parts[1]).toEqual(given.parts[0]);
    // That six seeds deal alike has no chance worth a number.
    expect(new Set(given.parts.map((parts) => JSON.stringify(parts))).size).toBeGreaterThan(1);
    expect(given.after).toEqual(rows);

    // Targets keep their kind and their memory; a sample is read and normalized at each read anew; one shuffle deals them; and
    // nothing can be measured on a first part of none.
    const [count, level] = [inputs.integer(7, 9), inputs.number(1, 2)];
    const others = await submission.evaluate(
      ({ splitAndNormalize, Generator, tensor, zeros }, count, level, seed) => {
        const targets = zeros([3]);
        let reads = 0;
        const dataset = {
          length: count,
          at(index: number) {
            reads += 1;
            return [tensor([index % 2]), tensor(index, { dtype: "int32" }), targets, tensor(reads)] as const;
          },
        };
        const [used, fresh] = [new Generator(seed), new Generator(seed)];
        const [, test] = splitAndNormalize(dataset, [count - 2, 2], { generator: used });
        const early = reads;
        const samples = [test.at(0), test.at(0), test.at(1)];
        targets.fill_(level);
        const said = (sizes: readonly number[]) => {
          try {
            const parts = splitAndNormalize(dataset, sizes, { generator: new Generator(seed) });
            return { name: "accepted", message: String(parts.length) };
          } catch (error) {
            const { name, message } = Object(error);
            return { name, message };
          }
        };
        return {
          early,
          dtypes: samples.map((sample) => sample.map(({ dtype }) => dtype)),
          targets: samples.map(([, , target]) => target.toArray()),
          reads: samples.map(([, , , read]) => read.item()),
          next: used.nextUint32(),
          words: Array.from({ length: 20 }, () => fresh.nextUint32()),
          refused: [said([0, count]), said([count, 1]), said([count - 1])],
        };
      },
      count,
      level,
      seed,
    );
    const { next, words, refused, ...rest } = others;
    expect(rest).toEqual({
      early: count - 2,
      dtypes: [0, 1, 2].map(() => ["float32", "int32", "float32", "float32"]),
      targets: [0, 1, 2].map(() => [level, level, level]),
      reads: [1, 2, 3].map((read) => count - 2 + read),
    });
    expect(wordsAfter(count - 1, words)).toContain(next);
    const sum = (got: string) =>
      `randomSplit: sizes must be whole numbers >= 0 that add up to ${count}, got [${got}]`;
    expect(refused).toEqual(
      [
        "fitNormalizer: the data set must have a sample, got none",
        sum(`${count}, 1`),
        sum(`${count - 1}`),
      ].map((message) => ({ name: "RangeError", message })),
    );

    // Images alone, or beside themselves as targets; parts of none, a single part, and a single sample to measure. They are dealt as
    // randomSplit deals them.
    const alone = await submission.evaluate(
      ({ splitAndNormalize, randomSplit, Generator, tensor }, images, splits, seed) => {
        const tensors = images.map((image) => tensor(image));
        const places = images.map((_, i) => [tensor(i)] as const);
        return splits.map((sizes, split) => {
          const samples = tensors.map((x) => (split === 0 ? [x, x] : [x]));
          const dealt = randomSplit({ length: places.length, at: (index) => places[index] }, sizes, {
            generator: new Generator(seed),
          });
          const parts = splitAndNormalize({ length: samples.length, at: (index) => samples[index] }, sizes, {
            generator: new Generator(seed),
          });
          return parts.map((part, p) =>
            Array.from({ length: part.length }, (_, i) => ({
              place: dealt[p].at(i)[0].item(),
              sample: part.at(i).map((each) => each.toArray()),
            })),
          );
        });
      },
      images,
      splits,
      seed,
    );
    expect(alone.map((parts) => parts.map(({ length }) => length))).toEqual(splits);
    for (const [split, parts] of alone.entries()) {
      expect(parts.flatMap((part) => part.map(({ place }) => place)).sort((a, b) => a - b)).toEqual(upTo(9));
      const measured = [0, 1].map((channel) =>
        measure(parts[0].flatMap(({ place }) => images[place][channel].flat())),
      );
      const expected = parts.map((part) =>
        part.map(({ place }) => [
          images[place].map((channel, c) =>
            channel.map((row) => row.map((x) => standardized(x, measured[c]))),
          ),
          ...(split === 0 ? [images[place]] : []),
        ]),
      );
      expect(
        firstDifference(
          parts.map((part) => part.map(({ sample }) => sample)),
          expected,
        ),
      ).toBe(null);
    }
  },
);

/** Images [C, H, W] whose channels are of different size and spread. */
function drawImages(inputs: Inputs, count: number, channels: number, height: number, width: number) {
  return upTo(count).map(() =>
    upTo(channels).map((channel) =>
      upTo(height).map(() =>
        upTo(width).map(() => inputs.number(channel * 7, channel * 7 + 2 * (channel + 1))),
      ),
    ),
  );
}
