import type { Role } from "@tinytorch/api";

/** What an account may be, for options: the contract's schemas are loaded only when the service is asked. */
export const roles = ["student", "assistant", "instructor", "admin", "ci"] as const satisfies readonly Role[];
