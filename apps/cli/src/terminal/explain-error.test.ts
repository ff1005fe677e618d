import { ApiError, ServiceUnreachableError } from "@tinytorch/api";
import { InfrastructureError } from "@tinytorch/course";
import { expect, test } from "vitest";
import { z } from "zod";
import { CliError } from "./cli-error.ts";
import { explainError } from "./explain-error.ts";

test.each([
  [new CliError(1, "the check failed"), 1, "the check failed"],
  [new ApiError("forbidden"), 2, "This account may not do that."],
  [new ApiError("unauthorized", { message: "This token expired at noon." }), 2, "This token expired at noon."],
  [new ApiError("unauthorized"), 2, "the token was not accepted: run `tito login` with the token the course"],
  [new ApiError("rate-limited", { retryAfter: 41 }), 3, "too many requests from you: try again in 41 s"],
  [new ApiError("internal", { requestId: "r1" }), 3, "(request r1)"],
  [new ServiceUnreachableError("client: no answer"), 3, "client: no answer; is it running"],
  [new InfrastructureError("grader:\n  gone"), 3, "there is no grade, for the grader broke: grader: gone"],
  [new TypeError("x is not a function"), 3, "internal: TypeError: x is not a function"],
])("%s becomes one sentence with the exit code %d", async (error, exitCode, sentence) => {
  const explanation = await explainError(error);
  expect(explanation).toEqual({ exitCode, sentence: expect.stringContaining(sentence) });
});

test("what a schema says in several lines becomes one", async () => {
  const { error } = z.object({ a: z.string(), b: z.string() }).safeParse({});
  expect((await explainError(error)).sentence).not.toContain("\n");
});
