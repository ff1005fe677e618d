import type { SandboxReply } from "./messages.ts";
import type { ProcessEnd, SandboxSilence } from "./silence.ts";

/** Whose doing an end is. `null` is no end at all: an answer, or nonsense that no accident makes. */
type Blame = "submission" | "machine" | null;

/** What asking a sandbox process may come to; what never got as far as asking is an answer too. */
export type Attempt = SandboxReply | SandboxSilence | { readonly type: "not-loaded" };

/** Whose doing it is that there is no answer, as far as one time can tell. */
export function blameFor(reply: Attempt): Blame {
  if (reply.type === "failure") return reply.kind === "timeout" || reply.kind === "memory" ? "submission" : null;
  if (reply.type !== "silence") return null;
  if (reply.reason === "timeout") return reply.wasBusy ? "submission" : "machine";
  return reply.reason === "died" ? blameForEnd(reply.end) : null;
}

/** Whose doing it is that a process ended: the signals that a program brings on itself are the submission's. */
export function blameForEnd(end: ProcessEnd | null): "submission" | "machine" {
  return isFromOutside(end) ? "machine" : "submission";
}

/** What ended it, for the log. */
export function causeOf(reply: Attempt): string {
  if (reply.type === "failure") return reply.kind === "memory" ? "out of memory" : "processor time used up";
  if (reply.type !== "silence") return "an answer";
  if (reply.reason === "flood" || reply.reason === "garbage") return "an answer that is none";
  if (reply.end !== null) return endWords(reply.end);
  if (reply.reason === "died") return "the process could not be started";
  return reply.wasBusy ? "no answer, and busy" : "no answer, and kept from running";
}

export function endWords(end: ProcessEnd): string {
  return end.signal === null ? `exit code ${end.code}` : `signal ${end.signal}`;
}

/** Signals by which others end a process, and never what it does itself. */
const othersSignals: ReadonlyMap<string, number> = new Map([
  ["SIGHUP", 1],
  ["SIGINT", 2],
  ["SIGKILL", 9],
  ["SIGTERM", 15],
]);

/** A jail tells the signal that ended what ran in it by an exit code: 128 and the signal's number. */
function isFromOutside(end: ProcessEnd | null): boolean {
  if (end === null) return true;
  if (end.signal !== null) return othersSignals.has(end.signal);
  return [...othersSignals.values()].some((number) => end.code === 128 + number);
}
