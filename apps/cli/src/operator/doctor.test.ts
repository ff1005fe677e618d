// Lane: process

import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../testing/copy-course.ts";
import { spawnTito } from "../testing/run-tito.ts";

interface Findings {
  readonly ok: boolean;
  readonly checks: readonly { name: string; health: string; detail: string; advice?: string }[];
}

async function examine(env: Record<string, string>): Promise<{ code: number | null; findings: Findings }> {
  const { code, stdout, stderr } = await spawnTito(["doctor", "--json"], { env: { PORT: "0", ...env } });
  expect(stderr).toBe("");
  return { code, findings: JSON.parse(stdout) };
}

const named = (findings: Findings, name: string) => findings.checks.find((check) => check.name === name);

test("on a machine that has all it needs every check is named and none is a problem", async () => {
  const { code, findings } = await examine({ TINYTORCH_DATA: join(await temporaryFolder(), "data") });
  expect({ code, ok: findings.ok }).toEqual({ code: 0, ok: true });
  expect(findings.checks.map((check) => check.name)).toEqual([
    ...["node", "pnpm", "better-sqlite3", "isolated-vm"],
    ...["isolate", "process", "rlimits", "seccomp", "bubblewrap", "gvisor"].map((layer) => `sandbox: ${layer}`),
    ...["port", "data folder"],
  ]);
  for (const layer of ["isolate", "process"]) {
    expect(named(findings, `sandbox: ${layer}`)).toMatchObject({ health: "ok", detail: "active" });
  }
});

test("without bubblewrap it is a warning that says how to install it; a jail nobody asked for is not needed", async () => {
  const { code, findings } = await examine({ PATH: "/nonexistent" });
  expect(code).toBe(0);
  expect(named(findings, "sandbox: bubblewrap")).toMatchObject({
    health: "warning",
    detail: expect.stringContaining("apt install bubblewrap"),
    advice: "Until it is there an autograder listens on loopback only.",
  });
  expect(named(findings, "sandbox: rlimits")).toMatchObject({ health: "warning" });
  expect(named(findings, "sandbox: gvisor")).toMatchObject({
    health: "absent",
    detail: expect.stringContaining("https://gvisor.dev"),
  });
});

test.each(["bubblewrap", "gvisor"])(
  "%s that is asked for by name and missing is a problem, told in one sentence",
  async (jail) => {
    const env = { PATH: "/nonexistent", TINYTORCH_SANDBOX: jail };
    const { code, findings } = await examine(env);
    expect({ code, ok: findings.ok }).toEqual({ code: 1, ok: false });
    expect(named(findings, `sandbox: ${jail}`)).toMatchObject({
      health: "problem",
      detail: expect.stringMatching(/^missing: TINYTORCH_SANDBOX asks for \w+, but it is not installed: [^\n]+$/),
    });
    for (const command of ["serve", "start"]) {
      const data = join(await temporaryFolder(), "data");
      const run = await spawnTito([command, "--data", data], { env });
      expect({ code: run.code, stdout: run.stdout }).toEqual({ code: 3, stdout: "" });
      expect(run.stderr).toMatch(/^sandbox: \w+ was asked for and must work, but it is not installed: [^\n]+\n$/);
      expect(existsSync(data)).toBe(false);
    }
  },
);

test("a jail that there is no such of is a problem that names those there are", async () => {
  const { code, findings } = await examine({ TINYTORCH_SANDBOX: "docker" });
  expect(code).toBe(1);
  expect(named(findings, "sandbox")?.detail).toBe(
    'TINYTORCH_SANDBOX must be one of auto, bubblewrap, gvisor, process, got "docker"',
  );
});

test("a port that something else holds is a warning, a data folder that cannot be is a problem", async () => {
  const other = createServer((_, answer) => answer.end("hello"));
  await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const { code, findings } = await examine({
    PORT: String(port),
    TINYTORCH_DATA: join(import.meta.dirname, "doctor.test.ts", "data"),
  });
  expect(code).toBe(1);
  expect(named(findings, "port")).toMatchObject({
    health: "warning",
    detail: expect.stringContaining("EADDRINUSE"),
  });
  expect(named(findings, "data folder")).toMatchObject({ health: "problem" });
});
