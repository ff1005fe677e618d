import { ApiError, type ErrorBody, type ErrorCode } from "@tinytorch/api";
import Database from "better-sqlite3";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { StoreRefusal } from "../database/store-refusal.ts";
import { answerToRefusal } from "./refusal-answers.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Why it was refused; null while it was not. */
    errorCode: ErrorCode | null;
  }
}

/** SQLite's reasons that pass by themselves or by an operator's hand: the request may be tried again. */
const passing = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY)/;
const retrySeconds = 5;

/** Answers a request that met an error: by the contract's table, and with nothing of the inside in it. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toApiError(error);
  request.errorCode = refusal.code;
  if (refusal.status >= 500) request.log.error({ err: error }, refusal.message);
  // A sentence and the rest of a field's path may hold what somebody sent.
  else request.log.debug({ code: refusal.code, field: refusal.field?.split(".")[0] }, "refused");
  if (refusal.status === 401) reply.header("www-authenticate", "Bearer");
  if (refusal.retryAfter !== undefined) reply.header("retry-after", refusal.retryAfter);
  return reply
    .code(refusal.status)
    .type("application/json")
    .serializer(JSON.stringify)
    .send(bodyOf(refusal, request.id));
}

function bodyOf({ code, message, field }: ApiError, requestId: string): ErrorBody {
  return { error: { code, message, ...(field === undefined ? {} : { field }) }, requestId };
}

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof StoreRefusal) return answerToRefusal(error);
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [issue] = error.validation;
    // `/files/src/sgd.ts` is the entry `src/sgd.ts` of `files`.
    const path = issue?.instancePath.slice(1).replace("/", ".") ?? "";
    const field = capped(path === "" ? (error.validationContext ?? "body") : path);
    return new ApiError("invalid-request", {
      message: `${field}: ${capped(issue?.message ?? "Invalid input")}.`,
      field,
    });
  }
  if (error instanceof Database.SqliteError && passing.test(error.code)) {
    return new ApiError("unavailable", { retryAfter: retrySeconds });
  }
  return fromFastify(error);
}

function fromFastify(error: unknown): ApiError {
  const { code, statusCode } = isFastifyError(error) ? error : { code: "", statusCode: undefined };
  switch (code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new ApiError("too-large");
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new ApiError("unsupported-media-type");
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
    case "FST_ERR_CTP_INVALID_JSON_BODY":
      return new ApiError("invalid-json", { field: "body" });
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new ApiError("invalid-request");
  return new ApiError("internal");
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

/** A request's own words come back in the answer at a bearable length. */
function capped(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
