// Lane: process

import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type Role } from "@tinytorch/api";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Autograder, startAutograder } from "../testing/autograder-process.ts";
import { temporaryFolder } from "../testing/copy-course.ts";
import { echoCourse, runTito, spawnTito } from "../testing/run-tito.ts";

let data: string;
let autograder: Autograder;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "tito-desk-"));
  autograder = await startAutograder(data, { TINYTORCH_COURSE: echoCourse });
}, 60_000);

afterAll(async () => {
  await autograder.stop();
  await rm(data, { recursive: true });
});

const module = "01-echo";
const half = "export const echo = (v: number) => v;\nexport const sum = (v: number[]) => v.length;\n";
const right =
  "export const echo = (v: number) => v;\nexport const sum = (v: number[]) => v.reduce((a, b) => a + b, 0);\n";

let accounts = 0;

async function somebody(role: Role = "student") {
  const name = `${role} ${++accounts}`;
  const token = await autograder.addAccount(name, role);
  const client = createClient({ baseUrl: autograder.url, token });
  const env = { TINYTORCH_URL: autograder.url, TINYTORCH_TOKEN: token, XDG_CONFIG_HOME: "/nonexistent" };
  return {
    name,
    env,
    tito: (...args: readonly string[]) => runTito([...args], { env }),
    /** Hands in and waits for the grade. */
    async graded(text: string): Promise<string> {
      const { id } = await client.submit({ module, files: { "src/index.ts": text } });
      for await (const _ of client.events(id));
      return id;
    },
  };
}

describe("tito history", () => {
  test("is a table of what was handed in, newest first, with what each is worth and which one counts", async () => {
    const { tito, graded } = await somebody();
    expect((await tito("history")).stdout).toBe("Nothing was handed in yet: hand in with `tito submit <module>`.\n");
    const ids = [await graded(right), await graded(half)];
    const { code, stdout, stderr } = await tito("history", "01", "--course", echoCourse);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const rows = stdout
      .split("\n")
      .flatMap((line) => (line.includes(module) ? [line.split("│").map((cell) => cell.trim())] : []));
    expect(rows.map((cells) => cells.slice(2, 7))).toEqual([
      [module, expect.stringMatching(/^\d+ of 100$/), "–", "yes", ids[1]],
      [module, "100 of 100", "–", "no", ids[0]],
    ]);
  });

  test("goes through the pages of the list, and says when there is more", async () => {
    const { tito, graded } = await somebody();
    const ids = [await graded(half), await graded(half), await graded(half)].reverse();
    const two = await tito("history", "--limit", "2");
    expect(two.stdout).toContain("There are older ones: add --all");
    expect(two.stdout).not.toContain(ids[2]);
    const all = JSON.parse((await tito("history", "--all", "--json")).stdout);
    expect(all).toMatchObject({ submissions: ids.map((id) => ({ id })), hasMore: false });
    expect(JSON.parse((await tito("history", "--limit", "2", "--json")).stdout)).toMatchObject({ hasMore: true });
  });

  test("of a student is for staff, with which of it counts", async () => {
    const [student, other, teacher] = [await somebody(), await somebody(), await somebody("instructor")];
    expect((await teacher.tito("history", "--of", student.name)).stdout).toBe(
      `${student.name} handed in nothing yet.\n`,
    );
    const id = await student.graded(right);
    await other.graded(half);
    const seen = JSON.parse((await teacher.tito("history", "--of", student.name, "--json")).stdout);
    expect(seen).toEqual(JSON.parse((await student.tito("history", "--json")).stdout));
    expect(seen.submissions).toMatchObject([{ id, counts: true }]);
    expect(await other.tito("history", "--of", student.name)).toMatchObject({ code: 2, stdout: "" });
    expect((await teacher.tito("history", "--of", "nobody")).stderr).toContain("it must be somebody's login");
  });
});

describe("tito show", () => {
  test("shows report and files, with --files their texts, by the beginning of an id", async () => {
    const { tito, graded } = await somebody();
    const id = await graded(half);
    const shown = await tito("show", id.slice(0, 8));
    expect(shown).toMatchObject({ code: 0, stderr: "" });
    expect(shown.stdout).toMatch(new RegExp(`^Submission ${id} to 01-echo: graded\\.\n`));
    expect(shown.stdout).toMatch(/\n {2}src\/index\.ts {2}\d+ B\n$/);
    expect(shown.stdout).not.toContain("v.length");
    expect((await tito("show", id, "--files")).stdout).toContain(`── src/index.ts (${half.length} B)\n${half}`);
    const json = JSON.parse((await tito("show", id.toUpperCase(), "--json")).stdout);
    expect(json).toMatchObject({ id, status: "graded", files: { "src/index.ts": half } });
    expect((await tito("status", id.slice(0, 4))).stdout).toContain(id);
  });

  test("says to an instructor whose it is, by the beginning of the id too; another student has nothing there", async () => {
    const [student, other, teacher] = [await somebody(), await somebody(), await somebody("instructor")];
    const id = await student.graded(half);
    for (const text of [id, id.slice(0, 8)]) {
      expect((await teacher.tito("show", text)).stdout).toMatch(new RegExp(`^A submission of ${student.name}\\.\n`));
    }
    expect((await teacher.tito("show", "0000")).stderr).toContain("no submission that you may see has an id");
    for (const command of [["show"], ["get"]]) {
      const refused = await other.tito(...command, id);
      expect(refused).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("There is nothing here") });
      const short = await other.tito(...command, id.slice(0, 8));
      expect(short).toMatchObject({ code: 2, stderr: expect.stringContaining("no submission of yours") });
    }
  });

  test.each([
    ["abc", "the first 4 characters or more of it"],
    ["latest", "by its id, or by the first 4 characters"],
    ["../../x", "by its id, or by the first 4 characters"],
    ["0000", "no submission of yours has an id that begins so"],
  ])("%s is no submission, in one sentence with exit code 2", async (text, says) => {
    const { tito } = await somebody();
    for (const command of ["show", "get", "status"]) {
      expect(await tito(command, text)).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(says) });
    }
  });
});

describe("tito get", () => {
  test("writes the files into a folder of their own, named for the submission, and never over what is there", async () => {
    const { env, tito, graded } = await somebody();
    const [id, cwd] = [await graded(half), await temporaryFolder()];
    const folder = `submission-${id.slice(0, 8)}`;
    const got = await spawnTito(["get", id], { env, cwd });
    expect(got).toEqual({ code: 0, stdout: `In ${folder}: 1 file of ${module}.\n`, stderr: "" });
    expect(await readFile(join(cwd, folder, "src/index.ts"), "utf8")).toBe(half);
    await writeFile(join(cwd, folder, "src/index.ts"), "mine");
    await symlink("/nonexistent", join(cwd, "dangling"));
    for (const name of [folder, "dangling"]) {
      const again = await tito("get", id, join(cwd, name));
      expect(again).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("must not be there yet") });
    }
    expect(await readFile(join(cwd, folder, "src/index.ts"), "utf8")).toBe("mine");
    expect((await readdir(cwd)).sort(), "nothing half-written").toEqual(["dangling", folder].sort());
  });

  test("makes the folders on the way, and what cannot be written is one sentence with nothing left behind", async () => {
    const { tito, graded } = await somebody();
    const [id, cwd] = [await graded(half), await temporaryFolder()];
    expect(JSON.parse((await tito("get", id, join(cwd, "a/b"), "--json")).stdout)).toEqual({
      id,
      module,
      student: { id: expect.any(String), name: expect.stringMatching(/^student \d+$/) },
      folder: join(cwd, "a/b"),
      files: ["src/index.ts"],
    });
    await writeFile(join(cwd, "file"), "");
    const inFile = await tito("get", id, join(cwd, "file/b"));
    expect(inFile).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^tito get: .* must be writable, got \w+\n$/),
    });
    expect((await readdir(cwd)).sort()).toEqual(["a", "file"]);
  });
});

test.each(["../evil.ts", "/tmp/evil.ts", "src/../../evil.ts", "src\\evil.ts", "package.json"])(
  "a service that gives a file called %s back is refused, and nothing is written",
  async (path) => {
    const id = crypto.randomUUID();
    const person = { id, name: "x" };
    const liar = createServer(({ url: asked }, response) => {
      const files = { id, module, student: person, receivedAt: new Date().toISOString(), files: { [path]: "x" } };
      const answer = asked === "/v1/me" ? { ...person, role: "student" } : files;
      response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
    });
    await new Promise<void>((done) => liar.listen(0, "127.0.0.1", done));
    onTestFinished(() => void liar.close());
    const address = liar.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
    const cwd = await temporaryFolder();
    const env = { TINYTORCH_URL: url, TINYTORCH_TOKEN: "x" };
    const got = await runTito(["get", id, join(cwd, "in")], { env });
    expect(got).toMatchObject({
      code: 3,
      stdout: "",
      stderr: expect.stringContaining("must be called like src/sgd.ts"),
    });
    expect(await readdir(cwd)).toEqual([]);
  },
);

/** A student's course, empty at first. */
async function emptyCourse() {
  const [course, account] = [await temporaryFolder(), await somebody()];
  await mkdir(join(course, "modules"));
  const folder = join(course, "modules", module);
  return {
    course,
    folder,
    tito: (...args: readonly string[]) => account.tito(...args, "--course", course),
    read: (path: string) => readFile(join(folder, path), "utf8"),
    write: (path: string, text: string) => writeFile(join(folder, path), text),
    begunFrom: async () => JSON.parse(await readFile(join(course, `.tito/starters/${module}.json`), "utf8")).files,
  };
}

const starter = await readFile(join(echoCourse, "modules/01-echo/src/index.ts"), "utf8");
const manifest = await readFile(join(echoCourse, "modules/01-echo/module.json"), "utf8");

describe("tito start", () => {
  test("fetches a module into modules/, and keeps what it was begun from", async () => {
    const { course, tito, read, begunFrom } = await emptyCourse();
    const started = await tito("start", "1");
    expect(started).toMatchObject({ code: 0, stderr: "" });
    expect(started.stdout).toMatch(/^01-echo is in \S+\/modules\/01-echo: 2 files written\.\nBegin with .*README\.md/);
    expect([await read("src/index.ts"), await read("module.json")]).toEqual([starter, manifest]);
    expect(await begunFrom()).toEqual({ "module.json": manifest, "src/index.ts": starter });
    expect((await readdir(join(course, "modules"))).sort(), "nothing half-written").toEqual([module]);
    expect((await tito("submit", "01", "--no-wait")).code, "it can be handed in").toBe(0);
  });

  test("leaves what is there, file by file, and brings back what is missing", async () => {
    const { folder, tito, read, write, begunFrom } = await emptyCourse();
    await tito("start", "01");
    await write("src/index.ts", right);
    await rm(join(folder, "module.json"));
    const again = await tito("start", "01");
    expect(again.stdout).toMatch(/^stays as it is: src\/index\.ts\n01-echo is in .*: 1 file written\.\n/);
    expect([await read("src/index.ts"), await read("module.json")]).toEqual([right, manifest]);
    expect((await begunFrom())["src/index.ts"]).toBe(starter);
    const third = await tito("start", "01", "--json");
    expect(JSON.parse(third.stdout)).toEqual({
      module,
      folder,
      written: [],
      left: ["src/index.ts"],
      same: ["module.json"],
    });
    expect((await tito("start", "01")).stdout).toMatch(/^stays as it is: src\/index\.ts\n01-echo is all there already/);
  });

  test("in the full repository says that all is there, and asks nobody", async () => {
    const started = await runTito(["start", "08"]);
    expect(started).toEqual({
      code: 0,
      stdout: "08-optimizers is all there already, in modules/08-optimizers: this is the full repository.\n",
      stderr: "",
    });
  });

  test("of a module that the service has not names those it has", async () => {
    const { course, tito } = await emptyCourse();
    expect(await tito("start", "99")).toEqual({
      code: 2,
      stdout: "",
      stderr: 'tito start: the module must be one of 01-echo, got "99"\n',
    });
    expect(await readdir(course)).toEqual(["modules"]);
  });
});

describe("tito update", () => {
  /** What the module was before the service's of now, of which the student began. */
  const older = starter.replace("TODO(01-echo): give back the value", "TODO(01-echo): give it back");

  async function begunBefore(mine: string) {
    const own = await emptyCourse();
    await own.tito("start", "01");
    const files = {
      "module.json": manifest,
      "src/index.ts": older,
      "lab/old.ts": "export {};\n",
      "tests/old.test.ts": "1;\n",
    };
    await mkdir(join(own.folder, "lab"));
    await mkdir(join(own.folder, "tests"));
    for (const [path, text] of Object.entries(files)) await own.write(path, text);
    await own.write("src/index.ts", mine);
    await own.write("tests/old.test.ts", "2;\n");
    await writeFile(join(own.course, `.tito/starters/${module}.json`), JSON.stringify({ module, files }));
    return own;
  }

  const sumDone = (text: string) => text.replace('throw new Error("TODO(01-echo): add the values");', "return 6;");

  test("replaces what was not touched, takes away what the course has no more, and leaves the rest", async () => {
    const { folder, tito, read, begunFrom } = await begunBefore(older);
    const preview = await tito("update", "--dry-run");
    expect(preview.stdout).toMatch(
      /^01-echo, if it were done:\n {2}src\/index\.ts {2}updated\n {2}lab\/old\.ts {2}removed/,
    );
    expect([await read("src/index.ts"), await read("lab/old.ts")], "nothing is done").toEqual([older, "export {};\n"]);
    const done = await tito("update", "01", "--json");
    expect(JSON.parse(done.stdout)).toEqual({
      dryRun: false,
      modules: [
        {
          module,
          files: [
            { path: "src/index.ts", kind: "updated" },
            { path: "lab/old.ts", kind: "removed" },
          ],
        },
      ],
    });
    expect(await read("src/index.ts")).toBe(starter);
    expect([await readdir(join(folder, "lab")), await read("tests/old.test.ts")]).toEqual([[], "2;\n"]);
    expect(await begunFrom()).toEqual({ "module.json": manifest, "src/index.ts": starter });
    expect((await tito("update")).stdout).toBe("01-echo is as the course has it, apart from what you wrote.\n");
  });

  test("merges what both changed in different places", async () => {
    const { tito, read } = await begunBefore(sumDone(older));
    const done = await tito("update");
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining("src/index.ts  merged with your changes") });
    expect(await read("src/index.ts")).toBe(sumDone(starter));
  });

  test("leaves what both changed in the same place, and lays the course's beside it, with exit code 1", async () => {
    const { folder, tito, read } = await begunBefore(right);
    const dry = await tito("update", "--dry-run");
    expect(dry.code).toBe(1);
    expect(await readdir(join(folder, "src"))).toEqual(["index.ts"]);
    const done = await tito("update");
    expect(done.stdout).toContain(
      "src/index.ts  changed by you and by the course: yours stays, the course's is src/index.new.ts",
    );
    expect(done).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^tito update: to be merged by hand.*: modules\/01-echo\/src\/index\.ts\n$/),
    });
    expect([await read("src/index.ts"), await read("src/index.new.ts")]).toEqual([right, starter]);
    expect((await tito("update")).code, "it is told once").toBe(0);
    expect((await tito("submit", "01", "--no-wait")).stdout).toMatch(/^src\/index\.new\.ts is not handed in: /);
  });

  test("needs to know what a module was begun from", async () => {
    const { course, tito } = await emptyCourse();
    expect(await tito("update")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("run `tito start <module>`"),
    });
    await tito("start", "01");
    const file = join(course, `.tito/starters/${module}.json`);
    for (const text of ["{", '{"files":{"../x":""}}', '{"module":"02-other","files":{}}']) {
      await writeFile(file, text);
      const refused = await tito("update", "01");
      expect(refused).toMatchObject({
        code: 2,
        stdout: "",
        stderr: expect.stringContaining("must be what `tito start` wrote"),
      });
    }
    await rm(file);
    expect(await tito("update", "01")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("run `tito start 01`"),
    });
  });

  test("in the full repository there is nothing to do", async () => {
    expect(await runTito(["update"])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("the full repository"),
    });
  });
});
