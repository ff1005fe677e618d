import { type Answer, errorBodySchema, isBytes, isEventStream, isText, type Route } from "@tinytorch/api";
import type { FastifySchema } from "fastify";
import { z } from "zod";

/**
 * What is checked and documented of a route: of those that share a method and path in several media types, together.
 */
export function routeSchema([route, ...alternatives]: readonly [Route, ...Route[]]): FastifySchema {
  const { params, query, headers, body, tag, summary, action } = route;
  const all = [route, ...alternatives];
  const mediaTypes = new Set(all.flatMap(({ answers }) => Object.values(answers).flatMap(mediaTypeOf)));
  const refusals = action === "anybody" ? {} : { "4xx": errorBodySchema, "5xx": errorBodySchema };
  return {
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined ? {} : { body }),
    tags: [tag],
    summary,
    ...(mediaTypes.size === 1 && mediaTypes.has(json) ? {} : { produces: [...mediaTypes] }),
    ...(action === "anybody" ? {} : { security: [{ token: [] }] }),
    response: { ...responses(all), ...refusals },
  };
}

const json = "application/json";

/** None of an answer without a body. */
export function mediaTypeOf(answer: Answer): string[] {
  if (isText(answer)) return [answer.text];
  if (isBytes(answer)) return [answer.bytes];
  if (isEventStream(answer)) return ["text/event-stream"];
  return answer instanceof z.ZodUndefined ? [] : [json];
}

function responses(routes: readonly Route[]): Record<string, z.ZodType> {
  const found = new Map<string, z.ZodType[]>();
  for (const [status, answer] of routes.flatMap(({ answers }) => Object.entries(answers))) {
    found.set(status, [...(found.get(status) ?? []), sent(answer)]);
  }
  return Object.fromEntries(
    [...found].map(([status, [first = z.undefined(), ...more]]) => {
      return [status, more.length === 0 ? first : z.union([first, ...more])];
    }),
  );
}

function sent(answer: Answer): z.ZodType {
  if (isText(answer)) return z.string();
  return isBytes(answer) || isEventStream(answer) ? z.unknown() : answer;
}
