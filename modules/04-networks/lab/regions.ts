import { tensor } from "@tinytorch/tensor";
import { Tanh } from "./layers.ts";
import type { Networks } from "./networks.ts";
import { wordsOf } from "./words-of.ts";

/** What an untrained network says of each place of a square. */
export type Region = {
  readonly hidden: number;
  readonly parameters: number | null;
  /** Rows from top to bottom: whether the output is above its median there. */
  readonly above: readonly (readonly boolean[])[];
  /** How many pairs of neighbouring places differ: how long the border is. */
  readonly border: number;
  readonly reason: string | null;
};

/** How finely the square is looked at: two places of a text's column for one of its lines. */
const columns = 18;
const rows = 9;

/** Networks of 0, 1, 3 and 9 hidden layers of 16, all with weights that are strong enough to fold. */
export function regionsOf(networks: Networks): Region[] {
  return [0, 1, 3, 9].map((hidden) => regionOf(networks, hidden));
}

function regionOf({ createMlp, countParameters }: Networks, hidden: number): Region {
  try {
    const sizes = [2, ...Array<number>(hidden).fill(16), 1];
    const model = createMlp(sizes, { seed: 5, activation: () => new Tanh() });
    // First weights of PyTorch's size die out over nine layers: here they are four times as large.
    model.mapParameters((values) => values.mul(4));
    const places = Array.from({ length: rows * columns }, (_, index) => [
      ((index % columns) / (columns - 1)) * 2 - 1,
      1 - (Math.floor(index / columns) / (rows - 1)) * 2,
    ]);
    const outputs = Array.from(model.forward(tensor(places)).data);
    const median = outputs.toSorted((a, b) => a - b)[Math.floor(outputs.length / 2)] ?? 0;
    const above = Array.from({ length: rows }, (_, row) =>
      outputs.slice(row * columns, (row + 1) * columns).map((output) => output > median),
    );
    return { hidden, parameters: countParameters(model), above, border: borderOf(above), reason: null };
  } catch (error) {
    return { hidden, parameters: null, above: [], border: 0, reason: wordsOf(error) };
  }
}

function borderOf(above: readonly (readonly boolean[])[]): number {
  let border = 0;
  for (const [row, line] of above.entries()) {
    for (const [column, isAbove] of line.entries()) {
      if (column > 0 && line[column - 1] !== isAbove) border += 1;
      if (row > 0 && above[row - 1][column] !== isAbove) border += 1;
    }
  }
  return border;
}
