import { ApiError, type User } from "@tinytorch/api";
import type { StoredSubmission, Submissions } from "./store.ts";

/** A submission the account may see. @throws ApiError `not-found`, the same for one that is another's and one that is not. */
export function visibleSubmission(submissions: Submissions, account: User, id: string): StoredSubmission {
  const submission = submissions.byId(id);
  if (submission === undefined || (submission.userId !== account.id && account.role !== "instructor")) {
    throw new ApiError("not-found");
  }
  return submission;
}
