import type { PersonFacts, Role } from "@tinytorch/api";
import type { Column } from "./columns.ts";

/** Somebody a roster file names: what a cell says, and nothing of a cell that is blank. */
export type RosterRow = Partial<{ readonly [Fact in keyof PersonFacts]: NonNullable<PersonFacts[Fact]> }> & {
  /** Of the file, from 1, where the row begins. */
  readonly line: number;
  readonly login?: string;
  readonly role?: Extract<Role, "student" | "assistant">;
};

/** Something to say of a line of the file. */
export interface OnLine {
  readonly line: number;
  readonly message: string;
}

/** A column by its header, and what its cells were taken for; null for one that is passed over. */
export interface ReadColumn {
  readonly header: string;
  readonly as: Column | null;
}

/** What a roster file says. */
export interface RosterFile {
  /** In the order of the file; none where its header cannot be read. */
  readonly columns: readonly ReadColumn[];
  readonly rows: readonly RosterRow[];
  /** What cannot be taken as it is, in the order of the lines. */
  readonly wrong: readonly OnLine[];
  /** Rows that are no students or assistants. */
  readonly skipped: readonly OnLine[];
}
