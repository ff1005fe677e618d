import { z } from "zod";
import type { EventsOptions } from "./client-type.ts";
import { ServiceUnreachableError } from "./errors.ts";
import { readEvents } from "./event-stream.ts";
import { type BytesAnswer, isBytes, isEventStream, isText, pathParameters, type Route, successes } from "./route.ts";
import type { Send } from "./send.ts";

/** Connections in a row that may bring no event: about half a minute. */
const defaultRetries = 8;

type Value = string | number | EventsOptions | undefined;

/** The client's function of one route: takes the path's parameters, the body or the query, and options, in this order. */
export function routeCaller(route: Route, send: Send): (...values: readonly Value[]) => unknown {
  const { method } = route;
  const names = pathParameters(route.path);
  const answer = successes(route)[0]?.answer;
  const takesInput = route.body !== undefined || route.query !== undefined;

  return (...values) => {
    const [input, options] = [...(takesInput ? [] : [undefined]), ...values.slice(names.length)];
    const { signal, retries = defaultRetries, onConnection } = typeof options === "object" ? options : {};
    const path = pathOf(route, names, values) + (route.body === undefined ? search(input) : "");
    const message = { method, body: route.body === undefined ? undefined : input, signal };

    if (answer === undefined || answer instanceof z.ZodUndefined) return ended(send(path, message));
    if (isText(answer)) return textOf(send(path, { ...message, accept: answer.text }));
    if (isBytes(answer)) return bytesOf(answer, send(path, { ...message, accept: answer.bytes }));
    if (!isEventStream(answer)) return jsonOf(answer, send(path, message));
    const open = async (lastEventId: string | undefined) => {
      const response = await send(path, { ...message, accept: "text/event-stream", lastEventId });
      return response.status === 204 ? null : response.body;
    };
    return readEvents(answer, open, { signal, retries, onConnection });
  };
}

function pathOf({ path }: Route, names: readonly string[], values: readonly Value[]): string {
  return names.reduce((text, name, index) => text.replace(`:${name}`, encodeURIComponent(String(values[index]))), path);
}

function search(query: unknown): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  return parameters.size === 0 ? "" : `?${parameters}`;
}

async function ended(sent: Promise<Response>): Promise<void> {
  await sent;
}

async function textOf(sent: Promise<Response>): Promise<string> {
  return (await sent).text();
}

async function bytesOf({ most }: BytesAnswer, sent: Promise<Response>): Promise<Uint8Array> {
  const { url, body } = await sent;
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of body ?? []) {
      length += part.length;
      if (length > most) break;
      parts.push(part);
    }
  } catch (error) {
    throw new ServiceUnreachableError(`client: ${url} must answer whole, got the end of the connection`, {
      cause: error,
    });
  }
  if (length > most) throw new ServiceUnreachableError(`client: ${url} may answer with ${most} bytes, got more`);
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function jsonOf(schema: z.ZodType, sent: Promise<Response>): Promise<unknown> {
  const response = await sent;
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new ServiceUnreachableError(
    `client: ${response.url} must answer by the contract, got ${z.prettifyError(parsed.error)}`,
  );
}
