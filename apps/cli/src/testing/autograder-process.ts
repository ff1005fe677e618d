import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createClient, type Role } from "@tinytorch/api";
import { bareEnvironment } from "./run-tito.ts";

/** A real autograder on a port of its own, started as `tito serve` starts it. */
export interface Autograder {
  readonly url: string;
  /** A token of a new account. */
  addAccount(name: string, role: Role): Promise<string>;
  /** Sends SIGTERM to `tito serve` and gives its exit code. */
  stop(): Promise<number | null>;
}

/** @param settings beside those of every test, such as another course. */
export async function startAutograder(
  data: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Autograder> {
  const tito = join(import.meta.dirname, "../main.ts");
  const child = spawn(process.execPath, [tito, "serve", "--port", "0", "--data", data], {
    env: { ...bareEnvironment, TINYTORCH_LOG_LEVEL: "error", ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await announcedUrl(child);
  const token = (await readFile(join(data, "tokens/instructor"), "utf8")).trim();
  const instructor = createClient({ baseUrl: url, token });
  return {
    url,
    addAccount: async (name, role) => (await instructor.createUser({ name, role })).token,
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      return child.exitCode;
    },
  };
}

async function announcedUrl({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error("autograder: its stdout must be piped");
  let url: string | undefined;
  for await (const line of createInterface({ input: stdout })) {
    url ??= /serves at (http:\S+)/.exec(line)?.[1];
    if (line.includes("sign in") && url !== undefined) {
      stdout.resume();
      return url;
    }
  }
  throw new Error("autograder: it must say where it serves, got the end of its output");
}
