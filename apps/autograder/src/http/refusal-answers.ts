import { ApiError } from "@tinytorch/api";
import type { StoreRefusal } from "../database/store-refusal.ts";

const unknownInvitation = "There is no such invitation; look whether the link is whole, or ask for another.";

/** What the store refused, as the contract says it. */
export function answerToRefusal({ code, message, retryAfter, field }: StoreRefusal): ApiError {
  switch (code) {
    case "missing":
      return new ApiError("not-found");
    case "name-taken":
      return new ApiError("name-taken", { field });
    case "identifier-taken":
      return new ApiError("identifier-taken", { message, field });
    case "dropped":
      return new ApiError("dropped");
    case "last-admin":
      return new ApiError("last-admin");
    case "invalid-roster":
      return new ApiError("invalid-roster", { message, field: "file" });
    case "idempotency-key-reused":
      return new ApiError("idempotency-key-reused", { field: "idempotencyKey" });
    case "closed":
    case "not-released":
    case "no-attempts":
      return new ApiError(code, { message, field: "module" });
    case "no-late-days":
      return new ApiError(code, { message, field: "days" });
    case "not-possible":
      return new ApiError(code, { message });
    case "cool-down":
    case "daily-cap":
      return new ApiError(code, { message, field: "module", retryAfter });
    case "quota":
      return new ApiError("quota", { message, field: "files" });
    case "too-many-tokens":
      return new ApiError("too-many-tokens");
    case "invitation-unknown":
      return new ApiError("not-found", { message: unknownInvitation, field: "invitation" });
    case "invitation-used":
    case "invitation-revoked":
    case "invitation-expired":
      return new ApiError(code, { field: "invitation" });
    case "nothing-to-regrade":
      return new ApiError("nothing-to-regrade", { field: "which" });
    case "question-open":
      return new ApiError("question-open", { field: "module" });
    case "wrong-state":
      return new ApiError("not-ready", { message });
  }
}
