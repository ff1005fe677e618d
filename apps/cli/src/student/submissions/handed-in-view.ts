import type { HandedInFor } from "@tinytorch/api";
import { viewMessage, viewName } from "../../terminal/message-view.ts";
import { localTime } from "../../terminal/terminal.ts";

/** Who handed a submission in for its student, and why another time counts; nothing where its student did. */
export function viewHandedInFor(handedInFor: HandedInFor | null): readonly string[] {
  if (handedInFor === null) return [];
  const { by, at, reason } = handedInFor;
  const who = `Handed in by ${viewName(by)} for its student on ${localTime(at)}`;
  if (reason === null) return [`${who}.`];
  return [`${who}, to count as received at the time above:`, ...viewMessage(reason, 2)];
}
