/** Time in milliseconds since 1970, read in two ways. */
export interface Clock {
  /** The time of day, for people to read. It jumps when somebody, or the network, sets it right. */
  now(): number;
  /**
   * For durations and deadlines: it never jumps, and stands while the machine sleeps. It starts out as the time of day
   * and may drift from it, so a reading means something to a later process as well, though not to the second.
   */
  steady(): number;
}

export const systemClock: Clock = {
  now: Date.now,
  steady: () => Math.round(performance.timeOrigin + performance.now()),
};
