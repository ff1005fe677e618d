import { absentWords, undefinedName } from "./load-words.ts";
import type { SandboxReply } from "./messages.ts";
import { firstPlace } from "./place.ts";
import { saysWithheld } from "./withheld-words.ts";

export type Failure = Extract<SandboxReply, { type: "failure" }>;

/** The file name that a suite's function carries in stack traces. */
export const suiteFunctionName = "suite-function";

/** What the suite's realm says of an evaluation that threw. The texts are the submission's. */
export interface Thrown {
  /** `threw-here`: an error of the suite's realm. */
  readonly kind: "threw" | "threw-here" | "load" | "missing-export";
  readonly detail: string;
  readonly message?: string;
  readonly stack?: string;
}

/**
 * What something that was thrown says about the submission. Of its own text only two things are looked at: whether it is
 * a part that is not written yet, and the first place in the submission's files. A message could carry hidden inputs out.
 */
export function describeThrown(
  { kind, detail, message = "", stack = "" }: Thrown,
  files: ReadonlySet<string>,
): Failure {
  if (kind !== "threw" && kind !== "threw-here") return failure(kind, detail, null);
  const where = firstPlace(stack, files);
  if (detail === "RangeError" && message === "Array buffer allocation failed") return failure("memory", "", where);
  if (/^TODO\(/.test(message)) return failure("todo", "", where);
  const missing = where === null ? undefined : undefinedName(detail, message);
  if (missing !== undefined && absentWords(missing) !== null) return failure("absent", missing, where);
  if (detail === "TypeError" && saysWithheld(message)) return failure("withheld", "", where);
  // The frames of the submission's realm are not in a stack of the suite's: only what its function did itself is innermost there.
  if (kind === "threw-here" && message !== codeOfText && isThrownBySuite(stack))
    return failure("unusable", detail, null);
  return failure("threw", detail, where);
}

/** What V8 says to `Function("…")` in a submission that a suite called: in the suite's realm, by a rule of its own. */
const codeOfText = "no access";

/** Whether the innermost call of a stack is one of a suite's function. */
function isThrownBySuite(stack: string): boolean {
  const innermost = stack.split("\n").find((line) => /^\s+at /.test(line)) ?? "";
  return innermost.includes(`${suiteFunctionName}:`);
}

/**
 * What an error says that ended an evaluation from outside the suite's realm: its result could not be copied, or a promise
 * was rejected that nobody looked after. Null means that the result could not be copied.
 */
export function describeEnd(error: unknown, files: ReadonlySet<string>): Failure | null {
  const message = readText(error, "message");
  const where = firstPlace(readText(error, "stack"), files);
  // V8 copies results without the submission's frames on the stack: a place would mean that its own code threw. A getter
  // in a result is not called: V8 ends the copy with a bare text.
  if (error === "illegal access") return null;
  if (/could not be cloned|^Unsupported type|^Maximum call stack/.test(message) && where === null) return null;
  const name = readText(error, "name");
  return failure("threw", builtinErrors.has(name) ? name : "Error", where);
}

export function failure(kind: Failure["kind"], detail: string, where: Failure["where"]): Failure {
  return { type: "failure", kind, detail, where };
}

export function readText(error: unknown, key: string): string {
  if (typeof error !== "object" || error === null) return "";
  const value: unknown = Reflect.get(error, key);
  return typeof value === "string" ? value : "";
}

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
