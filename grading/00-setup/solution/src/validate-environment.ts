import { compareVersions } from "./compare-versions.ts";
import type { SystemInfo } from "./system-info.ts";

/** The least that is asked for. What is left out is not asked for. */
export interface Requirements {
  /** A version such as `24.0.0`. */
  readonly node?: string;
  readonly cores?: number;
  readonly memoryGb?: number;
}

/** Whether all is well, and if not, everything that is amiss. */
export interface Validation {
  readonly ok: boolean;
  readonly problems: readonly string[];
}

/**
 * Holds a system to what is required. Exactly what is asked for is enough. Whoever reads the answer wants to mend everything
 * in one go, so every problem is told, node first, then cores, then memoryGb, each in the words
 *
 *   `node: must be >= 24.0.0, got 20.11.1`      `cores: must be >= 2, got 1`      `memoryGb: must be >= 4, got 3.5`
 *
 * A number of cores or GB that is not known (NaN) is a problem too, where it is asked for. `ok` is true when there is no
 * problem, and false otherwise. The answer and its list are made anew each time.
 */
export function validateEnvironment(system: SystemInfo, required: Requirements): Validation {
  // BEGIN SOLUTION
  // TODO: collect a sentence for each requirement that is not met, in that order
  const problems: string[] = [];
  if (required.node !== undefined && compareVersions(system.node, required.node) < 0) {
    problems.push(`node: must be >= ${required.node}, got ${system.node}`);
  }
  for (const part of ["cores", "memoryGb"] as const) {
    const least = required[part];
    // Not `system[part] < least`: NaN is not smaller than anything.
    if (least !== undefined && !(system[part] >= least)) {
      problems.push(`${part}: must be >= ${least}, got ${system[part]}`);
    }
  }
  return { ok: problems.length === 0, problems };
  // END SOLUTION
}
