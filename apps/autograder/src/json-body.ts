import { ApiError } from "@tinytorch/api";
import type { FastifyInstance } from "fastify";

const notJson = "The body must be JSON, and without __proto__ or constructor.prototype keys.";

/**
 * Reads bodies as JSON in UTF-8 and nothing else: bytes that are not UTF-8 are refused instead of replaced (a
 * submission's hash must be of what was sent), and so are `__proto__` and `constructor.prototype` keys.
 */
export function acceptJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    let text: string;
    try {
      text = typeof body === "string" ? body : utf8.decode(body);
    } catch {
      done(
        new ApiError("invalid-json", { message: "The body must be UTF-8, got other bytes.", field: "body" }),
      );
      return;
    }
    parse(request, text, (error: Error | null, value?: unknown) => {
      done(error === null ? null : new ApiError("invalid-json", { message: notJson, field: "body" }), value);
    });
  });
}
