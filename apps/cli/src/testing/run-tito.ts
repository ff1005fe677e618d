import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";

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

/** Runs the real `tito` in a process of its own, away from this account's settings, and waits for its end. */
export async function runTito(args: readonly string[], options: TitoOptions = {}): Promise<TitoRun> {
  const { env = {}, cwd = repository, input = "", during } = options;
  const child = spawn(process.execPath, [join(import.meta.dirname, "../main.ts"), ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? "", XDG_CONFIG_HOME: "/nonexistent", TZ: "UTC", ...env },
    stdio: "pipe",
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((done) => child.once("close", done));
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  during?.(child);
  const [stdout, stderr] = await output;
  return { code: await ended, stdout, stderr };
}
