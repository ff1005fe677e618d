// Lane: process

import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openProgram } from "./program.ts";
import { temporaryFolder } from "./testing/copy-course.ts";
import { echoCourse, repository, runTito, spawnTito } from "./testing/run-tito.ts";

/**
 * Command lines, by the exit code that they end with: 0 when it did what it was asked, 1 when a check failed, 2 when something that was
 * typed or handed in must be changed, 3 when the service does not answer or the machinery broke. `COURSE` stands for a small course of
 * the test's own, `NEW` for a path where nothing is.
 */
type CommandLines = Readonly<Partial<Record<"0" | "1" | "2" | "3", readonly string[]>>>;

const course = ["--course", "COURSE"];

const table: Readonly<Record<string, CommandLines>> = {
  test: { 0: ["02", ...course], 1: ["01", ...course], 2: ["99"] },
  hint: { 0: ["02", ...course], 2: ["01", ...course] },
  use: { 0: [], 1: ["mine", "01"], 2: ["yours", "01"] },
  lab: { 0: ["02", ...course], 2: ["02", "--port", "9000", ...course] },
  race: { 0: ["08", "--solution", "--json"], 2: ["01", ...course] },
  milestone: { 0: [], 1: ["perceptron"], 2: ["nosuch"] },
  login: { 2: ["--token", "two words"], 3: ["--token", "token"] },
  logout: { 0: [], 2: ["now"] },
  token: { 2: ["create", "--scope", "dean"], 3: [] },
  submit: { 2: ["99"], 3: ["02", ...course] },
  status: { 2: ["one", "two"], 3: [] },
  grades: { 2: ["--csv"], 3: [] },
  "add-user": { 2: ["ada", "--role", "dean"], 3: ["ada"] },
  invite: { 2: [], 3: ["--all"] },
  "reissue-token": { 2: [], 3: ["ada"] },
  roster: { 2: ["import", "NEW"], 3: ["list"] },
  gradebook: { 2: ["--csv", "--json"], 3: [] },
  regrade: { 2: [], 3: ["08", "--which", "latest"] },
  rerun: { 2: [], 3: ["5f1c9a52-3a0e-4a53-9f0e-2f4f6a1f7c11"] },
  similar: { 2: ["08", "--start", "--show", "1"], 3: ["08"] },
  audit: { 2: ["--limit", "101"], 3: [] },
  comment: { 2: ["--remove", "x", "words"], 3: ["5f1c9a52-3a0e-4a53-9f0e-2f4f6a1f7c11", "src/sgd.ts:12", "twice"] },
  answer: { 2: ["000"], 3: ["5f1c9a52-3a0e-4a53-9f0e-2f4f6a1f7c11", "so"] },
  ask: { 2: ["99", "why?"], 3: ["02", "why?", ...course] },
  questions: { 2: ["--state", "lost"], 3: [] },
  grade: {
    0: ["--module", "02", "COURSE/modules/02-scale", ...course],
    2: ["."],
    3: ["--module", "03", "COURSE/modules/03-broken", ...course],
  },
  verify: { 1: ["03", "--quick", ...course], 2: ["--seeds", "0"] },
  mutations: { 1: ["03", ...course], 2: ["99"] },
  starter: { 0: ["01", "--check", ...course], 1: ["02", "--check", ...course], 2: ["99"] },
  "new-module": { 0: ["21-sampling", ...course], 2: ["sampling", ...course] },
  check: { 1: ["02", ...course], 2: ["99"] },
  predict: { 2: ["02", ...course] },
  reset: { 0: ["01", ...course], 2: ["99"] },
  diff: { 2: ["99"], 3: ["02", ...course] },
  history: { 2: ["--limit", "none"], 3: [] },
  show: { 2: ["000"], 3: ["5f1c9a52-3a0e-4a53-9f0e-2f4f6a1f7c11"] },
  get: { 2: ["000"], 3: ["5f1c9a52-3a0e-4a53-9f0e-2f4f6a1f7c11"] },
  update: { 0: ["02", ...course], 2: ["99"] },
  release: { 2: ["--out", "COURSE", ...course] },
  start: { 2: ["--port", "none", "--data", "NEW"], 3: ["--data", "NEW"] },
  serve: { 2: ["--port", "none", "--data", "NEW"], 3: ["--data", "NEW"] },
  "dead-letters": { 2: ["12"], 3: [] },
  retry: { 2: ["none"], 3: ["12"] },
  backup: { 2: ["NEW/backup.sqlite", "--data", "NEW"] },
  restore: { 2: ["NEW/backup.sqlite"] },
  "erase-user": { 2: ["ada", "--data", "NEW"] },
  "grader-key": { 0: ["add", "rack-2", "--data", "NEW"], 2: ["add", "two words", "--data", "NEW"] },
  grader: { 2: ["--queue", "nonsense", "--server", "http://127.0.0.1:1"] },
  doctor: { 0: [], 1: [], 2: ["please"] },
  export: { 2: [], 3: ["08", "--moodle"] },
  stats: { 2: [], 3: ["08"] },
  notify: { 2: ["--on", "everything"], 3: [] },
  "my-data": { 2: ["--out", "COURSE"], 3: ["--out", "NEW"] },
  webhook: { 2: ["add"], 3: ["list"] },
  "export-person": { 2: ["ada"], 3: ["ada", "--out", "NEW"] },
  completion: { 0: ["bash"], 2: ["tcsh"] },
  assign: { 2: ["set", "08", "--due", "none"], 3: ["show"] },
  extend: { 2: ["grant", "ada", "08", "--reason", "so"], 3: ["list"] },
  override: { 2: ["set", "ada", "08", "-5", "--reason", "so"], 3: ["show"] },
  excuse: { 2: ["ada"], 3: ["ada", "08", "--reason", "so"] },
  count: { 2: ["000"], 3: ["5f1c9a52-3a0e-4a53-9f0e-2f4f6a1f7c11"] },
  "late-days": { 2: ["spend", "99", "--yes"], 3: ["show"] },
};

/** What is set for these, beside the address of a service that does not answer. */
const surroundings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "doctor 1": { TINYTORCH_SANDBOX: "docker" },
  "serve 3": { TINYTORCH_SANDBOX: "gvisor", PATH: "/nonexistent" },
  "start 3": { TINYTORCH_SANDBOX: "gvisor", PATH: "/nonexistent" },
};

/** Nothing listens there. */
const nobody = { TINYTORCH_URL: "http://127.0.0.1:4", TINYTORCH_TOKEN: "token" };

/** What starts programs of its own, which print and end by themselves. */
const isStarter = new Set(["lab", "race", "start", "serve", "backup", "restore", "erase-user", "grader-key", "grader"]);

/** A course with a module whose visible tests fail, one that is solved and so no starter, and one that is broken. */
async function threeModules(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tito-"));
  for (const half of ["modules", "grading"]) {
    await cp(join(echoCourse, half), join(folder, half), { recursive: true });
  }
  await symlink(join(repository, "tests/node_modules"), join(folder, "node_modules"));
  await cp(join(folder, "modules/01-echo"), join(folder, "modules/03-broken"), { recursive: true });
  await cp(join(folder, "grading/01-echo"), join(folder, "grading/03-broken"), { recursive: true });
  const manifest = { id: "03-broken", title: "Broken", promise: "Its rubric is another module's." };
  await mkdir(join(folder, "modules/01-echo/tests"));
  await writeFile(
    join(folder, "modules/01-echo/tests/echo.test.ts"),
    `import { expect, test } from "vitest";
import { echo } from "../src/index.ts";
test("gives its value back", () => expect(echo(3)).toBe(3));
`,
  );
  const echo = JSON.parse(await readFile(join(folder, "modules/01-echo/module.json"), "utf8"));
  await writeFile(join(folder, "modules/03-broken/module.json"), JSON.stringify({ ...echo, ...manifest }));
  expect((await runTito(["new-module", "02-scale", "--course", folder])).code).toBe(0);
  const solved = join(folder, "grading/02-scale/solution/src");
  await cp(solved, join(folder, "modules/02-scale/src"), { recursive: true });
  return folder;
}

let three: string;
beforeAll(async () => {
  three = await threeModules();
}, 60_000);
afterAll(() => rm(three, { recursive: true }));

const commands = (await openProgram([])).groups.flatMap((group) => group.commands);

test("every command is in the table", () => {
  expect(Object.keys(table).sort()).toEqual(commands.map((command) => command.name()).sort());
});

const rows = Object.entries(table).flatMap(([command, lines]) =>
  Object.entries(lines).map(([code, args]) => [command, Number(code), args] as const),
);

test.each(rows)("tito %s ends with %d after %j", async (command, code, args) => {
  const folder = await temporaryFolder();
  const places: Record<string, string> = { NEW: join(folder, "new"), COURSE: join(folder, "course") };
  if (args.includes("COURSE")) await cp(three, join(folder, "course"), { recursive: true });
  const words = args.map((word) => word.replace(/^[A-Z]+/, (name) => places[name] ?? name));
  const env = { ...nobody, XDG_CONFIG_HOME: await temporaryFolder(), ...surroundings[`${command} ${code}`] };
  const run = await (isStarter.has(command) ? spawnTito : runTito)([command, ...words], { env });
  expect(run, run.stderr).toMatchObject({ code });
  // What went wrong is said beside the output; a check that fails may say it in its output.
  if (code >= 2) expect(run.stderr).toMatch(/^(handing in\n)?[^\n]+\n$/);
  expect(run.stdout + run.stderr).not.toMatch(/^\s+at /m);
});

test.each(commands.map((command) => [command.name(), command] as const))(
  "tito %s refuses an option that there is not with 2",
  async (name, { options }) => {
    const needed = options.flatMap(({ mandatory, long }) => (mandatory && long !== undefined ? [long, "new"] : []));
    const { code, stdout, stderr } = await runTito([name, ...needed, "--no-such-option"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^tito: unknown option '--no-such-option'[^\n]*\n$/);
  },
);

test("every command that shows anything has --json; a script for a shell and questions in a terminal are none of that", () => {
  const all = commands.flatMap((command) => (command.commands.length === 0 ? [command] : command.commands));
  const without = all.filter(({ options }) => !options.some(({ long }) => long === "--json"));
  expect(without.map((command) => command.name()).sort()).toEqual(["completion", "predict"]);
});
