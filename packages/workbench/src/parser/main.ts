import type { LoadProblem } from "@tinytorch/course";
import { unreadable } from "@tinytorch/sandbox/portable";
import { transformSync } from "amaro";
import { compileModule } from "../modules/compile-module.ts";

/** What the parser is asked, by number. */
export type ParserRequest =
  | { readonly type: "strip"; readonly file: string; readonly source: string }
  | { readonly type: "compile"; readonly sources: readonly string[] };

/** The worker that reads files and runs none of them: types are stripped by Node's own stripper, and modules made bodies of functions. */
globalThis.addEventListener(
  "message",
  ({ data: port }: MessageEvent<MessagePort>) => {
    port.onmessage = ({ data }: MessageEvent<ParserRequest>) => {
      port.postMessage({
        type: "reply",
        reply: data.type === "strip" ? strip(data.file, data.source) : compile(data.sources),
      });
    };
  },
  { once: true },
);

/** Those that are no modules are left out: whoever runs them finds out why. */
function compile(sources: readonly string[]) {
  const compiled = sources.flatMap((source) => {
    try {
      return [[source, compileModule("module.ts", source)] as const];
    } catch {
      return [];
    }
  });
  return { type: "compiled", compiled };
}

function strip(file: string, source: string) {
  try {
    const { code } = transformSync(source, { mode: "strip-only", sourceMap: false, filename: "" });
    return { type: "stripped", source: code };
  } catch (error) {
    return { type: "not-stripped", problem: problemOf(file, source, error) };
  }
}

/** The parser throws a place with a drawing of it; whatever else it throws is a breakdown of its own. */
function problemOf(file: string, source: string, error: unknown): LoadProblem {
  const text = (key: string) => {
    const value: unknown = typeof error === "object" && error !== null ? Reflect.get(error, key) : undefined;
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  if (text("code") === "") return { file, line: 1, column: 1, message: unreadable("a bug in Node.js", "") };
  const line = Number(text("startLine") || 1);
  const marks = text("snippet")
    .split("\n")
    .find((each) => /^\s*\^+\s*$/.test(each));
  const column = (marks?.indexOf("^") ?? 0) + 1;
  const at = source.split("\n")[line - 1]?.slice(column - 1) ?? "";
  return { file, line, column, message: unreadable(text("message"), at) };
}
