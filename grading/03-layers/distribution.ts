/**
 * What random numbers tell of where they came from. Every bound is so wide that right numbers leave it once in 10¹⁵ times: eight
 * standard deviations of what is measured, on the bell curve that sums of thousands of numbers follow. That is far
 * narrower than any mistake there is a name for, which is off by a factor of √2 or more, and that twice in the variance: with 1200
 * numbers even such a mistake stays outside the bounds but once in 10¹⁵ times, so that verdicts do not hang on the seed.
 */
const sigmas = 8;

/** Where numbers do not look as if spread evenly over [−bound, bound); null when they do. */
export function notUniform(values: ArrayLike<unknown>, bound: number): string | null {
  const numbers = Array.from(values).filter((value) => typeof value === "number");
  if (numbers.length !== values.length) return "must be numbers";
  const count = numbers.length;
  const largest = Math.max(...numbers.map(Math.abs));
  // The bound itself may have been rounded to float32, and a value be rounded up to it.
  if (!(largest <= bound * (1 + 2 ** -20))) return `must stay within ${bound}, got ${largest}`;
  // All below f · bound: f to the power of the count, which is 10⁻¹⁶.
  const nearly = bound * Math.exp(-37 / count);
  if (!(largest >= nearly)) return `must come within ${nearly} of the bound, got ${largest}`;
  return (
    off("mean", mean(numbers), 0, bound / Math.sqrt(3 * count)) ??
    off("mean square", mean(numbers.map(squared)), bound ** 2 / 3, bound ** 2 * Math.sqrt(4 / 45 / count)) ??
    share("in the inner half", numbers, (value) => Math.abs(value) < bound / 2, 0.5) ??
    share("below zero", numbers, (value) => value < 0, 0.5) ??
    notApart(numbers)
  );
}

/** Where numbers do not look normally distributed with mean 0; null when they do. */
export function notNormal(values: ArrayLike<unknown>, deviation: number): string | null {
  const numbers = Array.from(values).filter((value) => typeof value === "number");
  if (numbers.length !== values.length) return "must be numbers";
  const count = numbers.length;
  const beyond = (many: number) => (value: number) => Math.abs(value) > many * deviation;
  return (
    off("mean", mean(numbers), 0, deviation / Math.sqrt(count)) ??
    off("mean square", mean(numbers.map(squared)), deviation ** 2, deviation ** 2 * Math.sqrt(2 / count)) ??
    share("beyond half a deviation", numbers, beyond(0.5), 0.617075) ??
    share("beyond one deviation", numbers, beyond(1), 0.317311) ??
    share("beyond two deviations", numbers, beyond(2), 0.0455) ??
    share("below zero", numbers, (value) => value < 0, 0.5) ??
    notApart(numbers) ??
    // Evenly spread numbers of this deviation end at √3. Of 600 normal ones, none beyond 1.9 once in 10¹⁵ times.
    (numbers.some(beyond(1.9)) ? null : "some must be beyond 1.9 deviations, got none")
  );
}

/** Whether so many of so many can be a matter of chance `probability`; what is wrong, or null. */
export function notByChance(hits: number, count: number, probability: number): string | null {
  return off("share", hits / count, probability, Math.sqrt((probability * (1 - probability)) / count));
}

/** Numbers with 24 bits seldom meet: a dozen pairs in ten thousand. A row that is repeated brings far more. */
function notApart(numbers: readonly number[]): string | null {
  const different = new Set(numbers).size;
  const fewest = numbers.length - 24 - numbers.length ** 2 / 2 ** 22;
  return different >= fewest ? null : `must differ, got ${different} different numbers of ${numbers.length}`;
}

function share(
  name: string,
  numbers: readonly number[],
  isHit: (value: number) => boolean,
  probability: number,
): string | null {
  const wrong = notByChance(numbers.filter(isHit).length, numbers.length, probability);
  return wrong === null ? null : `${name}: ${wrong}`;
}

function off(name: string, received: number, expected: number, deviation: number): string | null {
  const bound = sigmas * deviation;
  return Math.abs(received - expected) <= bound
    ? null
    : `${name} must be ${expected} ± ${bound}, got ${received}`;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

function squared(value: number): number {
  return value * value;
}
