import { diagnosisOf, type KnownMistake, type Outcome, type SubmittedFiles, suspects } from "@tinytorch/course";
import type { SubmissionSession } from "@tinytorch/sandbox";
import type { Evidence, Exchange } from "./evidence.ts";
import type { PreparedModule } from "./prepared-modules.ts";
import { isSameAnswer, isTelling } from "./same-answer.ts";

/**
 * What the submission does, in words, or null. Of the listed mistakes that fail the same tests in the same way each is asked what
 * the failed tests asked, with the same inputs: said is what answers the same throughout.
 *
 * @param open begins to load files as the submission's were.
 */
export async function diagnoseRun(
  module: Pick<PreparedModule, "known" | "mutantFiles">,
  outcomes: readonly Outcome[],
  evidence: Evidence,
  open: (files: SubmittedFiles) => SubmissionSession,
): Promise<string | null> {
  const failed = outcomes.flatMap((outcome) =>
    outcome.state === "failed" ? [{ test: outcome.id, kind: outcome.kind }] : [],
  );
  const alike: KnownMistake[] = [];
  for (const mistake of evidence.isWhole ? suspects(failed, module.known) : []) {
    const session = open(module.mutantFiles(mistake.mutant));
    try {
      if (await answersAlike(session, evidence.exchanges)) alike.push(mistake);
    } catch {
      // The machinery failed under a suspect. The score is known by now: a remark on it is not worth the run.
      return null;
    } finally {
      await session.close();
    }
  }
  return diagnosisOf(alike);
}

/**
 * Stops at the first answer that is another one: a mistake that is not it costs one question. Where nothing but slips of the pen
 * was answered nothing is alike.
 */
async function answersAlike(session: SubmissionSession, exchanges: readonly Exchange[]): Promise<boolean> {
  for (const { source, args, answer } of exchanges) {
    if (!isSameAnswer(await session.evaluate(source, args), answer)) return false;
  }
  return exchanges.some(({ answer }) => isTelling(answer));
}
