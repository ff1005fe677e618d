import { createServer } from "node:http";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../testing/copy-course.ts";
import { runTito } from "../testing/run-tito.ts";

interface Findings {
  readonly ok: boolean;
  readonly checks: readonly { name: string; health: string; detail: string; advice?: string }[];
}

async function examine(env: Record<string, string>): Promise<{ code: number | null; findings: Findings }> {
  const { code, stdout, stderr } = await runTito(["doctor", "--json"], { env: { PORT: "0", ...env } });
  expect(stderr).toBe("");
  return { code, findings: JSON.parse(stdout) };
}

const named = (findings: Findings, name: string) => findings.checks.find((check) => check.name === name);

test("on a machine that has all it needs every check is named and none is a problem", async () => {
  const { code, findings } = await examine({ TINYTORCH_DATA: join(await temporaryFolder(), "data") });
  expect({ code, ok: findings.ok }).toEqual({ code: 0, ok: true });
  expect(findings.checks.map((check) => check.name)).toEqual([
    ...["node", "pnpm", "better-sqlite3", "isolated-vm", "sandbox", "port", "data folder"],
  ]);
  expect(named(findings, "sandbox")?.detail).toMatch(/^isolate \+ process/);
});

test("without bubblewrap it is a warning that says how to install it", async () => {
  const { code, findings } = await examine({ PATH: "/nonexistent" });
  expect(code).toBe(0);
  expect(named(findings, "sandbox")).toMatchObject({
    health: "warning",
    detail: "isolate + process",
    advice: expect.stringContaining("apt install bubblewrap"),
  });
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
