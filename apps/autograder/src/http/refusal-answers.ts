import { ApiError } from "@tinytorch/api";
import type { StoreRefusal } from "../database/store-refusal.ts";

/** What the store refused, as the contract says it. */
export function answerToRefusal({ code, message, retryAfter }: StoreRefusal): ApiError {
  switch (code) {
    case "missing":
      return new ApiError("not-found");
    case "name-taken":
      return new ApiError("name-taken", { field: "name" });
    case "idempotency-key-reused":
      return new ApiError("idempotency-key-reused", { field: "idempotencyKey" });
    case "closed":
      return new ApiError("closed", { field: "module" });
    case "daily-cap":
      return new ApiError("daily-cap", { message, field: "module", retryAfter });
    case "quota":
      return new ApiError("quota", { message, field: "files" });
    case "nothing-to-regrade":
      return new ApiError("nothing-to-regrade", { field: "which" });
    case "wrong-state":
      return new ApiError("not-ready", { message });
  }
}
