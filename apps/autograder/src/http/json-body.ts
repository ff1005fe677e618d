import { ApiError } from "@tinytorch/api";
import { duplicateKey } from "@tinytorch/course-files";
import type { FastifyInstance } from "fastify";
import { hasMoreMarks } from "./json-marks.ts";

const notJson = "The body must be JSON, and without __proto__ or constructor.prototype keys.";

/** A body beyond so many bytes is a submission: few strings, however long. */
const manyBytes = 262_144;
const mostMarks = 2_000;

/**
 * Reads bodies as JSON in UTF-8 and nothing else: bytes that are not UTF-8 are refused instead of replaced (a
 * submission's hash must be of what was sent), and so are `__proto__` and `constructor.prototype` keys, keys that an
 * object has twice (one value of the two would be dropped), nesting beyond any form this service takes, and large bodies of
 * many values, which would take long to read.
 */
export function acceptJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    if (body.length > manyBytes && hasMoreMarks(Buffer.from(body), mostMarks)) {
      done(refusal("A body of this size must be a submission, got more values than one has."));
      return;
    }
    let text: string;
    try {
      text = typeof body === "string" ? body : utf8.decode(body);
    } catch {
      done(refusal("The body must be UTF-8, got other bytes."));
      return;
    }
    parse(request, text, (error: Error | null, value?: unknown) => {
      if (error === null) done(refuseDuplicates(text), value);
      else done(refusal(notJson));
    });
  });
}

function refuseDuplicates(text: string): ApiError | null {
  try {
    const key = duplicateKey(text);
    if (key === undefined) return null;
    const shown = key.length <= 200 ? key : `${key.slice(0, 200)}…`;
    return refusal(`The body must have each key of an object once, got ${JSON.stringify(shown)} twice.`, shown);
  } catch (error) {
    if (error instanceof RangeError) return refusal("The body must be JSON that nests less deep.");
    throw error;
  }
}

function refusal(message: string, field = "body"): ApiError {
  return new ApiError("invalid-json", { message, field });
}
