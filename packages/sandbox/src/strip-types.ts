import { stripTypeScriptTypes } from "node:module";
import type { LoadProblem } from "@tinytorch/course";
import { unreadable } from "./load-words.ts";
import type { SandboxReply } from "./messages.ts";

/** A TypeScript file as JavaScript, each line where it was; or why it cannot become that. */
export function stripTypes(file: string, source: string): SandboxReply {
  try {
    return { type: "stripped", source: stripTypeScriptTypes(source, { mode: "strip" }) };
  } catch (error) {
    return { type: "not-stripped", problem: problemOf(file, source, error) };
  }
}

/** Node puts a drawing of the place before the error's stack: the line's number, the line, and marks below it. */
function problemOf(file: string, source: string, error: unknown): LoadProblem {
  const { message, stack = "" } = error instanceof Error ? error : new Error("it cannot be read");
  const [, line = "1"] = /^[^\n]*:(\d+)\n/.exec(stack) ?? [];
  const marks = stack.split("\n").find((each) => /^\s*\^+\s*$/.test(each));
  const column = (marks?.indexOf("^") ?? 0) + 1;
  const at = source.split("\n")[Number(line) - 1]?.slice(column - 1) ?? "";
  return { file, line: Number(line), column, message: unreadable(message, at) };
}
