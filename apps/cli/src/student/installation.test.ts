// Lane: process

import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { groups as operator } from "../operator/commands.ts";
import { groups as staff } from "../staff/commands.ts";
import { echoCourse, repository, type TitoRun } from "../testing/run-tito.ts";
import { installedWith, studentCheckout } from "../testing/student-checkout.ts";
import { groups as student } from "./commands.ts";

const names = (groups: typeof student) => groups.flatMap(({ commands }) => commands.map((command) => command.name()));

/** Runs the command line that lies in a checkout. */
function tito(root: string, ...args: readonly string[]): Promise<TitoRun> {
  return titoWith({}, root, ...args);
}

/** The same, in an environment of its own. */
function titoWith(more: Readonly<Record<string, string>>, root: string, ...args: readonly string[]): Promise<TitoRun> {
  const program = join(root, "apps/cli/src/main.ts");
  const env = {
    ...more,
    PATH: process.env.PATH ?? "",
    XDG_CONFIG_HOME: "/nonexistent",
    XDG_CACHE_HOME: join(root, ".cache"),
  };
  return new Promise((done) => {
    const child = execFile(process.execPath, [program, ...args], { cwd: root, env }, (_, stdout, stderr) =>
      done({ code: child.exitCode, stdout, stderr }),
    );
  });
}

test("a student's tito is installed without grader, proof, server, their databases and vitest; with the isolate that grades", () => {
  const installed = [...installedWith(join(repository, "apps/cli")).keys()];
  expect(installed).toEqual(expect.arrayContaining(["@tinytorch/api", "@tinytorch/rehearsal", "isolated-vm"]));
  const notTheirs =
    /^(@tinytorch\/(grader|release|suite-proof|autograder)|@stryker-mutator\/.*|@babel\/.*|better-sqlite3|fastify|@fastify\/.*|vitest|vite)$/;
  expect(installed.filter((name) => notTheirs.test(name))).toEqual([]);
});

test("what is installed with the grader and the server is found by the same walk", () => {
  expect(installedWith(join(repository, "packages/suite-proof")).has("@stryker-mutator/instrumenter")).toBe(true);
  expect(installedWith(join(repository, "packages/grader")).has("vitest")).toBe(true);
  expect(installedWith(join(repository, "apps/autograder")).has("better-sqlite3")).toBe(true);
});

let root: string;
beforeAll(async () => {
  root = await studentCheckout(echoCourse);
});
afterAll(() => rm(root, { recursive: true }));

test("the help of such an installation lists a student's commands and no others", async () => {
  const { code, stdout, stderr } = await tito(root);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const listed = [...stdout.matchAll(/^ {2}([a-z-]+) .* {2}/gm)].map(([, name]) => name);
  expect(listed).toEqual([...names(student), "completion"]);
});

test("tito test runs the visible tests there, and tito submit tries what loads", async () => {
  const folder = join(root, "modules/01-echo");
  await mkdir(join(folder, "tests"));
  await writeFile(
    join(folder, "tests/echo.test.ts"),
    'import { expect, test } from "vitest";\nimport { echo } from "../src/index.ts";\ntest("echo", () => expect(() => echo(1)).toThrow("TODO"));\n',
  );
  expect(await tito(root, "test", "01")).toMatchObject({
    code: 0,
    stderr: "",
    stdout: expect.stringMatching(/\n1 of 1 unit tests passed\. Hand it in with tito submit 01\.\n$/),
  });
  await writeFile(join(folder, "src/scratch.ts"), "enum Mode { Slow }\n");
  expect(await tito(root, "submit", "01")).toMatchObject({ code: 2, stderr: expect.stringContaining("scratch.ts:1:") });
  await rm(join(folder, "src/scratch.ts"));
});

test("tito use says what is in use there", async () => {
  expect(await tito(root, "use")).toMatchObject({
    code: 0,
    stderr: "",
    stdout: expect.stringMatching(/^The library's packages are in use for every module\./),
  });
});

test.each([
  ["verify", ["01"]],
  ["check", ["01"]],
  ["mutations", ["01"]],
  ["grade", [".", "--module", "01"]],
  ["release", ["--out", "handout"]],
  ["serve", []],
  ["backup", ["file"]],
  ["doctor", []],
])("tito %s says in a sentence what it needs", async (name, args) => {
  expect([...names(student), ...names(staff), ...names(operator)]).toContain(name);
  const { code, stdout, stderr } = await tito(root, name, ...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(
    new RegExp(`^tito ${name}: it needs @tinytorch/[a-z-]+( and @tinytorch/[a-z-]+)?, which [^\\n]+\\n$`),
  );
});

test("a command that only asks the service is there for an instructor, though the help does not list it", async () => {
  const { code, stderr } = await tito(root, "gradebook");
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      "tito gradebook: you must be signed in: run `tito login --url` with the address that your course gave you\n",
  });
});

test("whoever signs in there names the address: no server of their own is thought of", async () => {
  expect(await tito(root, "login", "--token", "token")).toEqual({
    code: 2,
    stdout: "",
    stderr: "tito login: --url is needed: the address that your course gave you\n",
  });
  expect(await titoWith({ TINYTORCH_TOKEN: "token" }, root, "grades")).toEqual({
    code: 2,
    stdout: "",
    stderr: "tito grades: TINYTORCH_URL must be set beside TINYTORCH_TOKEN: the address that your course gave you\n",
  });
  const away = { TINYTORCH_URL: "http://127.0.0.1:4", TINYTORCH_TOKEN: "token" };
  const { code, stderr } = await titoWith(away, root, "grades");
  expect(code).toBe(3);
  expect(stderr).toMatch(/; are you connected, and is the address right \(`tito login --url`\)\?\n$/);
});

test("tito start there begins a module, and runs nothing without one", async () => {
  expect(await tito(root, "start")).toEqual({
    code: 2,
    stdout: "",
    stderr: "tito start: a module must be named, as in `tito start 08`\n",
  });
});

test.each(names(student))("the help of tito %s there offers nothing that is not there", async (name) => {
  const { code, stdout } = await tito(root, "help", name);
  expect(code).toBe(0);
  expect(stdout).not.toMatch(/grading\/|--solution|--local|hidden material|127\.0\.0\.1|demo|--data/);
});
