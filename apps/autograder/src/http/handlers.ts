import type { Readable } from "node:stream";
import type { BytesAnswer, EventsAnswer, Route, Routes, TextAnswer } from "@tinytorch/api";
import type { FastifyReply } from "fastify";
import type { z } from "zod";
import type { Account } from "../features/accounts/account.ts";

/** A handler for each route of a table: one that is forgotten is a type error. */
export type Handlers<Table extends Routes> = { readonly [Name in keyof Table]: Handler<Table[Name]> };

/** Gives what the route answers: data, text, bytes whole or as a stream, or a stream of events; nothing where the route has status 204. */
export type Handler<R extends Route> = (call: Call<R>) => Given<R> | Promise<Given<R>>;

/** A request as the route's schemas read it. */
export interface Call<R extends Route> {
  readonly params: Parsed<R, "params">;
  readonly query: Parsed<R, "query">;
  readonly headers: Parsed<R, "headers">;
  readonly body: Parsed<R, "body">;
  /** Who calls; null where anybody may. */
  readonly account: R["action"] extends "anybody" ? null : Account;
  /** For headers: the status and the media type are the table's. */
  readonly reply: FastifyReply;
}

/** Any route's handler, when the table is gone through in a loop; a method, so that one that takes less fits. */
export type AnyHandler = { handle(call: AnyCall): unknown }["handle"];

export interface AnyCall extends Record<"params" | "query" | "headers" | "body", unknown> {
  readonly account: Account | null;
  readonly reply: FastifyReply;
}

type Parsed<R extends Route, Part extends "params" | "query" | "headers" | "body"> = R extends {
  readonly [Key in Part]: infer Schema extends z.ZodType;
}
  ? z.output<Schema>
  : unknown;

type Given<R extends Route> = GivenFor<R["answers"][keyof R["answers"] & (200 | 201 | 202 | 204)]>;

type GivenFor<Answer> = Answer extends z.ZodUndefined
  ? // biome-ignore lint/suspicious/noConfusingVoidType: it becomes the return type of a handler that answers nothing
    void
  : Answer extends z.ZodType
    ? z.output<Answer>
    : Answer extends TextAnswer
      ? string
      : Answer extends BytesAnswer
        ? Uint8Array | Readable
        : Answer extends EventsAnswer<infer _Event>
          ? Readable
          : never;
