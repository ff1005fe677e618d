import { type Paint, plain } from "./paint.ts";

/**
 * A grid of text cells with two ways to draw: a character into a cell, or dots of a braille pattern, 2 × 4 to a cell.
 * Coordinates run from 0 to 1, left to right and bottom to top.
 */
export class Canvas {
  readonly columns: number;
  readonly rows: number;
  readonly #cells: { character: string; dots: number; paint: Paint }[];

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.#cells = Array.from({ length: columns * rows }, () => ({ character: " ", dots: 0, paint: plain }));
  }

  /** Fills every cell with the character the function gives for its centre. */
  shade(characterAt: (x: number, y: number) => string, paint: Paint): void {
    for (const [index, cell] of this.#cells.entries()) {
      const x = ((index % this.columns) + 0.5) / this.columns;
      const y = 1 - (Math.floor(index / this.columns) + 0.5) / this.rows;
      cell.character = characterAt(x, y);
      cell.paint = paint;
    }
  }

  /** A character over whatever is there. Outside the grid nothing happens. */
  mark(x: number, y: number, character: string, paint: Paint): void {
    const cell = this.#cell(Math.floor(x * this.columns), Math.floor((1 - y) * this.rows));
    if (cell) Object.assign(cell, { character, dots: 0, paint });
  }

  /** A straight line in dots; with `letter` in letters instead, for terminals without colour. */
  line(start: Point, end: Point, paint: Paint, letter: string | null): void {
    // A runner that diverged may be anywhere: just outside the grid is far enough.
    const from = nearGrid(start);
    const to = nearGrid(end);
    const [width, height] = letter === null ? [this.columns * 2, this.rows * 4] : [this.columns, this.rows];
    const steps = Math.ceil(Math.max(Math.abs(to[0] - from[0]) * width, Math.abs(to[1] - from[1]) * height, 1));
    for (let step = 0; step <= steps; step += 1) {
      const x = from[0] + ((to[0] - from[0]) * step) / steps;
      const y = from[1] + ((to[1] - from[1]) * step) / steps;
      if (letter === null) this.#dot(x, y, paint);
      else this.mark(x, y, letter, paint);
    }
  }

  lines(): string[] {
    return Array.from({ length: this.rows }, (_, row) =>
      this.#cells
        .slice(row * this.columns, (row + 1) * this.columns)
        .map(({ character, dots, paint }) => paint(dots === 0 ? character : String.fromCodePoint(0x2800 + dots)))
        .join(""),
    );
  }

  #dot(x: number, y: number, paint: Paint): void {
    const column = Math.floor(x * this.columns * 2);
    const row = Math.floor((1 - y) * this.rows * 4);
    const cell = this.#cell(Math.floor(column / 2), Math.floor(row / 4));
    if (!cell) return;
    cell.dots |= brailleBits[row % 4]?.[column % 2] ?? 0;
    cell.paint = paint;
  }

  #cell(column: number, row: number) {
    const inside = column >= 0 && column < this.columns && row >= 0 && row < this.rows;
    return inside ? this.#cells[row * this.columns + column] : undefined;
  }
}

export type Point = readonly [number, number];

function nearGrid([x, y]: Point): Point {
  return [Math.max(-1, Math.min(x, 2)), Math.max(-1, Math.min(y, 2))];
}

/** Unicode's numbering of the eight dots, by row and column. */
const brailleBits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];
