import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { arch, platform, setPriority } from "node:os";
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

/** What one of the runs side by side has to do. */
interface Side {
  /** Null: what no other side names. */
  readonly tasks: readonly string[] | null;
  readonly concurrency: number;
  /** Of which packages, in turbo's words. */
  readonly filter?: string;
  /** How much it lets others go first: see nice(1). */
  readonly niceness?: number;
}

/**
 * Who runs side by side, and how many of each at once: what sleeps begins first and takes no processor, what starts servers
 * waits for them half of the time, and what computes keeps both processors busy by itself, so it lets those go first that
 * somebody waits for. One run of all would begin the sleepers when it comes to them, and wait for them at the end; the longest
 * package of all begins at once for the same reason.
 */
const sides: readonly Side[] = [
  { tasks: ["clock"], concurrency: 1 },
  { tasks: ["process"], concurrency: 1, filter: "@tinytorch/cli" },
  { tasks: ["process"], concurrency: 2, filter: "!@tinytorch/cli" },
  { tasks: null, concurrency: 1, niceness: 5 },
];
const named = new Set(sides.flatMap(({ tasks: own }) => own ?? []));
const wanted = tasks.length > 0 ? tasks : everyday;
const ends = await Promise.all(
  // Who asks for packages has them in one run.
  (options.some((word) => word.startsWith("--filter")) ? unfiltered(sides) : sides).map((side) => {
    const mine = wanted.filter((task) => (side.tasks === null ? !named.has(task) : side.tasks.includes(task)));
    return mine.length === 0 ? 0 : turbo(mine, side);
  }),
);

const runs = read<{ tasks: TimedTask[] }>(".turbo/runs/*.json");
const reports = read<LaneReport>(
  "{reports/{pure,library}.json,{apps,bench,docs,grading,packages,tests}/**/reports/*.json}",
);
const counted = sumOf(reports);
const status = Math.max(...ends);
// Lint, types and proofs leave no report, nor does what broke before its tests: that something failed counts all the same.
const sum = { ...counted, failed: status === 0 ? counted.failed : Math.max(counted.failed, 1) };
process.stdout.write(
  `\n${[...timesOf(runs.flatMap((run) => run.tasks)), "", ...slowestFiles(reports, 10)].join("\n")}\n`,
);
const failures = reports.flatMap(({ failures: own }) => own);
if (failures.length > 0) process.stdout.write(`\nFailed:\n${failures.map((each) => `  ${each}\n`).join("")}`);
if (sum.wasm + sum.js > 0)
  process.stdout.write(`\nConformance to PyTorch: ${sum.wasm} cases passed on wasm, ${sum.js} on js\n`);
process.stdout.write(`${sum.passed} tests passed, ${sum.failed} failed, ${sum.skipped} skipped\n`);
mkdirSync(join(root, "reports"), { recursive: true });
writeFileSync(join(root, "reports/tests.json"), `${JSON.stringify({ passed: sum.passed, failed: sum.failed })}\n`);
process.exitCode = status;

function unfiltered(sides: readonly Side[]): readonly Side[] {
  return sides
    .filter(({ filter }) => filter === undefined || filter.startsWith("!"))
    .map(({ filter: _, ...side }) => side);
}

/** Runs tasks of every package that has them, and gives turbo's exit code. */
async function turbo(names: readonly string[], { concurrency, filter, niceness = 0 }: Side): Promise<number> {
  const stream = ["--ui=stream", "--log-order=grouped", "--log-prefix=none", "--output-logs=new-only"];
  const child = spawn(
    "turbo",
    [
      ...["run", ...names, `--concurrency=${concurrency}`, "--continue", "--summarize"],
      ...(filter === undefined ? [] : [`--filter=${filter}`]),
      ...[...stream, ...options],
    ],
    {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, TINYTORCH_TESTED_ON: machine(), NODE_COMPILE_CACHE: compiled },
    },
  );
  if (niceness > 0 && child.pid !== undefined) setPriority(child.pid, niceness);
  await once(child, "exit");
  return child.exitCode ?? 1;
}

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
