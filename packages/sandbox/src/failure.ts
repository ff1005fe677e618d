import type { Limits, SandboxFailureKind } from "@tinytorch/course";
import type { SandboxReply } from "./messages.ts";
import type { SandboxSilence } from "./sandbox-process.ts";

/** Why an evaluation gave no value. `cause` is a sentence a student may read. */
export interface SandboxFailure {
  readonly kind: SandboxFailureKind;
  readonly cause: string;
}

export interface FailureContext extends Pick<Limits, "testMilliseconds" | "memoryMegabytes" | "replyBytes"> {
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  readonly exports: readonly string[];
}

/** Says what became of a test in our own words; of the reply only what can be checked against the submission is used. */
export function explainFailure(
  reply: Extract<SandboxReply, { type: "failure" }> | SandboxSilence,
  context: FailureContext,
): SandboxFailure {
  const tooLong = `the code ran longer than ${context.testMilliseconds / 1000} s and was stopped`;
  if (reply.type === "silence") {
    if (reply.reason === "timeout") return { kind: "timeout", cause: tooLong };
    if (reply.reason === "died") {
      return { kind: "memory", cause: `the code crashed its sandbox (limit ${context.memoryMegabytes} MB)` };
    }
    return { kind: "refused-reply", cause: `the result must be data of at most ${context.replyBytes} bytes` };
  }
  const place = describePlace(reply.where, context.files);
  switch (reply.kind) {
    case "timeout":
      return { kind: "timeout", cause: tooLong + place };
    case "memory":
      return { kind: "memory", cause: `the code ran out of memory (limit ${context.memoryMegabytes} MB)` };
    case "todo":
      return { kind: "todo", cause: `a part is not written yet: its TODO was reached${place}` };
    case "missing-export": {
      const name = context.exports.find((known) => known === reply.detail) ?? "a name the module promises";
      return { kind: "load", cause: `${context.entry} does not export ${name}` };
    }
    case "refused-import":
      return { kind: "refused-import", cause: printable(reply.detail) };
    case "refused-reply":
      return { kind: "refused-reply", cause: `the result was refused: ${rule(reply.detail)}` };
    case "threw":
      return { kind: "threw", cause: `the code threw ${article(reply.detail)}${place}` };
  }
}

/** Why a submission could not be loaded: here its own message is shown, for it has seen nothing hidden yet. */
export function explainLoadFailure(
  reply: Extract<SandboxReply, { type: "failure" }> | SandboxSilence,
  context: FailureContext,
): SandboxFailure {
  if (reply.type === "failure" && reply.kind === "threw") {
    const place = describePlace(reply.where, context.files);
    return { kind: "load", cause: `the submission did not load${place}: ${printable(reply.detail)}` };
  }
  const explained = explainFailure(reply, context);
  return { ...explained, cause: `while loading, ${explained.cause}` };
}

function describePlace(
  where: { readonly file: string; readonly line: number } | null,
  files: Readonly<Record<string, string>>,
): string {
  if (where === null || !Object.hasOwn(files, where.file)) return "";
  const lines = (files[where.file] ?? "").split("\n").length;
  return where.line <= lines ? ` at ${where.file}:${where.line}` : "";
}

function article(name: string): string {
  const known = /^(Aggregate|Eval|Range|Reference|Syntax|Type|URI)Error$/.test(name) ? name : "Error";
  return /^[AEIOU]/.test(known) ? `an ${known}` : `a ${known}`;
}

/** The rule without the path and the value, which may hold what the submission put there. */
function rule(detail: string): string {
  return /must (be plain data|fit in \d+ bytes|nest at most \d+ levels)/.exec(detail)?.[0] ?? "must be plain data";
}

function printable(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, " ").slice(0, 400);
}
