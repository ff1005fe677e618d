import type { Owner } from "@tinytorch/api";
import type { Store } from "../../store.ts";
import { reachedOf } from "../people/reach.ts";
import type { StoredSubmission } from "./store.ts";

/** A submission the account may see. @throws ApiError `not-found`, the same for one that is another's and one that is not. */
export function visibleSubmission(
  { submissions, people }: Pick<Store, "submissions" | "people">,
  account: Owner,
  id: string,
): StoredSubmission {
  return reachedOf(people, "work.read", account, submissions.byId(id));
}
