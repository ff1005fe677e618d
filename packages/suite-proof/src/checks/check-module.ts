import { coverageCheck } from "./check-coverage.ts";
import { hintsCheck } from "./check-hints.ts";
import { labCheck } from "./check-lab.ts";
import { manifestCheck } from "./check-manifest.ts";
import { packagesCheck } from "./check-packages.ts";
import { pageCheck } from "./check-page.ts";
import { pageCodeCheck } from "./check-page-code.ts";
import { starterCheck } from "./check-starter.ts";
import { visibleTestsCheck } from "./check-visible-tests.ts";
import { type CheckResult, type ModuleCheck, modulePlace, runCheck } from "./module-check.ts";

/** What every module keeps besides a sound suite, the cheapest first. */
export const moduleChecks: readonly ModuleCheck[] = [
  manifestCheck,
  packagesCheck,
  starterCheck,
  pageCheck,
  coverageCheck,
  hintsCheck,
  pageCodeCheck,
  labCheck,
  visibleTestsCheck,
];

/** Every check of one module of the course in a folder, in the order of `moduleChecks`. Nothing is written. */
export async function checkModule(
  root: string,
  id: string,
  onCheck: (check: ModuleCheck) => void = () => {},
): Promise<readonly CheckResult[]> {
  const place = modulePlace(root, id);
  const results: CheckResult[] = [];
  for (const check of moduleChecks) {
    onCheck(check);
    results.push(await runCheck(check, place));
  }
  return results;
}
