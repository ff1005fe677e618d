import { request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import type { WebhookTarget } from "../features/webhooks/store.ts";
import { signature } from "./sign.ts";
import { pinnedAddress, urlProblem } from "./webhook-address.ts";

/** How long a receiver may take for all of its answer's head. */
const limitMilliseconds = 10_000;

/** A message, and by what its receiver recognizes it when it comes twice. */
export interface SignedMessage {
  readonly id: string;
  readonly type: string;
  readonly body: string;
}

export interface SendWebhookOptions {
  readonly allowPrivate: boolean;
  /** Seconds since 1970. */
  readonly seconds: number;
  readonly signal?: AbortSignal;
}

/**
 * Posts a message to a receiver once: to the address its name was checked to mean, following no redirect and reading nothing
 * of the answer but its status. @throws Error in a sentence unless the status is 2xx.
 */
export async function sendWebhook(
  { url, secret }: WebhookTarget,
  { id, type, body }: SignedMessage,
  { allowPrivate, seconds, signal }: SendWebhookOptions,
): Promise<void> {
  const problem = urlProblem(url, allowPrivate);
  if (problem !== undefined) throw new Error(`the URL ${problem}`);
  const target = new URL(url);
  const limit = AbortSignal.timeout(limitMilliseconds);
  const ends = signal === undefined ? limit : AbortSignal.any([limit, signal]);
  const pinned = await within(ends, pinnedAddress(target.hostname, allowPrivate));
  const send = target.protocol === "https:" ? tlsRequest : plainRequest;
  const status = await new Promise<number>((resolve, reject) => {
    const message = send(
      target,
      {
        method: "POST",
        agent: false,
        signal: ends,
        lookup: (_host, { all }, done) => {
          if (all === true) done(null, [{ ...pinned }]);
          else done(null, pinned.address, pinned.family);
        },
        headers: {
          "content-type": "application/json; charset=utf-8",
          "content-length": Buffer.byteLength(body),
          "user-agent": "tinytorch",
          "tinytorch-event": type,
          "tinytorch-delivery": id,
          "tinytorch-signature": signature(secret, seconds, body),
        },
      },
      (answer) => {
        resolve(answer.statusCode ?? 0);
        answer.destroy();
      },
    );
    message.on("error", reject);
    message.end(body);
  }).catch((error: unknown) => {
    throw new Error(limit.aborted ? `no answer within ${limitMilliseconds / 1000} s` : sayFault(error));
  });
  if (status >= 300 && status < 400) throw new Error(`status ${status}: redirects are not followed`);
  if (status < 200 || status > 299) throw new Error(`status ${status}`);
}

function within<Value>(signal: AbortSignal, promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error(`no address within ${limitMilliseconds / 1000} s`)));
    promise.then(resolve, reject);
  });
}

/** The network's own code, without addresses and names. */
function sayFault(error: unknown): string {
  return error instanceof Error && "code" in error ? `the connection failed: ${error.code}` : "the connection failed";
}
