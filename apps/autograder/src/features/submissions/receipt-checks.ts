import type { SubmitRequest } from "@tinytorch/api";
import type { LoadProblem } from "@tinytorch/course";
import type { FastifyBaseLogger } from "fastify";
import type { Context } from "../../context.ts";
import type { AcceptedSubmission, StoredReceipt } from "./store.ts";

/** Puts on a receipt whether the files load. */
export type CheckReceipt = (
  accepted: AcceptedSubmission,
  userId: string,
  request: SubmitRequest,
) => Promise<StoredReceipt>;

/**
 * Checks what was just accepted. It is stored before, so nothing of a check can lose it; and what the receipt says is stored
 * before it is sent, so a retry reads the same.
 */
export function receiptChecks(
  { store, dispatcher }: Pick<Context, "store" | "dispatcher">,
  log: FastifyBaseLogger,
): CheckReceipt {
  /** By submission: a retry that comes meanwhile waits for the same answer. */
  const underWay = new Map<string, Promise<readonly LoadProblem[] | undefined>>();

  async function check(
    { id: submissionId, position }: StoredReceipt,
    userId: string,
    { module, files }: SubmitRequest,
  ) {
    try {
      const problems = await dispatcher.check({ submissionId, userId, position, moduleId: module, files });
      if (problems !== undefined) await store.gathered(() => store.submissions.recordCheck(submissionId, problems));
      return problems;
    } catch (error) {
      log.error({ err: error, submissionId }, "what a check found could not be stored; the receipt says nothing of it");
      return undefined;
    } finally {
      underWay.delete(submissionId);
    }
  }

  return async ({ isNew, ...receipt }, userId, request) => {
    const { id } = receipt;
    if (isNew) underWay.set(id, check(receipt, userId, request));
    const problems = await underWay.get(id);
    return problems === undefined ? receipt : { ...receipt, loads: problems.length === 0, loadProblems: problems };
  };
}
