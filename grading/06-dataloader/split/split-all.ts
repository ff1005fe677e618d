import type { Scope } from "../scope.ts";

/** A data set of these numbers, each with its position, to be dealt. */
export type SplitProblem = {
  readonly values: readonly number[];
  readonly sizes: readonly number[];
  readonly seed: number;
};

/** What every part holds, read twice from the last sample to the first; how much was read before; the sizes as they are now. */
export function splitAll({ randomSplit, Generator, tensor }: Scope, ...problems: readonly SplitProblem[]) {
  return problems.map(({ values, sizes, seed }) => {
    let reads = 0;
    const dataset = {
      values,
      length: values.length,
      at(index: number) {
        reads += 1;
        return [tensor(this.values[index]), tensor(index)];
      },
    };
    const given = [...sizes];
    const parts = randomSplit(dataset, given, { generator: new Generator(seed) });
    const early = reads;
    const read = () =>
      parts.map((part) => {
        const samples: number[][] = [];
        for (let i = part.length - 1; i >= 0; i -= 1) samples.push(part.at(i).map((each) => each.item()));
        return samples;
      });
    read();
    return { parts: read(), lengths: parts.map(({ length }) => length), sizes: given, early };
  });
}
