import { type ExceptionAnswer, type ExceptionRecord, exceptionAnswerSchema } from "@tinytorch/api";
import { readTime } from "@tinytorch/course";
import type { Context } from "../../context.ts";
import { isoTime } from "../../http/iso-time.ts";
import { keptIfShown } from "../../http/kept-if-shown.ts";
import { showGrade } from "../gradebook/show-grade.ts";
import type { StoredException } from "./store.ts";

/** An exception as the contract has it. */
export function showException(stored: StoredException): ExceptionRecord {
  const { id, kind, userId, userName, module, because, makerName, madeAt, removedAt, removerName, removalReason } =
    stored;
  const { zone, due, closes, attempts, points, maxPoints, submissionId, days } = stored;
  return {
    ...{ id, kind, student: { id: userId, name: userName }, module },
    dueAt: due === null || zone === null ? null : isoTime(readTime(due, zone).instant),
    ...{ zone, due, closes, attempts, points, maxPoints, submissionId, days },
    ...{ because, by: makerName, at: isoTime(madeAt) },
    removed:
      removedAt === null || removerName === null
        ? null
        : { by: removerName, at: isoTime(removedAt), because: removalReason },
  };
}

/** An exception, and whether it held before it was asked for: nothing was written then. */
export type Granted = StoredException & { readonly heldBefore?: boolean };

/** Makes a change and says what was done, with the grade as it is then. */
export function answerWith({ store, clock }: Pick<Context, "store" | "clock">, change: () => Granted): ExceptionAnswer {
  return keptIfShown(store, exceptionAnswerSchema, () => {
    const stored = change();
    const facts = store.grades.facts(stored.userId, stored.module);
    const grade = showGrade(facts, clock.now());
    return { exception: showException(stored), grade, heldBefore: stored.heldBefore ?? false };
  });
}
