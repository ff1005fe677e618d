// Lane: process

import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, type TestContext, test, vi } from "vitest";
import { layerStates, MissingJailError, sandboxCommand } from "./layers.ts";

const command = await sandboxCommand(20);

/** The kernel's jails can only be tested where they stand. */
function needsBubblewrap({ skip }: TestContext): void {
  if (!command.layers.includes("bubblewrap")) {
    skip("not run: bubblewrap is not installed here, or may not make namespaces");
  }
}

/**
 * Runs a script in place of the sandbox's program, inside the same jails but without the isolate: what a submission
 * could do that had already broken out of the isolate.
 */
function outsideTheIsolate(
  script: string,
  within = command,
): { status: number | null; signal: string | null; stdout: string } {
  const [file = "", ...words] = within.words.slice(0, -2);
  const filter = within.descriptor3 === null ? "ignore" : openSync(within.descriptor3, "r");
  const { status, signal, stdout } = spawnSync(file, [...words, "-e", script], {
    env: {},
    stdio: ["ignore", "pipe", "ignore", filter],
    encoding: "utf8",
    timeout: 20_000,
  });
  if (typeof filter === "number") closeSync(filter);
  return { status, signal, stdout };
}

/** What an expression comes to inside the jails: its value, or the code of its error. */
function attempt(expression: string): string {
  const script = `Promise.resolve().then(async () => ${expression})
    .then((value) => console.log(String(value)), (error) => console.log(error.code ?? error.message));`;
  return outsideTheIsolate(script).stdout.trim();
}

test("there is no file but what the sandbox runs on, and none can be written", (context) => {
  needsBubblewrap(context);
  const shown = command.words.filter((_, index) => command.words[index - 1] === "--ro-bind");
  const roots = new Set(["dev", ...shown.map((path) => path.split("/")[1])]);
  expect(new Set(attempt('require("fs").readdirSync("/").join()').split(","))).toEqual(roots);
  for (const path of ["/etc/passwd", "/proc/self/environ", "/root", import.meta.filename]) {
    expect(attempt(`require("fs").readFileSync(${JSON.stringify(path)}, "utf8")`)).toBe("ENOENT");
  }
  for (const path of ["/x", "/dev/x", "/dev/shm/x"]) {
    expect(attempt(`require("fs").writeFileSync("${path}", "x")`)).toMatch(/^(EROFS|EACCES|EPERM|ENOENT|EFBIG)$/);
  }
});

test("the environment is empty and nobody's", (context) => {
  needsBubblewrap(context);
  expect(attempt('Object.keys(process.env).filter((key) => key !== "PWD").join()')).toBe("");
  expect(attempt("[process.getuid(), require('os').hostname()].join()")).toBe("65534,sandbox");
});

test("no socket can be made and no name resolved", (context) => {
  needsBubblewrap(context);
  const connect = 'new Promise((_, no) => require("net").connect(80, "127.0.0.1").on("error", no))';
  expect(attempt(connect)).toMatch(/^(EPERM|EACCES)$/);
  const listen = 'new Promise((_, no) => require("net").createServer().listen(0).on("error", no))';
  expect(attempt(listen)).toMatch(/^(EPERM|EACCES)$/);
  expect(attempt('require("dns").promises.lookup("localhost.example")')).toMatch(/^E/);
});

test("no process can be started or signalled", (context) => {
  needsBubblewrap(context);
  expect(attempt('require("child_process").execFileSync(process.execPath, ["-v"])')).toMatch(/^(EPERM|EACCES)$/);
  expect(attempt('process.kill(1, "SIGKILL")')).toBe("EPERM");
  expect(attempt("process.kill(process.ppid, 0)")).toMatch(/^(EPERM|ESRCH)$/);
});

test("nothing is inherited but the pipes", (context) => {
  needsBubblewrap(context);
  const open = `Array.from({ length: 64 }, (_, fd) => fd).filter((fd) => {
    try { const s = require("fs").fstatSync(fd); return fd > 2 && (s.isFile() || s.isSocket()); } catch { return false; }
  }).join()`;
  expect(attempt(open)).toBe("");
});

test("processor time is bounded from outside", async ({ skip }) => {
  const short = await sandboxCommand(1);
  if (!short.words.includes("--cpu=1")) return skip("not run: prlimit is not installed here");
  const [file = "", ...words] = short.words.slice(0, -2);
  const filter = command.descriptor3 === null ? "ignore" : openSync(command.descriptor3, "r");
  const ended = spawnSync(file, [...words, "-e", "for (;;);"], {
    env: {},
    stdio: ["ignore", "ignore", "ignore", filter],
    timeout: 30_000,
  });
  if (typeof filter === "number") closeSync(filter);
  expect(ended.error).toBeUndefined();
  expect(ended.status === 0).toBe(false);
});

test("the memory of the whole process is bounded from outside", async ({ skip }) => {
  const bounded = await sandboxCommand(20, { memoryMegabytes: 64 });
  const limit = bounded.words.find((word) => word.startsWith("--data="));
  if (limit === undefined) return skip("not run: prlimit is not installed here");
  expect(Number(limit.slice("--data=".length))).toBeLessThan(2 ** 31);
  const script = "const all = []; for (let i = 0; i < 64; i++) all.push(Buffer.alloc(2 ** 26, 1));";
  expect(outsideTheIsolate(script, bounded).status).not.toBe(0);
  expect(outsideTheIsolate("Buffer.alloc(2 ** 26, 1)", bounded).status).toBe(0);
});

test("every layer is told with its state, whichever jail is asked for", async () => {
  for (const jail of ["auto", "process"] as const) {
    const states = await layerStates(jail);
    const { layers } = await sandboxCommand(1, { jail });
    expect(states.map(({ layer }) => layer)).toEqual([
      ...["isolate", "process", "rlimits", "seccomp", "bubblewrap", "gvisor"],
    ]);
    const active = states.filter(({ state }) => state === "active").map(({ layer }) => layer);
    expect(active).toEqual(expect.arrayContaining([...layers]));
    expect(active).not.toContain(jail === "auto" ? "gvisor" : "bubblewrap");
    for (const { state, problem } of states) expect(problem === null).toBe(state !== "missing");
  }
});

test("what is not installed is missing, with where it comes from; asked for by name it is an error that says so", async () => {
  vi.stubEnv("PATH", "/nowhere");
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const states = await layerStates();
  const missing = states.filter(({ state }) => state === "missing");
  expect(missing.map(({ layer }) => layer)).toEqual(["rlimits", "seccomp", "bubblewrap", "gvisor"]);
  expect(missing[0]?.problem).toMatch(/util-linux|Linux only/);
  expect(missing[2]?.problem).toMatch(/apt install bubblewrap|Linux only/);
  expect(missing[3]?.problem).toMatch(/https:\/\/gvisor\.dev|Linux only/);
  for (const jail of ["bubblewrap", "gvisor"] as const) {
    await expect(sandboxCommand(1, { jail })).rejects.toThrow(MissingJailError);
    await expect(sandboxCommand(1, { jail })).rejects.toThrow(
      /^sandbox: \w+ was asked for and must work, but it [^\n]+$/,
    );
  }
});

test("a jail that is installed and does not work is missing with what it said", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tinytorch-jails-"));
  for (const name of ["bwrap", "runsc"]) {
    writeFileSync(join(folder, name), "#!/bin/sh\necho no namespaces today >&2\nexit 1\n", { mode: 0o755 });
  }
  vi.stubEnv("PATH", `${folder}:${process.env.PATH}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  const problems = (await layerStates()).map(({ problem }) => problem);
  expect(problems[3]).toBe("it comes with bubblewrap");
  expect(problems[4]).toContain("a trial of it fails (no namespaces today)");
  expect(problems[5]).toContain("a trial of it fails (no namespaces today)");
});
