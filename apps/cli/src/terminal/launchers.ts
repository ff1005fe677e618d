import { readFileSync } from "node:fs";

/**
 * The processes between us and the package manager that was asked to start us (`npx pnpm start` is six deep), as their
 * ids; empty when none was, or where /proc does not tell.
 *
 * Package managers and their shells do not pass a signal on. A server started through them would outlive the command
 * that a person, or a supervisor, has ended.
 */
export function launchers(): readonly number[] {
  const chain: number[] = [];
  let outermost = 0;
  for (let pid = process.ppid; pid > 1; pid = parentOf(pid)) {
    const command = commandOf(pid);
    const manager = /(^|[/\s])(npm|npx|pnpm|pnpx|corepack)([\s@/.]|$)/.test(command);
    if (!manager && !/^\S*sh\s/.test(command)) break;
    chain.push(pid);
    if (manager) outermost = chain.length;
  }
  return chain.slice(0, outermost);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
}

function parentOf(pid: number): number {
  const afterName = read(`/proc/${pid}/stat`).split(") ").at(-1) ?? "";
  return Number(afterName.split(" ")[1] ?? 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
