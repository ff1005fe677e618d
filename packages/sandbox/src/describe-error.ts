import type { SandboxReply } from "./messages.ts";

type Failure = Extract<SandboxReply, { type: "failure" }>;

/** The file name that a suite's function carries in stack traces. */
export const suiteFunctionName = "suite-function";

const builtinErrors = new Set([
  "Error",
  "AggregateError",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
]);

/**
 * What an error that came out of the isolate says about the submission. Of its own text only the class is kept (when
 * it is one of the language's) and the first place in the submission's files; a message could carry hidden inputs out.
 */
export function describeError(error: unknown, files: ReadonlySet<string>): Failure {
  const name = readText(error, "name");
  const message = readText(error, "message");
  const where = firstPlace(readText(error, "stack"), files);
  if (message === "Script execution timed out.") return failure("timeout", "", where);
  if (/^Isolate was disposed/.test(message)) return failure("memory", "", where);
  const missing = /^missing export (\w+)$/.exec(message);
  if (missing) return failure("missing-export", missing[1] ?? "", null);
  // V8 copies results without the submission's frames on the stack: a place would mean that its own code threw. A getter
  // in a result is not called: V8 ends the copy with a bare text.
  if (error === "illegal access") return refusedCopy;
  if (/could not be cloned|^Unsupported type|^Maximum call stack/.test(message) && where === null) return refusedCopy;
  if (message === "Array buffer allocation failed") return failure("memory", "", where);
  if (/^TODO\(/.test(message)) return failure("todo", "", where);
  return failure("threw", builtinErrors.has(name) ? name : "Error", where);
}

/**
 * What stopped a submission from loading. Nothing hidden has been shown to it yet, so its own message may be kept.
 */
export function describeLoadError(error: unknown, files: ReadonlySet<string>): Failure {
  const described = describeError(error, files);
  // Nothing is copied out while loading: what would be a refused reply later is a stack that overflowed.
  if (described.kind !== "threw" && described.kind !== "refused-reply") return described;
  const message = readText(error, "message").slice(0, 300);
  return {
    ...described,
    kind: "threw",
    detail: `${readText(error, "name").slice(0, 60) || "Error"}: ${message}`,
  };
}

const refusedCopy = failure("refused-reply", "value: must be plain data, got something that cannot be copied", null);

function failure(kind: Failure["kind"], detail: string, where: Failure["where"]): Failure {
  return { type: "failure", kind, detail, where };
}

function readText(error: unknown, key: string): string {
  if (typeof error !== "object" || error === null) return "";
  const value: unknown = Reflect.get(error, key);
  return typeof value === "string" ? value : "";
}

function firstPlace(stack: string, files: ReadonlySet<string>): Failure["where"] {
  for (const [, file, line] of stack.matchAll(/(src\/[a-z0-9-]+\.ts):(\d+)/g)) {
    if (file !== undefined && files.has(file)) return { file, line: Number(line) };
  }
  return null;
}
