/** Time in milliseconds since 1970, read in two ways. */
export interface Clock {
  /** The time of day, for people to read. It jumps when somebody, or the network, sets it right. */
  now(): number;
  /**
   * For durations and deadlines: it never jumps. It starts out as the time of day and drifts from it, by what that is set
   * right (and on Linux by what the machine sleeps), so a reading means something to a later process too, though not to
   * the second.
   */
  steady(): number;
}

export const systemClock: Clock = {
  now: Date.now,
  steady: () => Math.round(performance.timeOrigin + performance.now()),
};
