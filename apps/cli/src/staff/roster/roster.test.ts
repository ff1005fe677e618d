// Lane: process

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { peopleSchema, rosterComparisonSchema } from "@tinytorch/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Autograder, startAutograder } from "../../testing/autograder-process.ts";
import { hasTerminals, inTerminal } from "../../testing/in-terminal.ts";
import { echoCourse, runTito } from "../../testing/run-tito.ts";

let data: string;
let autograder: Autograder;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "tito-roster-"));
  autograder = await startAutograder(data, { TINYTORCH_COURSE: echoCourse });
  const token = await autograder.addAccount("teacher", "instructor");
  env = { TINYTORCH_URL: autograder.url, TINYTORCH_TOKEN: token, XDG_CONFIG_HOME: data };
}, 120_000);

afterAll(async () => {
  await autograder.stop();
  await rm(data, { recursive: true });
});

const tito = (...args: string[]) => runTito(["roster", ...args], { env });

async function rosterFile(name: string, text: string | Buffer): Promise<string> {
  const path = join(data, name);
  await writeFile(path, text);
  return path;
}

test("a roster from its file to the last change of it", async () => {
  const text =
    'Student\tID\tSIS User ID\tSIS Login ID\tSection\r\n"Lovelace, Ada"\t1\t7\tada\tA\r\nעדה\t2\t8\teda\tB\r\n';
  const path = await rosterFile("canvas.csv", Buffer.from(`\uFEFF${text}`, "utf16le"));
  const preview = await tito("import", path);
  expect(preview).toMatchObject({ code: 0, stderr: "" });
  expect(preview.stdout).toContain(
    "columns  Student as name, ID as LMS id, SIS User ID as SIS id, SIS Login ID as login, Section as section\n",
  );
  expect(preview.stdout).toContain("new      ada (Lovelace, Ada), student, A\n");
  expect(preview.stdout).toContain(
    "2 new, 0 changed, 0 gone, 0 wrong, 0 as they are.\nNothing is done yet: add --apply.\n",
  );
  expect((await tito("list", "--role", "student")).stdout).toBe("Nobody like that.\n");

  expect((await tito("import", path, "--apply")).stdout).toContain("All of it is done.");
  const again = await tito("import", path, "--apply", "--json");
  expect(rosterComparisonSchema.parse(JSON.parse(again.stdout))).toMatchObject({ new: [], changed: [], same: 2 });

  expect((await tito("set", "ada", "--section", "B", "--email", "ada@x.edu")).stdout).toBe(
    "ada (Lovelace, Ada), student, e-mail ada@x.edu, SIS id 7, LMS id 1, section B\n",
  );
  expect((await tito("set", "ada", "--email", "")).stdout).not.toContain("e-mail");
  expect((await tito("rename", "ada", "countess")).stdout).toBe("ada is countess now.\n");
  expect((await tito("drop", "countess")).code).toBe(0);
  const active = await tito("list", "--section", "B", "--json");
  expect(peopleSchema.parse(JSON.parse(active.stdout)).people).toMatchObject([{ login: "eda", name: "עדה" }]);
  expect((await tito("list", "--dropped")).stdout).toContain("student, dropped");
  const few = await rosterFile("few.csv", "Login,Shoe size\nada,38\n");
  const sweep = await tito("import", few, "--drop-gone");
  expect(sweep.stdout).toContain("columns  Login as login\n         passed over: Shoe size\n");
  expect(sweep.stdout).toContain("warning  --drop-gone drops 1 and keeps 0: is it the file of the whole course?\n");
  expect((await tito("import", few)).stdout).not.toContain("warning");
  expect(await tito("import", few, "--drop-gone", "--apply")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--drop-gone would drop 1 and keep 0, and nobody can be asked here: add --yes"),
  });
  expect((await tito("restore", "countess")).stdout).toBe("countess (Lovelace, Ada) is in the course.\n");
});

test("what is wrong is said, with the line, and ends with 2", async () => {
  const path = await rosterFile("wrong.csv", "Name,Email\nAda,ada\n");
  const preview = await tito("import", path);
  expect(preview).toMatchObject({ code: 2, stdout: expect.stringContaining("wrong    line 2: the e-mail address") });
  const applied = await tito("import", path, "--apply");
  expect(applied).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("line 2: the e-mail address") });
  expect(await tito("drop", "nobody")).toMatchObject({
    code: 2,
    stderr: 'tito roster: it must be somebody\'s login, name, e-mail address or id, got "nobody"\n',
  });
  expect((await tito("set", "teacher")).stderr).toContain("something must be set");
  expect((await tito("set", "teacher", "--role", "student")).code).toBe(2);
  expect((await tito("import", path, "--apply", "--dry-run")).code).toBe(2);
  expect((await tito("forget", "ada")).stderr).toBe("tito: unknown command 'forget'\n");
});

test("nobody drops or demotes themselves without having been asked", async () => {
  const token = await autograder.addAccount("second", "admin");
  const own = (...args: string[]) => runTito(["roster", ...args], { env: { ...env, TINYTORCH_TOKEN: token } });
  expect(await own("drop", "second")).toMatchObject({
    code: 2,
    stdout: "",
    stderr: "tito roster: you would drop yourself from the course, and nobody can be asked here: add --yes\n",
  });
  const refused = await own("set", "second", "--role", "student", "--json");
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toContain("you would end being admin yourself and be student instead");
  expect((await own("set", "second", "--role", "admin", "--name", "Second")).code).toBe(0);
  expect((await own("set", "second", "--role", "student", "--yes")).stdout).toContain("second (Second), student");
  const third = await autograder.addAccount("third", "admin");
  const gone = await runTito(["roster", "drop", "third", "--yes"], { env: { ...env, TINYTORCH_TOKEN: third } });
  expect(gone.stdout).toBe("third is dropped: `tito gradebook --all` has the grades.\n");
});

test.runIf(hasTerminals)("in a terminal it asks, and goes on with a yes alone", async () => {
  const token = await autograder.addAccount("fourth", "admin");
  const own = { ...env, TINYTORCH_TOKEN: token };
  const asked = "You would drop yourself from the course, and somebody else must undo it. Go on?";
  const kept = await inTerminal(["roster", "drop", "fourth"], [{ after: asked, keys: "\r" }], own);
  expect(kept.screen).toContain("Nothing was changed.");
  expect((await tito("list", "--role", "admin")).stdout).toContain("fourth");
  const gone = await inTerminal(["roster", "drop", "fourth"], [{ after: asked, keys: "y" }], own);
  expect(gone).toMatchObject({ code: 0, screen: expect.stringContaining("fourth is dropped") });
  expect((await tito("list", "--role", "admin")).stdout).not.toContain("fourth");
});
