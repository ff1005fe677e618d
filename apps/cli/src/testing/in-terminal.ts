import { spawn } from "node:child_process";
import { join } from "node:path";
import { bareEnvironment, repository } from "./run-tito.ts";

/** What is typed once the terminal has shown a text, since what was typed before. */
export interface Typed {
  readonly after: string;
  readonly keys: string | (() => Promise<void>);
}

/** What a terminal has shown in the end, with all that moves its cursor, and the program's exit code. */
export interface TerminalRun {
  readonly code: number | null;
  readonly screen: string;
}

/** Whether there is a program here that gives a terminal to another: `script` of util-linux. */
export const hasTerminals = process.platform === "linux";

/** Runs the real `tito` in a terminal of its own, in which somebody types. */
export function inTerminal(
  args: readonly string[],
  typed: readonly Typed[],
  env: Readonly<Record<string, string>> = {},
): Promise<TerminalRun> {
  const words = [process.execPath, join(import.meta.dirname, "../main.ts"), ...args].map((word) => `'${word}'`);
  // A terminal that nobody looks at has no columns.
  const command = `stty cols 100 rows 40; exec ${words.join(" ")}`;
  const child = spawn("script", ["--quiet", "--return", "--flush", "--command", command, "/dev/null"], {
    cwd: repository,
    env: { ...bareEnvironment, TERM: "xterm", SHELL: "/bin/sh", ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting = [...typed];
  let screen = "";
  let seen = 0;
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    screen += chunk;
    const [next] = waiting;
    if (next === undefined || !screen.slice(seen).includes(next.after)) return;
    waiting.shift();
    seen = screen.length;
    if (typeof next.keys === "string") child.stdin.write(next.keys);
    else void next.keys();
  });
  return new Promise((done) => child.once("close", (code) => done({ code, screen })));
}
