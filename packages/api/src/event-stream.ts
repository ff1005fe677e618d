import { type EventSourceMessage, EventSourceParserStream } from "eventsource-parser/stream";
import { ServiceUnreachableError } from "./errors.ts";
import type { EventsAnswer } from "./route.ts";

const firstRetryMilliseconds = 250;
const longestRetryMilliseconds = 5_000;

/** Opens the stream: a response of status 200 with a body, or null when the server says (204) that nothing follows. */
export type OpenEventStream = (
  lastEventId: string | undefined,
) => Promise<ReadableStream<Uint8Array<ArrayBuffer>> | null>;

export interface EventStreamOptions {
  readonly signal?: AbortSignal | undefined;
  /** Connections in a row that bring no event before giving up. */
  readonly retries: number;
  /** Told when a connection is there, and when none could be made, each time that it is so. */
  readonly onConnection?: ((isThere: boolean) => void) | undefined;
}

/**
 * The events of a stream to the last, over as many connections as it takes: a dropped one is opened again
 * with the id of the last event seen, after a pause that doubles from a quarter of a second to five seconds.
 * @throws ServiceUnreachableError when `retries` connections in a row brought nothing; whatever `open` refuses with.
 */
export async function* readEvents<Event>(
  { events, isLast }: EventsAnswer<Event>,
  open: OpenEventStream,
  { signal, retries, onConnection }: EventStreamOptions,
): AsyncGenerator<Event, void, undefined> {
  let lastEventId: string | undefined;
  let fruitless = 0;
  while (true) {
    try {
      const body = await open(lastEventId);
      if (body === null) return;
      onConnection?.(true);
      for await (const message of messages(body)) {
        lastEventId = message.id ?? lastEventId;
        fruitless = 0;
        const event = events.parse(JSON.parse(message.data));
        yield event;
        if (isLast(event)) return;
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (!isDisconnection(error)) throw error;
      // A connection that ends is opened again in a moment; only where that fails is nobody there.
      if (error instanceof ServiceUnreachableError) onConnection?.(false);
    }
    fruitless += 1;
    if (fruitless > retries) {
      throw new ServiceUnreachableError("events: the service must answer, got no event from it for several tries");
    }
    await pause(Math.min(firstRetryMilliseconds * 2 ** (fruitless - 1), longestRetryMilliseconds), signal);
  }
}

function messages(body: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<EventSourceMessage> {
  return body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
}

/** fetch reports a connection lost in mid-body as a TypeError. */
function isDisconnection(error: unknown): boolean {
  return error instanceof ServiceUnreachableError || error instanceof TypeError;
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
