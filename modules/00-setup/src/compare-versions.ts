/** What a version looks like: digits, a dot, digits, a dot, digits, and nothing before or after. How many digits is free. */
const form = /^\d+\.\d+\.\d+$/;

/**
 * Which of two versions is the older one: −1 when it is `a`, 1 when it is `b`, 0 when they are equal.
 *
 *   compareVersions("9.0.0", "24.0.0")  is −1, for 9 < 24
 *   compareVersions("1.10.0", "1.9.5")  is 1, for 10 > 9, and then the patch does not matter
 *   compareVersions("24.04.0", "24.4.0")  is 0, for a 0 in front changes no number
 *
 * Parts may be large, up to 2⁵³ − 1: some write a date there, 1.0.20261129.
 *
 * @throws RangeError on a text that is no version, whichever of the two it is, or both, and whatever the other one is:
 *   `compareVersions: a version must look like 24.1.0, got 24`
 */
export function compareVersions(a: string, b: string): -1 | 0 | 1 {
  for (const version of [a, b]) {
    if (!form.test(version)) {
      throw new RangeError(`compareVersions: a version must look like 24.1.0, got ${version}`);
    }
  }
  throw new Error("TODO(00-setup): make numbers of the parts, and let the first pair that differs decide");
}
