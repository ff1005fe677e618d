/** Beyond all maps: who is so far out, or where the loss is so high, is lost. */
export const beyond = 1e9;

/** Where one was at each step, from 0, and what the loss was there; it ends early where numbers do. */
export interface Path {
  readonly points: readonly (readonly [number, number])[];
  readonly losses: readonly number[];
  /** The first step after which it is no number any more, or beyond all maps. */
  readonly lostAt: number | null;
}

/** A runner's path. */
export interface Lane extends Path {
  /** Which runner it is, from 0. */
  readonly place: number;
  readonly title: string;
}

/** A runner that could not run, and why, in a sentence. */
export interface Absent {
  readonly place: number;
  readonly title: string;
  readonly words: string;
}
