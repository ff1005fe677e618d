import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { echoCourse } from "./courses.ts";

const main = join(import.meta.dirname, "../../../apps/autograder/src/main.ts");
/** Far beyond what a start takes, for a machine on which much else is started. */
const startMilliseconds = 180_000;

export interface ServerOptions {
  /** The echo course by default. */
  readonly course?: string;
  /** On top of a free port, one grader, warnings alone in the log, and rates out of the way. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A command that runs another: `["prlimit", "--fsize=unlimited"]`. */
  readonly launcher?: readonly string[];
  /** The program and its arguments, in place of the server itself: `["apps/cli/src/main.ts", "serve"]`. */
  readonly program?: readonly string[];
}

/** The real server as a process of its own. */
export interface RunningServer {
  readonly address: string;
  readonly dataFolder: string;
  readonly process: ChildProcess;
  /** All that it has written so far. */
  output(): string;
  /** Resolves when the process is gone. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts the real server on a data folder and waits until it serves. */
export async function startServer(dataFolder: string, options: ServerOptions = {}): Promise<RunningServer> {
  const child = spawnServer(dataFolder, options);
  const exited = once(child, "exit");
  let said = "";
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`startServer: it must serve within three minutes, got ${said}`));
    }, startMilliseconds);
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /serves at (http:\/\/\S+)\n/.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`startServer: it must serve, got exit ${code} and ${said}`));
    });
  });
  return {
    address,
    dataFolder,
    process: child,
    output: () => said,
    async kill(signal) {
      child.kill(signal);
      await exited;
      return child.exitCode;
    },
  };
}

/** Starts the server and kills it after so long, whether it serves by then or not. */
export async function startAndKill(
  dataFolder: string,
  afterMilliseconds: number,
  options: ServerOptions = {},
): Promise<void> {
  const child = spawnServer(dataFolder, options);
  child.stdout?.resume();
  child.stderr?.resume();
  const exited = once(child, "exit");
  await sleep(afterMilliseconds);
  child.kill("SIGKILL");
  await exited;
}

function spawnServer(dataFolder: string, options: ServerOptions): ChildProcess {
  const { course = echoCourse, environment = {}, launcher = [], program = [main] } = options;
  const [command = "", ...args] = [...launcher, process.execPath, "--disable-warning=ExperimentalWarning", ...program];
  const child = spawn(command, args, {
    env: {
      PATH: process.env.PATH,
      // What Node compiled for one process is there for the next.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      PORT: "0",
      TINYTORCH_COURSE: course,
      TINYTORCH_DATA: dataFolder,
      TINYTORCH_GRADERS: "1",
      TINYTORCH_PAGES: "none",
      TINYTORCH_LOG_LEVEL: "warn",
      TINYTORCH_SUBMISSIONS_PER_MINUTE: "100000",
      TINYTORCH_SUBMISSIONS_PER_DAY: "1000000",
      TINYTORCH_QUOTA_MEGABYTES: "1000000",
      TINYTORCH_REQUESTS_PER_MINUTE: "100000",
      TINYTORCH_ANONYMOUS_PER_MINUTE: "100000",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // A test run that is cut short leaves no server behind.
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  child.once("exit", () => process.off("exit", end));
  return child;
}
