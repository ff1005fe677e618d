import { Command } from "@commander-js/extra-typings";
import { colors, print, printJson } from "../terminal/terminal.ts";
import type { HealthCheck } from "./health-check.ts";

export const doctor = new Command("doctor")
  .description("say what works on this machine, and what to do about the rest")
  .option("--json", "print the findings as one JSON document")
  .addHelpText("after", "\nExample:\n  tito doctor")
  .action(async ({ json }) => {
    const machine = await import("./check-machine.ts");
    const { checkSandbox } = await import("./check-sandbox.ts");
    const checks: readonly HealthCheck[] = [
      machine.checkNode(),
      await machine.checkPnpm(),
      machine.checkNative("better-sqlite3", ["@tinytorch/autograder"], openDatabase),
      machine.checkNative("isolated-vm", ["@tinytorch/grader", "@tinytorch/sandbox"], openIsolate),
      ...checkSandbox(),
      await machine.checkPort(),
      await machine.checkDataFolder(),
    ];
    const ok = checks.every((check) => check.health !== "problem");
    if (!ok) process.exitCode = 1;
    if (json) return printJson({ ok, checks });
    for (const check of checks) print(viewCheck(check));
    print(ok ? "\nEverything that is needed works." : "\nSomething that is needed does not work: see the ❌.");
  });

const openDatabase = `
  const Database = require("better-sqlite3");
  const version = new Database(":memory:").prepare("select sqlite_version() as version").get().version;
  console.log("SQLite " + version);
`;

const openIsolate = `
  const { Isolate } = require("isolated-vm");
  const isolate = new Isolate({ memoryLimit: 32 });
  const answer = isolate.createContextSync().evalSync("6 * 7");
  if (answer !== 42) throw new Error("6 * 7 must be 42, got " + answer);
  console.log("V8 " + process.versions.v8);
`;

const signs = { ok: "✅", absent: "➖", warning: "⚠️ ", problem: "❌" } as const;

function viewCheck({ name, health, detail, advice }: HealthCheck): string {
  const line = `${signs[health]} ${name.padEnd(19)} ${detail}`;
  return advice === undefined ? line : `${line}\n   ${colors.dim(advice)}`;
}
