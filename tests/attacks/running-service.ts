import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CreatedUser, Submission } from "@tinytorch/api";
import {
  addAccount,
  copyCourse,
  type Account as HarnessAccount,
  instructorOf,
  startServer,
} from "@tinytorch/test-harness";
import { attackCourse } from "./course-root.ts";

export type Account = HarnessAccount & CreatedUser;

/** The service as a process of its own, with a real grader on the attack course. */
export interface RunningService {
  readonly address: string;
  readonly instructor: HarnessAccount;
  student(name: string): Promise<Account>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts it on an empty data folder. With `dates`, a `course.json`, the course is a copy that has it. */
export async function startCourseService(
  environment: Readonly<Record<string, string>> = {},
  dates?: unknown,
): Promise<RunningService> {
  const folder = mkdtempSync(join(tmpdir(), "tinytorch-attacked-"));
  const course = dates === undefined ? attackCourse : copyCourse(attackCourse, join(folder, "course"), dates);
  const server = await startServer(join(folder, "data"), {
    course,
    environment: { TINYTORCH_LOG_LEVEL: "silent", ...environment },
  });
  return {
    address: server.address,
    instructor: instructorOf(server),
    student: (name) => addAccount(server, name, "student"),
    async stop(signal = "SIGTERM") {
      await server.kill(signal);
      rmSync(folder, { recursive: true, force: true });
    },
  };
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
