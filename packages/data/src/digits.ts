import { rules } from "@tinytorch/options";
import { type Generator, type Tensor, zeros } from "@tinytorch/tensor";
import { generatorRule } from "@tinytorch/tensor/internal";
import { TensorDataset } from "./dataset.ts";

/** The digits 0 to 9 in five columns and seven rows. */
const glyphs: readonly string[] = [
  ".###. #...# #..## #.#.# ##..# #...# .###.",
  "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.",
  ".###. #...# ....# ...#. ..#.. .#... #####",
  "##### ...#. ..#.. ...#. ....# #...# .###.",
  "...#. ..##. .#.#. #..#. ##### ...#. ...#.",
  "##### #.... ####. ....# ....# #...# .###.",
  "..##. .#... #.... ####. #...# #...# .###.",
  "##### ....# ...#. ..#.. .#... .#... .#...",
  ".###. #...# #...# .###. #...# #...# .###.",
  ".###. #...# #...# .#### ....# ...#. .##..",
];

/** Side of an image. */
const SIDE = 8;

/** Options of `digits`. */
export interface DigitsOptions {
  /** How many images (default 1000). */
  count?: number;
  /** The standard deviation of the noise on each pixel, where ink is about 1 and paper 0 (default 0.2). */
  noise?: number;
  generator: Generator;
}

const table = { count: rules.count.or(1000), noise: rules.nonNegative.or(0.2), generator: generatorRule };

/**
 * Images of digits, made rather than collected: a glyph of five by seven pixels, drawn with a random strength somewhere on
 * eight by eight, under noise. Inputs `[count, 1, 8, 8]`, float32; targets `[count]`, int32. Small enough to train on in
 * seconds.
 * @throws RangeError when `count` is not a whole number ≥ 1, or the noise is negative
 */
export function digits(options: DigitsOptions): TensorDataset<[Tensor, Tensor]> {
  const { count, noise, generator } = rules.readOptions("digits", table, options);
  const images = zeros([count, 1, SIDE, SIDE]);
  const labels = zeros([count], { dtype: "int32" });
  for (let i = 0; i < count; i++) {
    labels.data[i] = generator.integer(glyphs.length);
    const pixels = images.select(0, i).data;
    for (let p = 0; p < pixels.length; p++) pixels[p] = noise * generator.normal();
    drawGlyph(glyphs[labels.data[i]].split(" "), pixels, generator);
  }
  return new TensorDataset(images, labels);
}

function drawGlyph(rows: readonly string[], pixels: { [at: number]: number }, generator: Generator): void {
  const top = generator.integer(SIDE - rows.length + 1);
  const left = generator.integer(SIDE - rows[0].length + 1);
  const ink = generator.uniform(0.7, 1.3);
  for (const [y, row] of rows.entries()) {
    for (const [x, mark] of [...row].entries()) {
      if (mark === "#") pixels[(top + y) * SIDE + left + x] += ink;
    }
  }
}
