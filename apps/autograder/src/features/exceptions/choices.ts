import { ApiError, type Owner, whose } from "@tinytorch/api";
import type { Context } from "../../context.ts";
import { reachedPerson } from "../people/reach.ts";
import { requireNotClosed } from "../submissions/admission.ts";
import type { StoredSubmission } from "../submissions/store.ts";
import { visibleSubmission } from "../submissions/visible-submission.ts";
import type { Granted } from "./show-exception.ts";
import { noDetail, type StoredException } from "./store.ts";

/**
 * Lets a submission count. Staff chooses any; a student their own, where the module leaves that to students, until it closes, and
 * while nobody of the staff has chosen. One that they have chosen already, for no other reason, is answered as it is.
 * @throws ApiError `not-found`, `not-possible`, `invalid-request` where staff says no reason; StoreRefusal `closed`.
 */
export function chooseSubmission(context: Context, account: Owner, id: string, because: string | undefined): Granted {
  const { userId, module } = requireChoice(context, account, id, because);
  const standing = choicesIn(context, userId, module).at(-1);
  const isOwn = (by: string) => by === userId;
  if (standing?.submissionId === id && isOwn(standing.madeBy) === isOwn(account.id)) {
    if (because === undefined || standing.because === because) return { ...standing, heldBefore: true };
  }
  const reason = because ?? "the student's choice";
  const choice = { ...noDetail, kind: "choice", userId, module, submissionId: id, because: reason } as const;
  return context.store.exceptions.add(account.id, choice);
}

/**
 * Takes the choice of a submission back, however often it was chosen.
 * @throws as `chooseSubmission` does, and ApiError `not-possible` when it is not the one that is chosen.
 */
export function unchooseSubmission(
  context: Context,
  account: Owner,
  id: string,
  because: string | undefined,
): StoredException {
  const { userId, module } = requireChoice(context, account, id, because);
  const choices = choicesIn(context, userId, module);
  const standing = choices.at(-1);
  if (standing?.submissionId !== id) {
    throw new ApiError("not-possible", { message: "This submission is not chosen to count." });
  }
  const withdraw = (choice: StoredException) =>
    context.store.exceptions.withdraw(account.id, choice.id, because ?? null);
  for (const earlier of choices.slice(0, -1)) if (earlier.submissionId === id) withdraw(earlier);
  return withdraw(standing);
}

function choicesIn({ store }: Context, userId: string, module: string): readonly StoredException[] {
  return store.exceptions.list({ userId, module }).filter(({ kind }) => kind === "choice");
}

function requireChoice(context: Context, account: Owner, id: string, because: string | undefined): StoredSubmission {
  const { store } = context;
  const submission = visibleSubmission(store, account, id);
  const owner = reachedPerson("submission.choose", account, store.people.owner(submission.userId));
  if (owner.id !== account.id && because === undefined) {
    throw new ApiError("invalid-request", { message: "because: must say why, got nothing.", field: "because" });
  }
  if (whose("submission.choose", account.role) !== "everybody") requireOwnChoice(context, account, submission.module);
  return submission;
}

function requireOwnChoice(context: Context, { id }: Owner, module: string): void {
  const { store, clock } = context;
  const facts = store.grades.facts(id, module);
  if (facts.assignment.counts !== "chosen") {
    const message = `In ${module} the ${facts.assignment.counts} submission counts, and an instructor alone may choose another.`;
    throw new ApiError("not-possible", { message });
  }
  requireNotClosed(facts, clock.now());
  if (choicesIn(context, id, module).some(({ madeBy }) => madeBy !== id)) {
    throw new ApiError("not-possible", { message: "An instructor chose which submission counts." });
  }
}
