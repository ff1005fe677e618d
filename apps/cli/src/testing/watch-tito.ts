import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { bareEnvironment, repository } from "./run-tito.ts";

/** A `tito test --watch --json` under way. */
export interface Watch {
  readonly child: ChildProcess;
  /** The next document that it prints. */
  readonly next: () => Promise<Record<string, unknown>>;
}

/** Starts one, which ends with the test. @param words the module, and what else is asked. */
export function watchTito(...words: readonly string[]): Watch {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "../main.ts"), "test", "--watch", "--json", ...words],
    {
      env: bareEnvironment,
      cwd: repository,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, next: async () => JSON.parse(String((await lines.next()).value)) };
}
