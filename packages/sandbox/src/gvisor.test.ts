// Lane: process

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, type TestContext, test, vi } from "vitest";
import { gvisorWords } from "./gvisor.ts";
import { type SandboxCommand, sandboxCommand, withScratch } from "./layers.ts";
import { SandboxPool } from "./sandbox-pool.ts";
import { SubmissionSession } from "./submission-session.ts";

const command: SandboxCommand | null = await sandboxCommand(60, { jail: "gvisor" }).catch(() => null);

function needsGvisor({ skip }: TestContext): SandboxCommand {
  return command ?? skip("not run: gVisor (runsc) is not installed here, or does not work");
}

/** What an expression comes to inside gVisor but outside the isolate: its value, or the code of its error. */
function attempt(expression: string): string {
  const script = `Promise.resolve().then(async () => ${expression})
    .then((value) => console.log(String(value)), (error) => console.log(error.code ?? error.message));`;
  const readable = ["/lib", "/lib64", "/usr/lib", process.execPath].filter((path) => existsSync(path));
  const words = [process.execPath, "-e", script];
  const cache = join(import.meta.dirname, "../node_modules/.cache");
  const scratch = withScratch({
    layers: [],
    version: "",
    words: gvisorWords("runsc", cache, { words, readable, cpuSeconds: 60 }),
    descriptor3: null,
  });
  const [file = "", ...args] = scratch.words;
  const { stdout } = spawnSync(file, args, { stdio: ["ignore", "pipe", "ignore"], encoding: "utf8" });
  scratch.remove();
  return stdout.trim();
}

test("a submission runs in gVisor: its result crosses, a loop is stopped, and no folder is left behind", async (context) => {
  needsGvisor(context);
  const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("tinytorch-sandbox-"));
  const before = new Set(folders());
  const pool = await SandboxPool.open({
    packages: {},
    memoryMegabytes: 64,
    replyBytes: 10_000,
    cpuSeconds: 60,
    warm: 0,
    jail: "gvisor",
  });
  expect(pool.layers).toEqual(["isolate", "process", "gvisor"]);
  const session = new SubmissionSession(pool, {
    files: { "src/index.ts": "export const f = (n: number) => { while (n === 0); return n + 1; };" },
    entry: "src/index.ts",
    exports: ["f"],
    allowedImports: [],
    seed: 1,
    limits: {
      testMilliseconds: 5_000,
      runMilliseconds: 60_000,
      memoryMegabytes: 64,
      consoleBytes: 1_000,
      replyBytes: 1_000,
      replyDepth: 10,
    },
  });
  expect(await session.evaluate("({ f }) => f(41)", [])).toEqual({ type: "value", value: "42" });
  expect(await session.evaluate("({ f }) => f(0)", [])).toMatchObject({ failure: { kind: "timeout" } });
  expect(await session.evaluate("({ f }) => f(1)", [])).toEqual({ type: "value", value: "2" });
  await session.close();
  await pool.close();
  await expect.poll(() => folders().filter((name) => !before.has(name)), { timeout: 20_000 }).toEqual([]);
});

test("what a process that was killed amid a run left behind goes when the next one starts", async (context) => {
  needsGvisor(context);
  const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("tinytorch-sandbox-"));
  const pool = JSON.stringify(join(import.meta.dirname, "sandbox-pool.ts"));
  const program = `
    const { SandboxPool } = await import(${pool});
    const options = { packages: {}, memoryMegabytes: 64, replyBytes: 10_000, cpuSeconds: 60, warm: 0, jail: "gvisor" };
    const pool = await SandboxPool.open(options);
    await pool.take(64);
    console.log("taken");
    setInterval(() => {}, 1_000);`;
  const words = ["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", program];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const left = folders().filter((name) => name.split("-")[3] === String(child.pid));
  child.kill("SIGKILL");
  await once(child, "exit");
  // That of the submission, and that of the parser.
  expect(left).toHaveLength(2);
  await sandboxCommand(60, { jail: "gvisor" });
  expect(folders()).not.toEqual(expect.arrayContaining(left));
});

test("out of the isolate there is still no file of the host's, no network and no environment", (context) => {
  needsGvisor(context);
  for (const path of ["/etc/passwd", "/root", import.meta.filename]) {
    expect(attempt(`require("fs").readdirSync(${JSON.stringify(path)})`)).toMatch(/^ENOENT$/);
  }
  expect(attempt('require("fs").writeFileSync("/x", "x")')).toMatch(/^(EROFS|EACCES|EPERM)$/);
  expect(attempt('Object.keys(process.env).filter((key) => !["HOME", "PWD"].includes(key)).join()')).toBe("");
  expect(attempt(`require("fs").readdirSync("/proc").filter((name) => /^\\d+$/.test(name)).join()`)).toBe("1");
  const connect = 'new Promise((_, no) => require("net").connect(80, "192.0.2.1").on("error", no))';
  expect(attempt(connect)).toMatch(/^(ENETUNREACH|EHOSTUNREACH|EPERM|EACCES)$/);
});

test("a jail that must work and does not is an error, never a sandbox without it", async () => {
  vi.stubEnv("PATH", "/nowhere");
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  for (const jail of ["gvisor", "bubblewrap"] as const) {
    await expect(sandboxCommand(1, { jail })).rejects.toThrow(`sandbox: ${jail} was asked for and must work`);
  }
  const { layers } = await sandboxCommand(1, { jail: "auto" });
  expect(layers).toEqual(["isolate", "process"]);
});
