import { availableParallelism } from "node:os";
import type { Grader } from "@tinytorch/grader";
import { CliError } from "../terminal/cli-error.ts";

interface GradersOptions {
  /** As many as can be of use. */
  readonly most?: number | undefined;
  /** As of `startGrader`. */
  readonly ownWork?: boolean;
}

/**
 * Starts as many graders as TINYTORCH_GRADERS says, or as there are processors, two at most: they share the memory. Closes
 * them when the work is done.
 */
export async function withGraders<Result>(
  root: string,
  work: (graders: readonly Grader[]) => Promise<Result>,
  { most = Number.POSITIVE_INFINITY, ownWork = false }: GradersOptions = {},
): Promise<Result> {
  const count = Math.min(most, wantedGraders(process.env.TINYTORCH_GRADERS || undefined));
  const { startGrader } = await import("@tinytorch/grader");
  const starting = await Promise.allSettled(Array.from({ length: count }, () => startGrader({ root, ownWork })));
  const graders = starting.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  try {
    for (const each of starting) if (each.status === "rejected") throw each.reason;
    return await work(graders);
  } finally {
    await Promise.all(graders.map((grader) => grader.close()));
  }
}

/** The server reads the same setting by the same rule. */
function wantedGraders(setting = String(Math.min(2, availableParallelism()))): number {
  const count = Number(setting);
  if (Number.isSafeInteger(count) && count >= 1 && count <= 64) return count;
  throw new CliError(2, `TINYTORCH_GRADERS: must be a whole number from 1 to 64, got ${JSON.stringify(setting)}`);
}
