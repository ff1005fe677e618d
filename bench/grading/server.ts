import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Client, createClient } from "@tinytorch/api";

export interface BenchServer {
  readonly process: ChildProcess;
  /** Its address. */
  readonly url: string;
  /** Sees times as they are; a student sees tenths of a second. */
  readonly instructor: Client;
  /** An account that may hand in. */
  student(name: string): Promise<Client>;
  close(): Promise<void>;
}

/**
 * The real server as a process of its own, with its rate limits out of the way: on an empty database, or on that of a folder, which is
 * removed at the end too. `settings` go before its own.
 */
export async function startServer(
  graders: number,
  filled?: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<BenchServer> {
  const data = filled ?? (await mkdtemp(join(tmpdir(), "tinytorch-bench-")));
  const main = join(import.meta.dirname, "../../apps/autograder/src/main.ts");
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main], {
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      TINYTORCH_DATA: data,
      TINYTORCH_GRADERS: String(graders),
      TINYTORCH_LOG_LEVEL: "warn",
      TINYTORCH_PAGES: "none",
      TINYTORCH_REQUESTS_PER_MINUTE: "1000000",
      TINYTORCH_SUBMISSIONS_PER_MINUTE: "1000000",
      TINYTORCH_SUBMISSIONS_PER_DAY: "1000000",
      TINYTORCH_QUOTA_MEGABYTES: "1000000",
      ...settings,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let address = "";
  for await (const line of createInterface({ input: child.stdout })) {
    address ||= /serves at (\S+)/.exec(line)?.[1] ?? "";
    if (line.includes("sign in")) break;
  }
  if (address === "") throw new Error("bench: the server must say its address, got none");
  const instructorToken = (await readFile(join(data, "tokens/instructor"), "utf8")).trim();
  const instructor = createClient({ baseUrl: address, token: instructorToken });
  const student = async (name: string) => {
    const { token } = await instructor.createUser({ name, role: "student" });
    return createClient({ baseUrl: address, token });
  };
  return {
    process: child,
    url: address,
    instructor,
    student,
    async close() {
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await exited;
      await rm(data, { recursive: true, force: true });
    },
  };
}
