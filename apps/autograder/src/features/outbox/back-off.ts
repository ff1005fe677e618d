const minute = 60_000;
/** After each failed attempt: together about a day and a half. */
const pauses = [minute / 6, minute, 5 * minute, 30 * minute, 120 * minute, 480 * minute, 1_440 * minute];

/** No pause between two attempts is longer. */
export const longestPauseMilliseconds = 1_440 * minute;

/** Attempts before a delivery is dead. */
export const deliveryAttempts = pauses.length + 1;

/** Milliseconds until the next attempt after so many that failed; null when none is left. */
export function backOff(failedAttempts: number): number | null {
  return pauses[failedAttempts - 1] ?? null;
}
