import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const tito = join(import.meta.dirname, "../../apps/cli/src/main.ts");
const quiet = "--disable-warning=ExperimentalWarning";

/** A real grader without a database, as a process of its own. */
export interface RunningGrader {
  readonly process: ChildProcess;
  /** All that it has written so far. */
  output(): string;
  /** How much work it has handed in. */
  handedIn(): number;
  /** Stops all of it in the middle of what it does, or lets it go on. */
  freeze(signal: "SIGSTOP" | "SIGCONT"): void;
  /** Resolves when the process is gone. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

export interface GraderOptions {
  readonly queue: string;
  readonly server: string;
  readonly keyFile: string;
  /** Where it keeps courses. */
  readonly cache: string;
  readonly more?: readonly string[];
  /** A command that runs another. */
  readonly launcher?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The command line without `tito`, in place of that of the other options. */
  readonly words?: readonly string[];
}

/** Makes a grader's key on the machine of a server, as an operator does, and writes it into a file. */
export function makeKey(
  dataFolder: string,
  name: string,
  words = ["grader-key", "add", name, "--data", dataFolder],
): string {
  const file = join(dataFolder, `${name}.key`);
  writeFileSync(file, execFileSync(process.execPath, [quiet, tito, ...words]), { mode: 0o600 });
  return file;
}

/** Starts a grader and waits until it takes work. */
export async function startGraderProcess(options: GraderOptions): Promise<RunningGrader> {
  const grader = spawnGrader(options);
  const { process: child } = grader;
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      if (!grader.output().includes("The grader is ready")) return;
      child.stdout?.off("data", look);
      resolve();
    };
    child.stdout?.on("data", look);
    child.once("exit", (code) =>
      reject(new Error(`grader: it must get ready, got exit ${code} and ${grader.output()}`)),
    );
  });
  return grader;
}

/** Starts a grader that is not to get ready, and waits for its end. */
export async function runRefusedGrader(
  options: GraderOptions,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const grader = spawnGrader(options);
  await grader.ended;
  return { code: grader.process.exitCode, said: grader.output() };
}

function spawnGrader({ queue, server, keyFile, cache, more = [], launcher = [], ...rest }: GraderOptions) {
  const { words = ["grader", "--queue", queue, "--server", server, "--key-file", keyFile, ...more] } = rest;
  const [command = "", ...args] = [...launcher, process.execPath, quiet, tito, ...words];
  const child = spawn(command, args, {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TINYTORCH_CACHE: cache,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...rest.environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const ended = once(child, "close");
  let said = "";
  const read = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  // The command runs the grader as a process of its own: a kill is of both.
  const signal = (name: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    try {
      process.kill(name === "SIGTERM" ? child.pid : -child.pid, name);
    } catch {
      // It has ended by itself.
    }
  };
  const end = () => signal("SIGKILL");
  process.once("exit", end);
  child.once("exit", () => process.off("exit", end));
  return {
    process: child,
    ended,
    output: () => said,
    freeze: (name: "SIGSTOP" | "SIGCONT") => signal(name),
    handedIn: () => said.split('"fate":"handed in"').length - 1,
    async kill(name: NodeJS.Signals) {
      signal(name);
      await ended;
      return child.exitCode;
    },
  };
}
