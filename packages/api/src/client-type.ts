import type { z } from "zod";
import type { BytesAnswer, EventsAnswer, Route, Routes, TextAnswer } from "./route.ts";

/** What every call may be told besides what the route takes. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface EventsOptions extends CallOptions {
  /** Connections in a row that may bring nothing before giving up; 8 by default, about half a minute. */
  readonly retries?: number | undefined;
  /** Told when a connection is there, and when none could be made: nobody answers, and it is tried again. */
  readonly onConnection?: ((isThere: boolean) => void) | undefined;
}

/** A function for each route of a table. */
export type ClientOf<Table extends Routes> = { readonly [Name in keyof Table]: Caller<Table[Name]> };

type Caller<R extends Route> = (
  ...values: [...PathValues<R["path"], R["params"]>, ...Input<R>, options?: OptionsOf<R>]
) => Returned<Success<R>>;

/** The path's parameters in their order: `[id: string]` of `/v1/runs/:id/rerun`. */
type PathValues<Text extends string, Params> = Text extends `${string}:${infer Name}/${infer Rest}`
  ? [ValueOf<Params, Name>, ...PathValues<`/${Rest}`, Params>]
  : Text extends `${string}:${infer Name}`
    ? [ValueOf<Params, Name>]
    : [];

/** As the server has it after parsing: a number for `z.coerce.number()`, which would take anything. */
type ValueOf<Params, Name extends string> =
  Params extends z.ZodObject<infer Shape> ? (Name extends keyof Shape ? z.output<Shape[Name]> : never) : never;

/** The body, or else the query; it may be left out where the schema can do without. */
type Input<R extends Route> = R extends { readonly body: infer Body extends z.ZodType }
  ? undefined extends z.input<Body>
    ? [body?: NonNullable<z.input<Body>>]
    : [body: z.input<Body>]
  : R extends { readonly query: infer Query extends z.ZodType }
    ? [query?: z.input<Query>]
    : [];

type OptionsOf<R extends Route> = Success<R> extends { readonly events: z.ZodType } ? EventsOptions : CallOptions;

type Success<R extends Route> = R["answers"][keyof R["answers"] & (200 | 201 | 202)] extends infer Answer
  ? [Answer] extends [never]
    ? undefined
    : Answer
  : never;

type Returned<Answer> = Answer extends z.ZodType
  ? Promise<z.output<Answer>>
  : Answer extends TextAnswer
    ? Promise<string>
    : Answer extends BytesAnswer
      ? Promise<Uint8Array>
      : Answer extends EventsAnswer<infer Event>
        ? AsyncGenerator<Event, void, undefined>
        : Promise<void>;
