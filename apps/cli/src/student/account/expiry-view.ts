import type { IssuedToken } from "@tinytorch/api";
import { localTime, print } from "../../terminal/terminal.ts";

/** Says when a new token ends; and why, where nobody asked for it: none outlasts the one that it was made with. */
export function printExpiry({ expiresAt }: Pick<IssuedToken, "expiresAt">, asked?: string): void {
  if (expiresAt === null) return;
  const why = asked === undefined ? ", as the token that it was made with does" : "";
  print(`It expires at ${localTime(expiresAt)}${why}.`);
}
