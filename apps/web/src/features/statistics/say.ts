const few = "too few";

/** `31 %`; null is too few to say. */
export function sayShare(share: number | null): string {
  return share === null ? few : `${Math.round(100 * share)} %`;
}

/** To a tenth. */
export function sayNumber(value: number | null): string {
  return value === null ? few : String(Math.round(10 * value) / 10);
}

/** `40 min`, `3 h`, `2 days` */
export function sayMinutes(minutes: number | null): string {
  if (minutes === null) return few;
  if (minutes < 90) return `${Math.round(minutes)} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}

/** Where there are enough and none all the same, passing goes with nothing. */
export function sayDiscrimination(discrimination: number | null, isFew: boolean): string {
  return discrimination?.toFixed(2) ?? (isFew ? few : "–");
}

/** `70–79`, and with all points in the last `90–100`. */
export function sayTenth(tenth: number): string {
  return `${10 * tenth}–${tenth === 9 ? 100 : 10 * tenth + 9}`;
}
