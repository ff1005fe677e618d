/** Where one was at each step, from 0, and what the loss was there; it ends early where numbers do. */
export interface Lane {
  readonly title: string;
  readonly points: readonly (readonly [number, number])[];
  readonly losses: readonly number[];
  /** The first step after which it is no number any more, or beyond all maps. */
  readonly lostAt: number | null;
}
