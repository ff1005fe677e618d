import { type Action, whose } from "@tinytorch/api";
import { useSession } from "./use-session.ts";

/** Whether whoever is signed in may do this to somebody's data; what exactly, the service says. */
export function useMay(action: Action): boolean {
  const session = useSession();
  return (session.kind === "signed-in" || session.kind === "ended") && whose(action, session.user.role) !== "nobody";
}
