import { isBytes, isEventStream, isText, type Route, type Routes, successes } from "@tinytorch/api";
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from "fastify";
import { acceptedQuality } from "./accepted-quality.ts";
import { accountOf } from "./authentication.ts";
import type { AnyHandler, Handlers } from "./handlers.ts";
import { mediaTypeOf, routeSchema } from "./route-schema.ts";

/** What the server adds to a route of its own: a larger body, a narrower rate, a wait before the body is read. */
export type Limits = Pick<RouteShorthandOptions, "bodyLimit" | "config" | "preParsing">;

/**
 * Registers a handler for every route of a table, in a scope whose prefix the paths begin with. Routes of one method and
 * path, which answer in several media types, are registered as one that gives what is asked for.
 */
export function serve<Table extends Routes>(
  app: FastifyInstance,
  table: Table,
  handlers: Handlers<Table>,
  limits?: { readonly [Name in keyof Table]?: Limits },
): void;
// Inside the table's loop the types of its routes are gone; the signature above holds them to the handlers.
export function serve(
  app: FastifyInstance,
  table: Routes,
  handlers: Readonly<Record<string, AnyHandler>>,
  limits: Readonly<Record<string, Limits | undefined>> = {},
): void {
  const served = Object.entries(table).map(([name, route]) => ({
    route,
    handler: handlerOf(handlers, name),
    limits: limits[name],
  }));
  const places = Map.groupBy(served, ({ route: { method, path } }) => `${method} ${path}`);
  for (const [first, ...others] of places.values()) {
    if (first === undefined) continue;
    const { method, path, action, scope } = first.route;
    const choices = [first, ...others];
    app.route({
      ...first.limits,
      method,
      url: withoutPrefix(path, app.prefix),
      // A stream that is opened to answer HEAD would have no reader: it would keep its place, or its file, until its end.
      ...(isStreamed(first.route) ? { exposeHeadRoute: false } : {}),
      config: { ...first.limits?.config, action, ...(scope === undefined ? {} : { scope }) },
      schema: routeSchema([first.route, ...others.map(({ route }) => route)]),
      handler: async (request, reply) => {
        if (others.length > 0) reply.header("vary", "Accept");
        const { route, handler } = mostWanted(choices, request) ?? first;
        const { params, query, headers, body } = request;
        const account = route.action === "anybody" ? null : accountOf(request);
        return send(reply, route, await handler({ params, query, headers, body, account, reply }));
      },
    });
  }
}

function handlerOf(handlers: Readonly<Record<string, AnyHandler>>, name: string): AnyHandler {
  const handler = handlers[name];
  if (handler === undefined) throw new Error(`serve: every route must have a handler, got none for ${name}`);
  return handler;
}

function withoutPrefix(path: string, prefix: string): string {
  if (!path.startsWith(`${prefix}/`)) throw new Error(`serve: paths must begin with ${prefix}/, got ${path}`);
  return path.slice(prefix.length);
}

/** By `?format=csv`, or else by what `Accept` prefers; of equals the one that stands first in the table. */
function mostWanted<Choice extends { readonly route: Route }>(
  choices: readonly Choice[],
  { query, headers: { accept = "" } }: FastifyRequest,
): Choice | undefined {
  if (typeof query === "object" && query !== null && "format" in query && query.format !== undefined) {
    return choices.find(({ route }) => mediaTypesOf(route).some((mediaType) => mediaType.endsWith(`/${query.format}`)));
  }
  const wish = ({ route }: Choice) => Math.max(0, ...mediaTypesOf(route).map((type) => acceptedQuality(accept, type)));
  return choices.reduce<Choice | undefined>(
    (best, choice) => (best === undefined || wish(choice) > wish(best) ? choice : best),
    undefined,
  );
}

function mediaTypesOf(route: Route): readonly string[] {
  return successes(route).flatMap(({ answer }) => mediaTypeOf(answer));
}

function isStreamed(route: Route): boolean {
  return successes(route).some(({ answer }) => isBytes(answer) || isEventStream(answer));
}

function send(reply: FastifyReply, route: Route, given: unknown): FastifyReply {
  if (given === undefined) return reply.code(204).send(undefined);
  const [success] = successes(route);
  if (success === undefined) throw new Error(`serve: a route must have an answer, got none for ${route.path}`);
  const { status, answer } = success;
  reply.code(status);
  if (isText(answer)) return reply.type(`${answer.text}; charset=utf-8`).serializer(String).send(given);
  if (isBytes(answer)) return reply.type(answer.bytes).send(given);
  if (!isEventStream(answer)) return reply.send(given);
  return reply.header("content-type", "text/event-stream; charset=utf-8").header("x-accel-buffering", "no").send(given);
}
