import type { Clock } from "../clock.ts";

/** A clock that a test moves: `time` passes, and `setAhead` is by how much the time of day was set ahead of it. */
export interface TestClock extends Clock {
  time: number;
  setAhead: number;
}

/** A clock that starts at `start` and goes on as `passing` says, besides what the test adds; by default it stands. */
export function testClock(start = 1_800_000_000_000, passing: () => number = () => 0): TestClock {
  const clock = {
    time: start,
    setAhead: 0,
    now: () => clock.steady() + clock.setAhead,
    steady: () => clock.time + passing(),
  };
  return clock;
}
