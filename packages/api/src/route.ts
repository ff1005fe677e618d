import type { z } from "zod";
import type { TokenScope } from "./credential-fields.ts";
import type { Action } from "./permissions.ts";

/** An answer that is text of a media type, not JSON. */
export interface TextAnswer {
  readonly text: string;
}

/** An answer that is bytes of a media type. */
export interface BytesAnswer {
  readonly bytes: string;
  /** A client reads no more than that many. */
  readonly most: number;
}

/** An answer that goes on as server-sent events, until one of them is the last. */
export interface EventsAnswer<Event = unknown> {
  readonly events: z.ZodType<Event>;
  isLast(event: Event): boolean;
}

export type Answer = z.ZodType | TextAnswer | BytesAnswer | EventsAnswer;

/** What a route takes and answers, what it does, and what its documentation says. */
export interface RouteShape {
  /** Of the path's `:names`, each in the path's order. */
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  /** By status. Refusals need no entry, except on a route that anybody may call and that has some. */
  readonly answers: { readonly [status: number]: Answer };
  /** What it does, by which `permissions` says who may; `anybody` asks for no token. */
  readonly action: Action | "anybody";
  /** What a token must be for; by default `read` for a GET, and `all` for the rest. */
  readonly scope?: TokenScope;
  /** The chapter of the documentation it stands in. */
  readonly tag: string;
  readonly summary: string;
}

export interface Route extends RouteShape {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: Path;
}

/** Routes by their names, each of which is the name of the client's method too. */
export type Routes = Readonly<Record<string, Route>>;

type Path = `/${string}`;

/** `"id"` of `/v1/runs/:id/rerun`. */
type ParameterOf<Text extends string> = Text extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterOf<`/${Rest}`>
  : Text extends `${string}:${infer Name}`
    ? Name
    : never;

/** A path with parameters needs a schema of each. */
type ParamsOf<Text extends string> = [ParameterOf<Text>] extends [never]
  ? { readonly params?: never }
  : { readonly params: z.ZodObject<Readonly<Record<ParameterOf<Text>, z.ZodType>>> };

type Made<Method extends Route["method"], Text extends Path, Shape extends RouteShape> = Shape & {
  readonly method: Method;
  readonly path: Text;
};

export function get<const Text extends Path, const Shape extends RouteShape>(
  path: Text,
  shape: Shape & ParamsOf<Text>,
): Made<"GET", Text, Shape> {
  return { ...shape, method: "GET", path };
}

export function post<const Text extends Path, const Shape extends RouteShape>(
  path: Text,
  shape: Shape & ParamsOf<Text>,
): Made<"POST", Text, Shape> {
  return { ...shape, method: "POST", path };
}

export function remove<const Text extends Path, const Shape extends RouteShape>(
  path: Text,
  shape: Shape & ParamsOf<Text>,
): Made<"DELETE", Text, Shape> {
  return { ...shape, method: "DELETE", path };
}

/** Text of a media type: `text("text/csv")`. */
export function text(mediaType: string): TextAnswer {
  return { text: mediaType };
}

/** Bytes of a media type, at most so many: `bytes("application/gzip", 2 ** 20)`. */
export function bytes(mediaType: string, most: number): BytesAnswer {
  return { bytes: mediaType, most };
}

/** Server-sent events whose data is by the schema; none follows one that `isLast` says is the last. */
export function eventStream<Event>(events: z.ZodType<Event>, isLast: (event: Event) => boolean): EventsAnswer<Event> {
  return { events, isLast };
}

export function isText(answer: Answer): answer is TextAnswer {
  return "text" in answer;
}

export function isBytes(answer: Answer): answer is BytesAnswer {
  return "bytes" in answer;
}

export function isEventStream(answer: Answer): answer is EventsAnswer {
  return "events" in answer;
}

/** The names in a path, in order. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
}

/** The statuses of success a route answers with, and what it answers. */
export function successes({ answers }: RouteShape): { readonly status: number; readonly answer: Answer }[] {
  return Object.entries(answers)
    .map(([status, answer]) => ({ status: Number(status), answer }))
    .filter(({ status }) => status >= 200 && status < 300);
}
