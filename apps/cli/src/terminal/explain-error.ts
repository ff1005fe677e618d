import { CliError, type FailureCode } from "./cli-error.ts";
import { hasServer } from "./installed.ts";
import { saidAsTyped, type Typed } from "./typed-name.ts";

export interface Explanation {
  readonly sentence: string;
  readonly exitCode: FailureCode;
}

/** What to look at when a service does not answer. */
const isItThere = hasServer
  ? "is it running (`tito start`), and is the address right (`tito login --url`)?"
  : "are you connected, and is the address right (`tito login --url`)?";

const signIn = "the token was not accepted: run `tito login` with the token the course gave you";

/**
 * Any error as one sentence and an exit code. The classes of other packages are loaded only here: a command that works
 * does not pay for them. What the service says of a field is said in the words of the command that was called.
 */
export async function explainError(error: unknown, command?: Typed): Promise<Explanation> {
  if (error instanceof CliError) return { sentence: error.message, exitCode: error.exitCode };
  const { ApiError, errors, ServiceUnreachableError } = await import("@tinytorch/api");
  if (error instanceof ApiError) {
    if (error.code === "unauthorized") {
      // That a token has expired is said by the service alone.
      return { sentence: error.message === errors.unauthorized.sentence ? signIn : error.message, exitCode: 2 };
    }
    if (error.code === "daily-cap" || error.code === "cool-down") return { sentence: error.message, exitCode: 3 };
    if (error.status === 429) return { sentence: tryLater(error.retryAfter), exitCode: 3 };
    const request = error.status >= 500 ? ` (request ${error.requestId ?? "unknown"})` : "";
    const sentence = saidAsTyped(error.message, error.field, command);
    return { sentence: `${sentence}${request}`, exitCode: error.status < 500 ? 2 : 3 };
  }
  if (error instanceof ServiceUnreachableError) {
    return {
      sentence: `${flat(error.message)}; ${isItThere}`,
      exitCode: 3,
    };
  }
  const { InfrastructureError } = await import("@tinytorch/course");
  if (error instanceof InfrastructureError) {
    return { sentence: `there is no grade, for the grader broke: ${flat(error.message)}`, exitCode: 3 };
  }
  return { sentence: `internal: ${await oneLine(error)}`, exitCode: 3 };
}

function tryLater(seconds: number | undefined): string {
  return `the service has had too many requests from you: try again ${seconds === undefined ? "later" : `in ${seconds} s`}`;
}

/** What a schema or an unforeseen failure said, on one line. */
export async function oneLine(error: unknown): Promise<string> {
  const { z } = await import("zod");
  const text = error instanceof z.ZodError ? z.prettifyError(error).replaceAll("✖ ", "") : String(error);
  return flat(text.replace(/^(JsonFile)?Error: /, ""));
}

function flat(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}
