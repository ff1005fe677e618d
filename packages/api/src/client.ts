import { z } from "zod";
import { type DeadLetterList, deadLetterListSchema } from "./dead-letters.ts";
import { ApiError, errorBodySchema, ServiceUnreachableError } from "./errors.ts";
import { readEvents } from "./event-stream.ts";
import { type Gradebook, type Grades, gradebookSchema, gradesSchema } from "./grades.ts";
import { type Health, healthSchema, type Readiness, readinessSchema } from "./health.ts";
import { type Modules, modulesSchema } from "./modules.ts";
import { type Regrade, type RegradeList, type RegradeRequest, regradeListSchema, regradeSchema } from "./regrades.ts";
import { type Rerun, type Run, rerunSchema, runSchema } from "./runs.ts";
import type { SubmissionEvent } from "./submission-events.ts";
import {
  type Receipt,
  receiptSchema,
  type Submission,
  type SubmissionList,
  type SubmissionListQuery,
  type SubmitRequest,
  submissionListSchema,
  submissionSchema,
} from "./submissions.ts";
import {
  type CreatedUser,
  type CreateUserRequest,
  createdUserSchema,
  type IssuedToken,
  issuedTokenSchema,
  type User,
  type UserList,
  userListSchema,
  userSchema,
} from "./users.ts";

export interface ClientOptions {
  /** `http://127.0.0.1:8080`, with or without a path the service is mounted under. */
  readonly baseUrl: string;
  /** Without it only `health` and `ready` can succeed. */
  readonly token?: string | undefined;
}

export interface EventsOptions {
  readonly signal?: AbortSignal;
  /** Connections in a row that may bring nothing before giving up; 8 by default, about half a minute. */
  readonly retries?: number;
}

/**
 * The service, as functions. Each throws ApiError when the service refuses, with its code, sentence and field, and
 * ServiceUnreachableError when no answer of the service came back.
 */
export interface Client {
  submit(request: SubmitRequest): Promise<Receipt>;
  submission(id: string): Promise<Submission>;
  submissions(query?: SubmissionListQuery): Promise<SubmissionList>;
  /** Follows a submission to its grade, reconnecting when the connection drops; ends after the last event. */
  events(id: string, options?: EventsOptions): AsyncGenerator<SubmissionEvent, void, undefined>;
  grades(): Promise<Grades>;
  modules(): Promise<Modules>;
  gradebook(): Promise<Gradebook>;
  gradebookCsv(): Promise<string>;
  run(id: string): Promise<Run>;
  /** Asks for a rerun; `rerun` tells what became of it. */
  startRerun(runId: string): Promise<Rerun>;
  rerun(id: number): Promise<Rerun>;
  startRegrade(request: RegradeRequest): Promise<Regrade>;
  regrade(id: string): Promise<Regrade>;
  regrades(): Promise<RegradeList>;
  applyRegrade(id: string): Promise<Regrade>;
  cancelRegrade(id: string): Promise<Regrade>;
  deadLetters(): Promise<DeadLetterList>;
  retryDeadLetter(id: number): Promise<void>;
  me(): Promise<User>;
  createUser(request: CreateUserRequest): Promise<CreatedUser>;
  /** Every account by name, or the one of that name. */
  users(name?: string): Promise<UserList>;
  /** One more token; with `replace` the only one. */
  createToken(userId: string, options?: { readonly replace?: boolean }): Promise<IssuedToken>;
  revokeToken(tokenId: string): Promise<void>;
  health(): Promise<Health>;
  ready(): Promise<Readiness>;
}

interface Call {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly body?: unknown;
  readonly accept?: string;
  readonly lastEventId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A typed client of the service, over `fetch`; every answer is checked against the contract. */
export function createClient({ baseUrl, token }: ClientOptions): Client {
  const base = baseUrl.replace(/\/+$/, "");

  async function call(path: string, options: Call = {}): Promise<Response> {
    const headers = new Headers({ accept: options.accept ?? "application/json" });
    if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
    if (options.body !== undefined) headers.set("content-type", "application/json");
    if (options.lastEventId !== undefined) headers.set("last-event-id", options.lastEventId);
    let response: Response;
    try {
      response = await fetch(`${base}${path}`, {
        method: options.method ?? "GET",
        headers,
        body: options.body === undefined ? null : JSON.stringify(options.body),
        signal: options.signal ?? null,
      });
    } catch (error) {
      options.signal?.throwIfAborted();
      throw new ServiceUnreachableError(`client: the service must answer at ${base}, got ${reason(error)}`, {
        cause: error,
      });
    }
    if (!response.ok) throw await refusal(response, base);
    return response;
  }

  async function json<Schema extends z.ZodType>(schema: Schema, path: string, options?: Call) {
    const response = await call(path, options);
    const parsed = schema.safeParse(await response.json().catch(() => undefined));
    if (!parsed.success) {
      throw new ServiceUnreachableError(
        `client: ${base}${path} must answer by the contract, got ${z.prettifyError(parsed.error)}`,
      );
    }
    return parsed.data;
  }

  return {
    submit: (request) => json(receiptSchema, "/v1/submissions", { method: "POST", body: request }),
    submission: (id) => json(submissionSchema, `/v1/submissions/${encodeURIComponent(id)}`),
    submissions: (query = {}) => json(submissionListSchema, `/v1/submissions${search(query)}`),
    events: (id, { signal, retries = 8 } = {}) => {
      const path = `/v1/submissions/${encodeURIComponent(id)}/events`;
      const open = async (lastEventId: string | undefined) => {
        const response = await call(path, { accept: "text/event-stream", lastEventId, signal });
        return response.status === 204 ? null : response.body;
      };
      return readEvents(open, { signal, retries });
    },
    grades: () => json(gradesSchema, "/v1/grades"),
    modules: () => json(modulesSchema, "/v1/modules"),
    gradebook: () => json(gradebookSchema, "/v1/gradebook"),
    gradebookCsv: async () => (await call("/v1/gradebook", { accept: "text/csv" })).text(),
    run: (id) => json(runSchema, `/v1/runs/${encodeURIComponent(id)}`),
    startRerun: (runId) => json(rerunSchema, `/v1/runs/${encodeURIComponent(runId)}/rerun`, { method: "POST" }),
    rerun: (id) => json(rerunSchema, `/v1/reruns/${id}`),
    startRegrade: (request) => json(regradeSchema, "/v1/regrades", { method: "POST", body: request }),
    regrade: (id) => json(regradeSchema, `/v1/regrades/${encodeURIComponent(id)}`),
    regrades: () => json(regradeListSchema, "/v1/regrades"),
    applyRegrade: (id) => json(regradeSchema, `/v1/regrades/${encodeURIComponent(id)}/apply`, { method: "POST" }),
    cancelRegrade: (id) => json(regradeSchema, `/v1/regrades/${encodeURIComponent(id)}/cancel`, { method: "POST" }),
    deadLetters: () => json(deadLetterListSchema, "/v1/dead-letters"),
    retryDeadLetter: async (id) => {
      await call(`/v1/dead-letters/${id}/retry`, { method: "POST" });
    },
    me: () => json(userSchema, "/v1/me"),
    createUser: (request) => json(createdUserSchema, "/v1/users", { method: "POST", body: request }),
    users: (name) => json(userListSchema, `/v1/users${search({ name })}`),
    createToken: (userId, body = {}) =>
      json(issuedTokenSchema, `/v1/users/${encodeURIComponent(userId)}/tokens`, { method: "POST", body }),
    revokeToken: async (tokenId) => {
      await call(`/v1/tokens/${encodeURIComponent(tokenId)}`, { method: "DELETE" });
    },
    health: () => json(healthSchema, "/healthz"),
    ready: () => json(readinessSchema, "/readyz"),
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

function search(query: SubmissionListQuery | { readonly name: string | undefined }): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  return parameters.size === 0 ? "" : `?${parameters}`;
}

/** fetch hides the reason (ECONNREFUSED, ENOTFOUND, …) in the cause. */
function reason(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") return cause.code;
  return cause instanceof Error ? cause.message : String(cause);
}
