import { spawnSync } from "node:child_process";
import { access, constants, readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { defaultUrl } from "../student/account/account.ts";
import { repository } from "../student/course/find-course.ts";
import type { HealthCheck } from "./health-check.ts";

/** Node and the machine under it. */
export function checkNode(): HealthCheck {
  const detail = `${process.version} on ${process.platform} ${process.arch}`;
  if (Number.parseInt(process.versions.node, 10) >= 24) return { name: "node", health: "ok", detail };
  const advice = "The project brings Node 24: run its scripts through pnpm (npx -y pnpm@10.34.9 tito doctor).";
  return { name: "node", health: "problem", detail, advice };
}

/** The pnpm that started us, next to the one the project is pinned to. */
export async function checkPnpm(): Promise<HealthCheck> {
  const manifest: unknown = JSON.parse(await readFile(join(repository, "package.json"), "utf8"));
  const pinned =
    typeof manifest === "object" && manifest !== null && "packageManager" in manifest
      ? String(manifest.packageManager).replace("pnpm@", "")
      : "unknown";
  const running = /^pnpm\/(\S+)/.exec(process.env.npm_config_user_agent ?? "")?.[1];
  if (running === undefined) {
    return {
      name: "pnpm",
      health: "ok",
      detail: `not used for this command; the project is pinned to ${pinned}`,
    };
  }
  if (running === pinned) return { name: "pnpm", health: "ok", detail: running };
  const advice = `Run it as npx -y pnpm@${pinned}.`;
  return {
    name: "pnpm",
    health: "warning",
    detail: `${running}; the project is pinned to ${pinned}`,
    advice,
  };
}

/** A native package, really used in a process of its own: a broken binary may end the process that loads it. */
export function checkNative(name: string, rooms: readonly string[], program: string): HealthCheck {
  const run = spawnSync(process.execPath, ["--no-node-snapshot", "--eval", program], {
    cwd: roomOf(rooms),
    encoding: "utf8",
    timeout: 20_000,
  });
  if (run.status === 0) return { name, health: "ok", detail: `${run.stdout.trim()} loads and works` };
  const said = run.stderr.split("\n").find((line) => /Error/.test(line));
  const reason = said ?? run.error?.message ?? `an end by ${run.signal ?? `code ${run.status}`}`;
  const advice = "Remove node_modules and install again: npx -y pnpm@10.34.9 install.";
  return { name, health: "problem", detail: `it must load, got ${reason.trim()}`, advice };
}

/** The folder of a package of ours, found by name through those that depend on it; nothing of theirs is run. */
function roomOf(names: readonly string[]): string {
  let importer = import.meta.filename;
  for (const name of names) importer = createRequire(importer).resolve(name);
  return dirname(importer);
}

/** The port that `tito start` would listen on. */
export async function checkPort(): Promise<HealthCheck> {
  const name = "port";
  const port = process.env.PORT || new URL(defaultUrl).port;
  const host = process.env.HOST || "127.0.0.1";
  const server = createServer();
  const listening = new Promise<undefined>((done, fail) => {
    server.once("error", fail);
    server.listen(Number(port), host, () => server.close(() => done(undefined)));
  });
  const code = await listening.catch((error: NodeJS.ErrnoException) => error.code ?? error.message);
  if (code === undefined) return { name, health: "ok", detail: `${host}:${port} is free` };
  if (code === "EADDRINUSE") {
    const { createClient } = await import("@tinytorch/api");
    const ours = createClient({ baseUrl: `http://${host}:${port}` }).health();
    const answers = await ours.then(
      () => true,
      () => false,
    );
    if (answers) return { name, health: "ok", detail: `an autograder is running at ${host}:${port}` };
  }
  const advice = "Choose another: tito start --port 9000.";
  return { name, health: "warning", detail: `${host}:${port} cannot be listened on (${code})`, advice };
}

/** The folder of the database: there and writable, or makeable. */
export async function checkDataFolder(): Promise<HealthCheck> {
  const name = "data folder";
  const folder = resolve(process.env.TINYTORCH_DATA || join(repository, ".data"));
  let existing = folder;
  while ((await stat(existing).catch(() => null)) === null) existing = dirname(existing);
  const usable = (await stat(existing)).isDirectory() && (await canWrite(existing));
  const detail = existing === folder ? folder : `${folder}, made on the first start`;
  if (usable) return { name, health: "ok", detail };
  const advice = "Choose another: tito start --data <dir>.";
  return { name, health: "problem", detail: `${existing} must be a folder we may write to`, advice };
}

function canWrite(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}
