import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { openProgram } from "../program.ts";
import { runProgram } from "../run-program.ts";

export const repository = join(import.meta.dirname, "../../../..");

/** The smallest course there is: one module, three hidden tests. */
export const echoCourse = join(repository, "tests/fixtures/course");

export interface TitoRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TitoOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What stdin holds; nothing by default. */
  readonly input?: string;
  /** Sees the process as it runs, and what it has printed so far. */
  readonly during?: (child: ChildProcess) => void;
}

/** The environment of a person who has set nothing but what makes these tests faster. */
export const bareEnvironment: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? "",
  XDG_CONFIG_HOME: "/nonexistent",
  TZ: "UTC",
  // Here grading is short: a second grader costs more than it saves.
  TINYTORCH_GRADERS: "1",
  TINYTORCH_PAGES: "none",
  ...(process.env.NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }),
};

/**
 * Runs `tito` in this process, with what it prints and its exit code caught: for all that is not about processes. One at
 * a time.
 */
export async function runTito(args: readonly string[], { env = {} }: Pick<TitoOptions, "env"> = {}): Promise<TitoRun> {
  const outer = { env: process.env, cwd: process.cwd(), stdout: process.stdout.write, stderr: process.stderr.write };
  const printed = { stdout: "", stderr: "" };
  const catchInto = (name: "stdout" | "stderr") => (text: string | Uint8Array) => {
    printed[name] += typeof text === "string" ? text : Buffer.from(text).toString();
    return true;
  };
  process.env = { ...bareEnvironment, ...env };
  process.chdir(repository);
  process.stdout.write = catchInto("stdout");
  process.stderr.write = catchInto("stderr");
  try {
    await runProgram(await openProgram(args), args);
    return { code: Number(process.exitCode ?? 0), ...printed };
  } finally {
    process.env = outer.env;
    process.chdir(outer.cwd);
    process.stdout.write = outer.stdout;
    process.stderr.write = outer.stderr;
    process.exitCode = undefined;
  }
}

/** Runs the real `tito` in a process of its own, away from this account's settings, and waits for its end. */
export async function spawnTito(args: readonly string[], options: TitoOptions = {}): Promise<TitoRun> {
  const { env = {}, cwd = repository, input = "", during } = options;
  const child = spawn(process.execPath, [join(import.meta.dirname, "../main.ts"), ...args], {
    cwd,
    env: { ...bareEnvironment, ...env },
    stdio: "pipe",
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((done) => child.once("close", done));
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  during?.(child);
  const [stdout, stderr] = await output;
  return { code: await ended, stdout, stderr };
}
