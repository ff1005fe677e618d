import type { FastifyBaseLogger } from "fastify";

/** Runs work beside the grading loops, which must not end the server: the next beat tries again. */
export function guarded(log: FastifyBaseLogger, work: () => void): void {
  try {
    work();
  } catch (error) {
    log.error({ err: error }, "the queue could not be tended; trying again");
  }
}
