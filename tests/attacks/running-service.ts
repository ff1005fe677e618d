import { fork } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, type CreatedUser, createClient, type Submission } from "@tinytorch/api";
import { attackCourse } from "./course-root.ts";

export interface Account extends CreatedUser {
  readonly client: Client;
  /** A raw request with the account's token. */
  send(path: string, init?: RequestInit): Promise<Response>;
}

/** The service as a process of its own, with real graders on the attack course. */
export interface RunningService {
  readonly address: string;
  readonly instructor: Omit<Account, keyof CreatedUser>;
  student(name: string): Promise<Account>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Starts it on an empty data folder; `environment` goes on top of generous rates and one grader. With `dates`, a
 * `course.json`, the course is a copy that has it.
 */
export async function startCourseService(
  environment: Readonly<Record<string, string>> = {},
  dates?: unknown,
): Promise<RunningService> {
  const folder = mkdtempSync(join(tmpdir(), "tinytorch-attacked-"));
  const course = dates === undefined ? attackCourse : copyWith(dates, join(folder, "course"));
  const child = fork(join(import.meta.dirname, "course-server.ts"), [course], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      TINYTORCH_DATA: folder,
      TINYTORCH_GRADERS: "1",
      TINYTORCH_SUBMISSIONS_PER_MINUTE: "100000",
      TINYTORCH_REQUESTS_PER_MINUTE: "100000",
      TINYTORCH_ANONYMOUS_PER_MINUTE: "100000",
      ...environment,
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  const [said] = await Promise.race([once(child, "message"), exited]);
  if (typeof said !== "string") throw new Error(`startCourseService: it must serve, got exit ${said}`);

  const accountOf = (token: string) => ({
    client: createClient({ baseUrl: said, token }),
    send: (path: string, init: RequestInit = {}) =>
      fetch(`${said}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } }),
  });
  const instructor = accountOf(readFileSync(join(folder, "tokens", "instructor"), "utf8").trim());
  return {
    address: said,
    instructor,
    async student(name) {
      const user = await instructor.client.createUser({ name, role: "student" });
      return { ...user, ...accountOf(user.token) };
    },
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function copyWith(dates: unknown, copy: string): string {
  for (const part of ["modules", "grading"]) {
    cpSync(join(attackCourse, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(import.meta.dirname, "../node_modules"), join(copy, "node_modules"));
  writeFileSync(join(copy, "course.json"), JSON.stringify(dates));
  return copy;
}

/** Hands in and waits for the end. */
export async function graded(
  { client }: Pick<Account, "client">,
  module: string,
  files: Readonly<Record<string, string>>,
): Promise<Submission> {
  const { id } = await client.submit({ module, files: { ...files } });
  for await (const _ of client.events(id));
  return client.submission(id);
}
