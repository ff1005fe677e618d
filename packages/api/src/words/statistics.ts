/** In the place of a number of so few people that it would tell of each of them. */
export const tooFew = "too few";

/** Why some numbers are not told. */
export function sayFew(enough: number): string {
  return `Numbers of fewer than ${enough} people are not told: they say little of the module and much of each of them.`;
}

/** `31 %`; null is too few to say. */
export function sayShare(share: number | null): string {
  return share === null ? tooFew : `${Math.round(100 * share)} %`;
}

/** To a tenth. */
export function sayNumber(value: number | null): string {
  return value === null ? tooFew : String(Math.round(10 * value) / 10);
}

/** `40 min`, `3 h`, `2 days` */
export function sayMinutes(minutes: number | null): string {
  if (minutes === null) return tooFew;
  if (minutes < 90) return `${Math.round(minutes)} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}

/** Where there are enough and none all the same, passing goes with nothing. */
export function sayDiscrimination(discrimination: number | null, isFew: boolean): string {
  return discrimination?.toFixed(2) ?? (isFew ? tooFew : "–");
}

/** `70–79`, and with all points in the last `90–100`. */
export function sayTenth(tenth: number): string {
  return `${10 * tenth}–${tenth === 9 ? 100 : 10 * tenth + 9}`;
}
