import { useSyncExternalStore } from "react";
import { onSessionChange, type SessionState, sessionState } from "./session.ts";

/** Who uses these pages, drawn again when that changes. */
export function useSession(): SessionState {
  return useSyncExternalStore(onSessionChange, sessionState);
}
