import { availableParallelism } from "node:os";
import type { Grader } from "@tinytorch/grader";

/**
 * Starts as many graders as there are processors, two at most by default: they share the memory. Closes them when the work
 * is done.
 */
export async function withGraders<Result>(
  root: string,
  work: (graders: readonly Grader[]) => Promise<Result>,
  most = 2,
): Promise<Result> {
  const { startGrader } = await import("@tinytorch/grader");
  const count = Math.min(most, availableParallelism());
  const starting = await Promise.allSettled(Array.from({ length: count }, () => startGrader({ root })));
  const graders = starting.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  try {
    for (const each of starting) if (each.status === "rejected") throw each.reason;
    return await work(graders);
  } finally {
    await Promise.all(graders.map((grader) => grader.close()));
  }
}
