import type { Limits, LoadProblem, SandboxFailureKind } from "@tinytorch/course";
import { absentWords, oneLine } from "./load-words.ts";
import type { SandboxReply } from "./messages.ts";
import type { Refusal } from "./plain-data.ts";
import type { SandboxSilence } from "./silence.ts";

/** Why an evaluation gave no value. `cause` is a sentence a student may read. */
export interface SandboxFailure {
  readonly kind: SandboxFailureKind;
  readonly cause: string;
}

export interface FailureContext
  extends Pick<Limits, "testMilliseconds" | "memoryMegabytes" | "replyBytes" | "replyDepth"> {
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  readonly exports: readonly string[];
}

type Failed = Extract<SandboxReply, { type: "failure" }> | SandboxSilence;

/**
 * Says what became of a test in our own words. Nothing of the reply stands in them but what is looked up in a list of
 * ours: a place in the submission, one of its exports, one of its problems, one of the refusals.
 */
export function explainFailure(
  reply: Failed,
  context: FailureContext,
  problems: readonly LoadProblem[] = [],
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
    case "load": {
      const problem = problems.find((_, index) => String(index) === reply.detail);
      return problem === undefined ? { kind: "load", cause: "a file does not load" } : loadFailure(problem);
    }
    case "refused-reply":
      return { kind: "refused-reply", cause: `the result was refused: ${ruleOf(reply.detail, context)}` };
    case "withheld":
      return { kind: "threw", cause: `the code threw a TypeError${place}: it used what is withheld` };
    case "absent": {
      const words = absentWords(reply.detail);
      return { kind: "threw", cause: `the code threw a ReferenceError${place}${words === null ? "" : `: ${words}`}` };
    }
    case "unusable":
      return { kind: "threw", cause: `the result could not be used: that threw ${article(reply.detail)}` };
    case "threw":
      return { kind: "threw", cause: `the code threw ${article(reply.detail)}${place}` };
  }
}

/** What does not load, as a sandbox process says it, held to the submission's own files and lines. */
export function checkedProblems(
  problems: readonly LoadProblem[],
  { files, entry }: Pick<FailureContext, "files" | "entry">,
): readonly LoadProblem[] {
  return problems.map(({ file, line, column, message }) => {
    const known = Object.hasOwn(files, file);
    const inFile = known && line !== null && line <= (files[file] ?? "").split("\n").length;
    return {
      file: known ? file : entry,
      line: inFile ? line : null,
      column: inFile ? column : null,
      message: oneLine(message, 600),
    };
  });
}

/** Why a whole submission could not be loaded, where the process that was to do it ended instead: its entry's problem. */
export function wholeProblem(reply: Failed, context: FailureContext): LoadProblem {
  const { cause } = explainFailure(reply, context);
  return { file: context.entry, line: null, column: null, message: `while loading, ${cause}` };
}

/** What a test comes to that needs a file which does not load, whatever stopped that. */
export function loadFailure(problem: LoadProblem): SandboxFailure {
  return { kind: "load", cause: describeProblem(problem) };
}

function describeProblem({ file, line, message }: LoadProblem): string {
  return `${file} does not load${line === null ? "" : ` (line ${line})`}: ${message}`;
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

/** What a refusal says: a sentence of ours for each, and the same for whatever else a process may say. */
function ruleOf(detail: string, { replyBytes, replyDepth }: FailureContext): string {
  const rules: ReadonlyMap<string, string> = new Map<Refusal, string>([
    ["too-large", `it must fit in ${replyBytes} bytes`],
    ["too-deep", `it must nest at most ${replyDepth} levels`],
    ["function", "it must be plain data, and holds a function"],
    ["symbol", "it must be plain data, and holds a symbol"],
    ["bigint", "it must be plain data, and holds a bigint"],
    ["instance", "it must be plain data, and holds an instance of a class"],
    ["cycle", "it must be plain data, and holds itself"],
    ["promise", "it must be plain data, and holds a promise"],
    ["getter", "it must be plain data, and holds a getter"],
    ["key", "it must be plain data, and has a key that no data has"],
  ]);
  return rules.get(detail) ?? "it must be plain data";
}
