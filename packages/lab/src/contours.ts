import type { Point } from "./canvas.ts";

export interface ContoursOptions {
  /** What is looked at: [from, to] along x and y. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly levels: readonly number[];
  /** Into how many cells each direction is cut (default 48). */
  readonly cells?: number;
}

/**
 * The lines on which a function has one of these heights, in pieces: in each cell of a grid, from where one of its sides reaches
 * the height to where another does, taken as straight between corners (marching squares).
 */
export function contours(
  height: (x: number, y: number) => number,
  { x, y, levels, cells = 48 }: ContoursOptions,
): [Point, Point][] {
  const along = ([from, to]: readonly [number, number], index: number) => from + ((to - from) * index) / cells;
  const heights = Array.from({ length: cells + 1 }, (_, row) =>
    Array.from({ length: cells + 1 }, (_, column) => height(along(x, column), along(y, row))),
  );
  const pieces: [Point, Point][] = [];
  for (let row = 0; row < cells; row += 1) {
    for (let column = 0; column < cells; column += 1) {
      // Round the cell, so that each side lies between two corners that follow each other.
      const corners = [[0, 0] as const, [1, 0] as const, [1, 1] as const, [0, 1] as const].map(([right, up]) => ({
        at: [along(x, column + right), along(y, row + up)] as const,
        height: heights[row + up]?.[column + right] ?? Number.NaN,
      }));
      for (const level of levels) {
        const crossings = corners.flatMap((corner, index): Point[] => {
          const next = corners[(index + 1) % 4];
          if (next === undefined || corner.height < level === next.height < level) return [];
          const part = (level - corner.height) / (next.height - corner.height);
          return [
            [corner.at[0] + part * (next.at[0] - corner.at[0]), corner.at[1] + part * (next.at[1] - corner.at[1])],
          ];
        });
        for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
          const [from, to] = [crossings[pair], crossings[pair + 1]];
          if (from && to) pieces.push([from, to]);
        }
      }
    }
  }
  return pieces;
}
