import { type Action, whose } from "@tinytorch/api";
import { useSession } from "./use-session.ts";

/** Whether who uses these pages may do something to others' data, by the table that the service goes by. */
export function useMay(action: Action): boolean {
  const session = useSession();
  return "user" in session && !["nobody", "own"].includes(whose(action, session.user.role));
}
