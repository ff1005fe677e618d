import { csrfHeader } from "./browser-sessions.ts";
import { ApiError, errorBodySchema, ServiceUnreachableError } from "./errors.ts";
import type { Route } from "./route.ts";

export interface Message {
  readonly method: Route["method"];
  readonly body?: unknown;
  readonly accept?: string;
  readonly lastEventId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Sends a message to a path and gives what was answered when that is no refusal. */
export type Send = (path: string, message: Message) => Promise<Response>;

/** What one signs in with: a token, or in a browser its cookie with the session's CSRF token. */
interface Credentials {
  readonly token: string | undefined;
  readonly csrfToken: string | undefined;
}

/** Over `fetch`. @throws ApiError when the service refuses; ServiceUnreachableError when something else answers or nothing. */
export function sender(base: string, { token, csrfToken }: Credentials): Send {
  return async (path, { method, body, accept = "application/json", lastEventId, signal }) => {
    const headers = new Headers({ accept });
    if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
    if (csrfToken !== undefined && method !== "GET") headers.set(csrfHeader, csrfToken);
    if (body !== undefined) headers.set("content-type", "application/json");
    if (lastEventId !== undefined) headers.set("last-event-id", lastEventId);
    let response: Response;
    try {
      response = await fetch(`${base}${path}`, {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        signal: signal ?? null,
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw new ServiceUnreachableError(`client: the service must answer at ${base}, got ${reason(error)}`, {
        cause: error,
      });
    }
    if (!response.ok) throw await refusal(response, base);
    return response;
  };
}

async function refusal(response: Response, base: string): Promise<Error> {
  const parsed = errorBodySchema.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) {
    return new ServiceUnreachableError(
      `client: the autograder must answer at ${base}, got status ${response.status} from something else`,
    );
  }
  const { error, requestId } = parsed.data;
  const retryAfter = Number.parseInt(response.headers.get("retry-after") ?? "", 10);
  return new ApiError(error.code, {
    message: error.message,
    field: error.field,
    requestId,
    retryAfter: Number.isNaN(retryAfter) ? undefined : retryAfter,
  });
}

/** fetch hides the reason (ECONNREFUSED, ENOTFOUND, …) in the cause. */
function reason(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") return cause.code;
  return cause instanceof Error ? cause.message : String(cause);
}
