import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/**
 * What a line between a student and the service does: `whole` passes everything on, `down` nothing; `cut` passes a hand-in on, waits
 * until it is answered and breaks off before the answer goes back; `mute` the same, and never says a word.
 */
export type LineState = "whole" | "down" | "cut" | "mute";

/** A line to a service, at an address of its own that stays. */
export interface FaultyLine {
  readonly url: string;
  state: LineState;
  /** Hand-ins that the service answered. */
  readonly passedOn: number;
  /** Resolves when the next hand-in is answered by the service. */
  nextHandIn(): Promise<void>;
}

/** Opens a line to a service until the test ends. */
export async function openFaultyLine(target: string): Promise<FaultyLine> {
  let state: LineState = "whole";
  let passedOn = 0;
  const waiting: (() => void)[] = [];
  async function carry(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (state === "down") return void incoming.socket.destroy();
    const isHandIn = incoming.method === "POST" && incoming.url === "/v1/submissions";
    const body = await buffer(incoming);
    const answer = await ask(incoming, body);
    if (!isHandIn) return void answer.pipe(outgoing.writeHead(answer.statusCode ?? 0, answer.headers));
    const text = await buffer(answer);
    passedOn += 1;
    for (const told of waiting.splice(0)) told();
    if (state === "whole") outgoing.writeHead(answer.statusCode ?? 0, answer.headers).end(text);
    if (state === "cut") incoming.socket.destroy();
  }
  function ask({ method, url = "", headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      request(new URL(url, target), { method, headers }, resolve).on("error", reject).end(body);
    });
  }
  const server = createServer((incoming, outgoing) => {
    carry(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    get state() {
      return state;
    },
    set state(next) {
      state = next;
    },
    get passedOn() {
      return passedOn;
    },
    nextHandIn: () => new Promise((done) => waiting.push(done)),
  };
}
