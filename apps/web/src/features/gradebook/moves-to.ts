/** A cell; the row of the heads is -1. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Where a key leads from a cell, as in a table of a spreadsheet; undefined for one that leads nowhere. */
export function movesTo({ key, ctrlKey, metaKey }: Key, at: Place, last: Place, page: number): Place | undefined {
  const isFar = ctrlKey || metaKey;
  const to = (row: number, column: number) => ({
    row: Math.max(-1, Math.min(last.row, row)),
    column: Math.max(0, Math.min(last.column, column)),
  });
  switch (key) {
    case "ArrowUp":
      return isFar ? to(-1, at.column) : to(at.row - 1, at.column);
    case "ArrowDown":
      return isFar ? to(last.row, at.column) : to(at.row + 1, at.column);
    case "ArrowLeft":
      return to(at.row, isFar ? 0 : at.column - 1);
    case "ArrowRight":
      return to(at.row, isFar ? last.column : at.column + 1);
    case "PageUp":
      return to(Math.max(0, at.row - page), at.column);
    case "PageDown":
      return to(at.row + page, at.column);
    case "Home":
      return isFar ? to(0, 0) : to(at.row, 0);
    case "End":
      return isFar ? to(last.row, last.column) : to(at.row, last.column);
    default:
      return undefined;
  }
}
