import { ApiError, type GrantRequest } from "@tinytorch/api";
import type { StoredExceptions } from "./store.ts";

/** Holds that what whoever decides has seen is what holds, so that nobody decides over another's head. @throws ApiError `changed-meanwhile`. */
export function requireStanding(
  exceptions: Pick<StoredExceptions, "list">,
  { student, module, standing }: Pick<GrantRequest, "student" | "module" | "standing">,
): void {
  if (standing === undefined) return;
  const seen = new Set(standing);
  const held = exceptions.list({ userId: student, module });
  if (held.length !== seen.size || held.some(({ id }) => !seen.has(id))) throw new ApiError("changed-meanwhile");
}
