/** Somebody whose grades are exported, as far as other systems know them. */
export interface Person {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly sisId: string | null;
  /** The id that the learning management system has for the person: Canvas's own. */
  readonly lmsId: string | null;
  readonly section: string | null;
  /** Whether the person left the course: work and grades are kept. */
  readonly dropped: boolean;
}

/** A grade in a module; there is none where nothing counts, which is no zero. */
export type Mark =
  | { readonly module: string; readonly excused: false; readonly points: number; readonly of: number }
  | { readonly module: string; readonly excused: true };

/** A person's line. */
export interface BookRow {
  readonly person: Person;
  readonly marks: readonly Mark[];
}

/** A module as a column of an export: the points that there are in it. */
export interface Column {
  readonly module: string;
  readonly title: string;
  readonly maximum: number;
}

/** What is exported, in the order in which it is written. */
export interface Book {
  readonly columns: readonly Column[];
  readonly rows: readonly BookRow[];
}

export function markIn(row: BookRow, column: Column): Mark | undefined {
  return row.marks.find(({ module }) => module === column.module);
}
