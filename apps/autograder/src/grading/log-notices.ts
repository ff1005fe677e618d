import type { SandboxNotice } from "@tinytorch/grader";
import type { FastifyBaseLogger } from "fastify";

/**
 * Writes down what ended a sandbox while a submission was worked on. What the machine did to it is for an operator to see to;
 * what a submission did to itself is in its report.
 */
export function logNotices(log: FastifyBaseLogger, submissionId: string): (notice: SandboxNotice) => void {
  return ({ during, blame, cause, time }) => {
    const facts = { submissionId, during, blame, cause, time };
    if (blame === "machine") log.warn(facts, "a sandbox ended by no doing of the submission");
    else log.info(facts, "a sandbox was ended by its submission");
  };
}
