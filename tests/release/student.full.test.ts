import { spawn } from "node:child_process";
import { cpSync, existsSync, globSync, readFileSync, statSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, posix } from "node:path";
import { text } from "node:stream/consumers";
import { unpackFiles } from "@tinytorch/release";
import { addAccount, startServer, temporaryFolder } from "@tinytorch/test-harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bareMachine } from "./bare-machine.ts";

const repository = join(import.meta.dirname, "../..");
const ends: (() => void)[] = [];
const place = temporaryFolder((remove) => ends.push(remove));
const released = join(place, "released");
const student = join(place, "student/tinytorch");
const machine = bareMachine(student, join(place, "home"));
let made: Record<string, unknown>;

/** Runs the real command in this checkout. */
async function release(...args: readonly string[]) {
  const tito = join(repository, "apps/cli/src/main.ts");
  const child = spawn(process.execPath, [tito, "release", ...args], {
    cwd: repository,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((done) => child.once("close", done));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, stdout, stderr };
}

beforeAll(async () => {
  const { code, stdout, stderr } = await release("--out", released, "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  made = JSON.parse(stdout);
  await mkdir(join(place, "home"));
}, 300_000);
afterAll(() => {
  for (const end of ends) end();
});

test("what was made is told: files, bytes, modules, and how many secrets it was held against", async () => {
  const modules = await readdir(join(repository, "modules"));
  expect(made).toMatchObject({
    folder: released,
    archive: join(released, "course.tgz"),
    modules: modules.filter((name) => /^\d\d-/.test(name)),
    packages: expect.arrayContaining(["@tinytorch/tensor", "@tinytorch/tito"]),
  });
  expect(made.secrets).toBeGreaterThan(10_000);
});

test("a folder that is not empty is refused", async () => {
  const { code, stdout, stderr } = await release("--out", released);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^tito release: the folder must be empty, got \d+ entries in [^\n]+\n$/);
});

test("pages link to nothing that is not there", () => {
  const pages = globSync("**/*.md", { cwd: released });
  const broken = pages.flatMap((page) =>
    Array.from(readFileSync(join(released, page), "utf8").matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g), ([, target = ""]) =>
      posix.join(dirname(page), target),
    ).filter((target) => !existsSync(join(released, target))),
  );
  expect(pages.length).toBeGreaterThan(10);
  expect(broken).toEqual([]);
});

test("a student downloads the course, installs it on a bare machine, tests a module and is graded", async () => {
  const server = await startServer(join(place, "data"), {
    course: repository,
    environment: { TINYTORCH_RELEASE: join(released, "course.tgz") },
  });
  ends.push(() => server.process.kill("SIGTERM"));
  const { client, token } = await addAccount(server, "studentA", "student");

  const packed = await client.courseArchive();
  for (const [path, content] of Object.entries(await unpackFiles(packed))) {
    await mkdir(dirname(join(place, "student", path)), { recursive: true });
    await writeFile(join(place, "student", path), content);
  }
  expect(readFileSync(join(student, "package-lock.json"), "utf8")).not.toMatch(/https?:/);

  const begun = performance.now();
  const installed = await machine.run("npm", ["ci"]);
  const seconds = (performance.now() - begun) / 1000;
  expect({ code: installed.code, stderr: installed.stderr.replace(/npm (notice|warn).*\n/g, "") }).toEqual({
    code: 0,
    stderr: "",
  });
  const [all, ours] = [megabytes(join(student, "node_modules")), megabytes(join(student, "node_modules/@tinytorch"))];
  process.stdout.write(
    `npm ci: ${seconds.toFixed(1)} s; node_modules: ${all.toFixed(0)} MB, ${ours.toFixed(1)} MB of it ours; course.tgz: ${(packed.length / 1e6).toFixed(1)} MB\n`,
  );
  expect(ours).toBeLessThan(15);
  const ofSuites = "node_modules/@tinytorch/{testkit,tito/packages/testkit}/**/{generator,gradcheck,inputs}*";
  expect(globSync(ofSuites, { cwd: student })).toEqual([]);

  const first = await machine.run("npx", ["tito", "test", "00"]);
  expect(first).toMatchObject({ code: 1, stderr: "", stdout: expect.stringContaining("not written yet") });

  cpSync(join(repository, "grading/08-optimizers/solution/src"), join(student, "modules/08-optimizers/src"), {
    recursive: true,
  });
  const tested = await machine.run("npx", ["tito", "test", "08"]);
  expect(tested).toMatchObject({ code: 0, stderr: "" });
  expect(tested.stdout).toMatch(/\n(\d+) of \1 unit tests passed\. Hand it in with tito submit 08\.\n$/);

  const signedIn = await machine.run("npx", ["tito", "login", "--url", server.address], token);
  expect(signedIn).toMatchObject({ code: 0, stdout: expect.stringContaining("as studentA (student)") });
  const graded = await machine.run("npx", ["tito", "submit", "08"]);
  expect(graded).toMatchObject({ code: 0, stdout: expect.stringMatching(/08-optimizers\s.*\b100 of 100\n$/) });

  const lab = await machine.run("npx", ["tito", "lab", "08"]);
  expect(lab).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining("Adam") });
  // Types are there for editors: the whole course is right by them but for what is not written, which throws.
  expect(await machine.run(process.execPath, [compiler(), "--noEmit", "-p", student])).toEqual({
    code: 0,
    stdout: "",
    stderr: "",
  });
}, 300_000);

function compiler(): string {
  return join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
}

function megabytes(folder: string): number {
  const files = globSync("**/*", { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0) / 1e6;
}
