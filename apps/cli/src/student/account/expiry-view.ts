import type { IssuedToken } from "@tinytorch/api";
import { localTime, print } from "../../terminal/terminal.ts";

/** Says when a new token ends, which may be sooner than was asked for: none outlasts the one that it was made with. */
export function printExpiry({ expiresAt }: Pick<IssuedToken, "expiresAt">): void {
  if (expiresAt !== null)
    print(`It expires at ${localTime(expiresAt)}; no token outlasts the one that it is made with.`);
}
