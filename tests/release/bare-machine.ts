import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";

/** What a program printed, and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A machine with Node, npm and nothing else, on which somebody has just been given a folder. */
export interface BareMachine {
  /** Runs a program in the folder; `input` is what it is sent. */
  run(command: string, args: readonly string[], input?: string): Promise<Ended>;
}

/** How the network is reached is nobody's to set but the machine's. */
const network = /^(https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR))$/i;

/** @param home an empty folder: no configuration, no cache, nothing that was installed before. */
export function bareMachine(folder: string, home: string): BareMachine {
  const reached = Object.entries(process.env).filter(([name]) => network.test(name));
  const npm = systemNpm();
  const env = {
    ...Object.fromEntries(reached),
    npm_config_registry: execFileSync(npm, ["config", "get", "registry"], { encoding: "utf8" }).trim(),
    HOME: home,
    PATH: [dirname(npm), "/usr/bin", "/bin"].join(delimiter),
  };
  return {
    async run(command, args, input = "") {
      const child = spawn(command, args, { cwd: folder, env, stdio: "pipe" });
      child.stdin.end(input);
      const ended = new Promise<number | null>((done) => child.once("close", done));
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
      return { code: await ended, stdout, stderr };
    },
  };
}

/** The machine's own npm, with its own Node beside it: not what a workspace has installed. */
function systemNpm(): string {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
  const npm = folders.map((folder) => join(folder, "npm")).find((file) => existsSync(file));
  if (npm === undefined) throw new Error("bareMachine: npm must be installed, got no npm in PATH");
  return npm;
}
