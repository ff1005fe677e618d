import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Account,
  accountOf,
  instructorOf,
  type RunningServer,
  startServer,
  temporaryFolder,
} from "@tinytorch/test-harness";
import { onTestFinished } from "vitest";
import { makeCourse } from "./term-course.ts";
import { openTold, type Told } from "./told.ts";

const preload = join(import.meta.dirname, "server-clock.ts");
const main = join(import.meta.dirname, "../../apps/autograder/src/main.ts");

/** The service of a term, as a process with two real graders, whose time of day the test says. */
export interface TermService {
  readonly course: string;
  readonly told: Told;
  /** Who made the service's first start. */
  readonly admin: () => Account;
  account(token: string): Account;
  /** `2026-10-24T18:00:40+02:00`: it is so late from now on. */
  setClock(moment: string): void;
  /** Ends it and starts it again on the same data, with the course as it is now. */
  restart(): Promise<void>;
}

/** Starts it on an empty data folder. */
export async function startTerm(moment: string): Promise<TermService> {
  const folder = temporaryFolder();
  const clockFile = join(folder, "clock");
  const course = makeCourse(join(folder, "course"));
  const told = await openTold();
  const setClock = (text: string) => {
    const milliseconds = Date.parse(text);
    if (Number.isNaN(milliseconds)) throw new Error(`setClock: must be a moment, got ${text}`);
    // Whoever reads meanwhile reads one or the other.
    writeFileSync(`${clockFile}.next`, String(milliseconds));
    renameSync(`${clockFile}.next`, clockFile);
  };
  setClock(moment);
  const start = () =>
    startServer(join(folder, "data"), {
      course,
      program: ["--import", preload, main],
      environment: {
        TERM_CLOCK: clockFile,
        TINYTORCH_GRADERS: "2",
        TINYTORCH_WEBHOOK_PRIVATE: "1",
        TINYTORCH_SMTP_URL: told.smtpUrl,
        TINYTORCH_MAIL_FROM: "grader@example.edu",
      },
    });
  let server: RunningServer = await start();
  onTestFinished(async () => {
    await server.kill("SIGTERM");
  });
  return {
    course,
    told,
    admin: () => instructorOf(server),
    account: (token) => accountOf(server, token),
    setClock,
    async restart() {
      await server.kill("SIGTERM");
      server = await start();
    },
  };
}
