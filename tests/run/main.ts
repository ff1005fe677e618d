import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { arch, platform } from "node:os";
import { join } from "node:path";
import type { LaneReport } from "./lane-report.ts";
import { slowestFiles, sumOf, type TimedTask, timesOf } from "./summary.ts";

/**
 * `node tests/run/main.ts [task …] [turbo's own options]`: runs these tasks of every package, all of the test command's when
 * none is named, and tells at the end what they came to, whether they ran or turbo had their results.
 */
const root = join(import.meta.dirname, "../..");
const everyday = ["lint", "types", "library", "pure", "process", "clock", "check", "prove"];
/** Each task starts a vitest, and many tests start servers and graders: what Node compiled for one is there for the next. */
const compiled = join(root, "node_modules/.cache/compiled");
const words = process.argv.slice(2);
const tasks = words.filter((word) => !word.startsWith("-"));
const options = words.filter((word) => word.startsWith("-"));

for (const file of globSync(
  ["{reports,.turbo/runs}/*.json", "{apps,bench,docs,grading,packages,tests}/**/reports/*.json"],
  where(),
))
  rmSync(join(root, file));

// A clock's tests sleep in one of the four places; three keep two processors busy.
const stream = ["--ui=stream", "--log-order=grouped", "--log-prefix=none", "--output-logs=new-only"];
const turbo = spawnSync(
  "turbo",
  [
    "run",
    ...(tasks.length > 0 ? tasks : everyday),
    "--concurrency=4",
    "--continue",
    "--summarize",
    ...stream,
    ...options,
  ],
  {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, TINYTORCH_TESTED_ON: machine(), NODE_COMPILE_CACHE: compiled },
  },
);

const [run] = read<{ tasks: TimedTask[] }>(".turbo/runs/*.json");
const reports = read<LaneReport>(
  "{reports/{pure,library}.json,{apps,bench,docs,grading,packages,tests}/**/reports/*.json}",
);
const counted = sumOf(reports);
const status = turbo.status ?? 1;
// Lint, types and proofs leave no report, nor does what broke before its tests: that something failed counts all the same.
const sum = { ...counted, failed: status === 0 ? counted.failed : Math.max(counted.failed, 1) };
process.stdout.write(`\n${[...timesOf(run?.tasks ?? []), "", ...slowestFiles(reports, 10)].join("\n")}\n`);
if (sum.wasm + sum.js > 0)
  process.stdout.write(`\nConformance to PyTorch: ${sum.wasm} cases passed on wasm, ${sum.js} on js\n`);
process.stdout.write(`${sum.passed} tests passed, ${sum.failed} failed, ${sum.skipped} skipped\n`);
mkdirSync(join(root, "reports"), { recursive: true });
writeFileSync(join(root, "reports/tests.json"), `${JSON.stringify({ passed: sum.passed, failed: sum.failed })}\n`);
process.exitCode = status;

function where() {
  return { cwd: root, exclude: ["**/node_modules"] };
}

function read<Content>(pattern: string): Content[] {
  return globSync(pattern, where()).map((file) => JSON.parse(readFileSync(join(root, file), "utf8")));
}

/** What decides besides the files which tests run and pass: a result from elsewhere is not taken for one from here. */
function machine(): string {
  const path = (process.env.PATH ?? "").split(":");
  const has = (program: string) =>
    path.some((folder) => existsSync(join(folder, program))) ? program : `no ${program}`;
  const chromium = existsSync(process.env.CHROMIUM ?? "/usr/bin/chromium") ? "chromium" : "no chromium";
  return [platform(), arch(), process.version, has("bwrap"), has("runsc"), chromium].join(", ");
}
