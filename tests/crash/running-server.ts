import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const main = join(import.meta.dirname, "../../apps/autograder/src/main.ts");
const startMilliseconds = 60_000;

/** The real server as a process of its own, on a free port. */
export interface RunningServer {
  readonly address: string;
  readonly process: ChildProcess;
  /** All that it has written so far. */
  output(): string;
  /** Resolves when the process is gone. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts the server on a data folder and waits until it serves. `launcher` is a command that runs another. */
export async function startServer(dataFolder: string, launcher: readonly string[] = []): Promise<RunningServer> {
  const child = spawnServer(dataFolder, launcher);
  const exited = once(child, "exit");
  let said = "";
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`startServer: it must serve within a minute, got ${said}`));
    }, startMilliseconds);
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /serves at (http:\/\/\S+)/.exec(said)?.[1];
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
export async function startAndKill(dataFolder: string, afterMilliseconds: number): Promise<void> {
  const child = spawnServer(dataFolder, []);
  child.stdout?.resume();
  child.stderr?.resume();
  const exited = once(child, "exit");
  await sleep(afterMilliseconds);
  child.kill("SIGKILL");
  await exited;
}

function spawnServer(dataFolder: string, launcher: readonly string[]): ChildProcess {
  const [command = "", ...args] = [...launcher, process.execPath, main];
  return spawn(command, args, {
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      TINYTORCH_DATA: dataFolder,
      TINYTORCH_LOG_LEVEL: "warn",
      TINYTORCH_SUBMISSIONS_PER_MINUTE: "100000",
      TINYTORCH_REQUESTS_PER_MINUTE: "100000",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
