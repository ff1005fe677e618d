import type { Lab } from "@tinytorch/lab";
import { runLab } from "@tinytorch/lab/terminal";
import { Generator, tensor } from "@tinytorch/tensor";
import type * as mine from "../src/index.ts";
import { biasedShuffle, sharesOf } from "./heat.ts";
import { type Loading, picture } from "./picture.ts";

/** What the picture needs of a module. */
type Mine = Pick<typeof mine, "shuffle" | "DataLoader">;

const [places, rounds] = [12, 10_000];
const [samples, batchSize, epochs] = [16, 4, 6];

/** Who comes where: in ten thousand of your own shuffles, and in the first epochs of your own loader. */
export const lab: Lab<Mine, Loading> = {
  data({ shuffle, DataLoader }) {
    const biased = new Generator(7);
    return {
      rounds,
      batchSize,
      shares: part(() => {
        const generator = new Generator(7);
        return sharesOf(() => shuffle(places, generator), places, rounds);
      }),
      biased: sharesOf(() => biasedShuffle(places, biased), places, rounds),
      epochs: part(() => {
        const dataset = { length: samples, at: (index: number) => [tensor(index)] };
        const generator = new Generator(3);
        const loader = new DataLoader(dataset, { batchSize, shuffle: true, generator });
        return Array.from({ length: epochs }, () => [...loader].map(([x]) => [...x.contiguous().data]));
      }),
    };
  },
  draw: picture,
};

/** What a part of the module gives, or in words why it gives nothing. */
function part<Value>(run: () => Value): { readonly value: Value | null; readonly missing: string | null } {
  try {
    return { value: run(), missing: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { value: null, missing: reason.replace(/^TODO\([^)]*\): /, "") };
  }
}

if (import.meta.main) await runLab(lab, import.meta.dirname);
