import type { MutantVerdict } from "./verify-module.ts";

/**
 * How a mutant escapes that is caught by luck: `caught at some seeds only, not at 3 and 5`. Null for one that is caught
 * whatever the seed, or never.
 * @param seeds with how many it was graded
 */
export function unstableMutant({ caught, missedAt }: MutantVerdict, seeds: number): string | null {
  if (caught || missedAt.length === seeds) return null;
  if (missedAt.length === 0) return "caught at every seed, but by no test at all of them";
  return `caught at some seeds only, not at ${new Intl.ListFormat("en-GB").format(missedAt.map(String))}`;
}
