import { errorBodySchema } from "@tinytorch/api";

/** What every route behind a token says of itself: where it stands on the page, its answers and its refusals. */
export function documented<const Responses extends object>(tag: string, summary: string, responses: Responses) {
  return {
    tags: [tag],
    summary,
    security: [{ token: [] }],
    response: { ...responses, "4xx": errorBodySchema, "5xx": errorBodySchema },
  };
}
