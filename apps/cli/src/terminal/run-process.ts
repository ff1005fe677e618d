import { type SpawnOptions, spawn } from "node:child_process";
import { constants } from "node:os";
import { CliError } from "./cli-error.ts";
import { isAlive, launchers } from "./launchers.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs Node on a program in this terminal and gives its exit code (128 + n when signal n ended it). Signals are passed
 * on, and only the program's end ends us. When the package manager that started us is gone, the program is told to end:
 * nobody is left to tell it later.
 */
export async function runNode(
  args: readonly string[],
  options: Pick<SpawnOptions, "cwd" | "env"> = {},
): Promise<number> {
  const child = spawn(process.execPath, args, { ...options, stdio: "inherit" });
  // A terminal sends Ctrl-C to the whole group: passed on as well, the program would count it twice.
  const passOn = (signal: NodeJS.Signals) => {
    if (signal !== "SIGINT" || process.stdin.isTTY !== true) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, passOn);
  const startedBy = launchers();
  const orphanWatch = setInterval(() => {
    if (!startedBy.every(isAlive)) child.kill("SIGTERM");
  }, 500);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", (error) => reject(new CliError(3, `node must start, got ${error.message}`)));
      child.once("exit", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  } finally {
    clearInterval(orphanWatch);
    for (const signal of signals) process.off(signal, passOn);
  }
}
