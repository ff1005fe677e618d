import type { Report } from "@tinytorch/course";
import type { z } from "zod";
import type { Progress } from "./grader-queue.ts";
import {
  type Announcement,
  type CarriedJob,
  heldSchema,
  refusalSchema,
  type Task,
  taskSchema,
  type Welcome,
  welcomeSchema,
} from "./protocol.ts";
import { QueueError } from "./queue-error.ts";

/** The server cannot be reached, or cannot answer now: it may be tried again. */
export class ServerAwayError extends Error {
  override readonly name = "ServerAwayError";
}

/** The server does not take what it was told, and would not take it later either. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}

/** The server has turned a grader away; the message says why. */
export class TurnedAwayError extends QueueError {}

/** What a grader asks of its server. Each call throws ServerAwayError while the server is away, QueueError when the key is not good, and RefusedError for what it never takes. */
export interface GradingServer {
  welcome(): Promise<Welcome>;
  course(sha256: string): Promise<Uint8Array>;
  /** @throws TurnedAwayError when it may not take work. */
  announce(announcement: Announcement): Promise<void>;
  leave(): Promise<void>;
  /** Undefined when it is not to be had. */
  claim(job: CarriedJob): Promise<Task | undefined>;
  keep(job: CarriedJob, progress: Progress | null): Promise<boolean>;
  handIn(job: CarriedJob, report: Report): Promise<boolean>;
  fail(job: CarriedJob, reason: string): Promise<boolean>;
  giveBack(job: CarriedJob): Promise<boolean>;
}

/** What is answered to a body that is too large, or is none that the server takes. */
const refusals = [400, 413, 422];
const answerMilliseconds = 10_000;
const longMilliseconds = 60_000;

/**
 * @param url the server's address. @param token the grader's. @param instance names this grader process.
 * @throws QueueError when the address is none.
 */
export function connectServer(url: string, token: string, instance: string): GradingServer {
  if (!/^https?:\/\/[^?#]+$/.test(url) || !URL.canParse(url)) {
    throw new QueueError(`server: the address must be like https://grades.example.edu, got ${JSON.stringify(url)}`);
  }
  const { username, password } = new URL(url);
  if (username !== "" || password !== "") {
    throw new QueueError("server: the address must hold no name and password, got one that does; the key is enough");
  }
  const base = url.replace(/\/+$/, "");

  async function ask(path: string, body?: unknown, milliseconds = answerMilliseconds): Promise<Response> {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    const more = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const answer = await fetch(base + path, {
      ...{ headers, ...more, redirect: "error" },
      signal: AbortSignal.timeout(milliseconds),
    }).catch((error: unknown) => {
      throw new ServerAwayError(`server: it must answer at ${base}, got ${reasonOf(error)}`, { cause: error });
    });
    if (answer.ok || answer.status === 404) return answer;
    const said = refusalSchema.safeParse(await answer.json().catch(() => undefined)).data?.error.message;
    if (answer.status === 401) {
      throw new QueueError(
        "server: it must know this grader's key, got one that it does not; make one there with tito grader-key add",
      );
    }
    if (answer.status === 409) throw new TurnedAwayError(said ?? "server: it has turned this grader away");
    if (refusals.includes(answer.status)) {
      throw new RefusedError(
        `server: it must take what its grader says, got the status ${answer.status}: ${said ?? "no reason"}`,
      );
    }
    throw new ServerAwayError(`server: it must answer at ${base}, got the status ${answer.status}`);
  }

  async function read<Schema extends z.ZodType>(answer: Response, schema: Schema): Promise<z.output<Schema>> {
    const json: unknown = await answer.json().catch((error: unknown) => {
      throw new ServerAwayError(`server: an answer must come whole, got ${reasonOf(error)}`);
    });
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    throw new QueueError(`server: ${base} must be an autograder of this release, got another answer than one gives`);
  }

  const about = ({ fence, bundle, ticket }: CarriedJob) => ({ instance, fence, bundle, ticket });
  async function held(job: CarriedJob, call: string, body: object, milliseconds?: number): Promise<boolean> {
    const answer = await ask(`${job.path}/${call}`, { ...about(job), ...body }, milliseconds);
    return answer.ok && (await read(answer, heldSchema)).held;
  }

  return {
    async welcome() {
      const answer = await ask("/grading/welcome");
      if (answer.ok) return read(answer, welcomeSchema);
      throw new QueueError(`server: ${base} must be an autograder with TINYTORCH_QUEUE set, got one without`);
    },
    async course(sha256) {
      const answer = await ask(`/grading/courses/${sha256}`, undefined, longMilliseconds);
      if (!answer.ok) throw new ServerAwayError("server: it must have the course that it named, got another meanwhile");
      return new Uint8Array(
        await answer.arrayBuffer().catch((error: unknown) => {
          throw new ServerAwayError(`server: the course must come whole, got ${reasonOf(error)}`);
        }),
      );
    },
    async announce(announcement) {
      await ask("/grading/announce", announcement);
    },
    async leave() {
      await ask("/grading/leave", { instance });
    },
    async claim(job) {
      const answer = await ask(`${job.path}/claim`, about(job), longMilliseconds);
      return answer.ok ? read(answer, taskSchema) : undefined;
    },
    keep: (job, progress) => held(job, "keep", { progress }),
    handIn: (job, report) => held(job, "report", { report }, longMilliseconds),
    fail: (job, reason) => held(job, "failure", { reason: reason.slice(0, 2_000) }),
    giveBack: (job) => held(job, "return", {}),
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== "" ? error.cause.message : error.message;
}
