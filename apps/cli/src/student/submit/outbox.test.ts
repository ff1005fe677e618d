// Lane: process

import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@tinytorch/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Autograder, startAutograder } from "../../testing/autograder-process.ts";
import { copyCourse, temporaryFolder } from "../../testing/copy-course.ts";
import { type FaultyLine, openFaultyLine } from "../../testing/faulty-line.ts";
import { echoCourse, repository, runTito, spawnTito } from "../../testing/run-tito.ts";
import { senderOf } from "../account/client.ts";
import { keepLetter, letterFor, outboxFolder, readOutbox } from "./outbox.ts";

let data: string;
let served: string;
let autograder: Autograder;

beforeAll(async () => {
  [data, served] = [await mkdtemp(join(tmpdir(), "tito-outbox-")), await mkdtemp(join(tmpdir(), "tito-served-"))];
  // The second module cannot be graded: it has no rubric.
  for (const half of ["modules", "grading"]) {
    await cp(join(echoCourse, half), join(served, half), { recursive: true });
    await cp(join(served, half, "01-echo"), join(served, half, "02-broken"), { recursive: true });
  }
  await rm(join(served, "grading/02-broken/rubric.json"));
  await symlink(join(repository, "tests/node_modules"), join(served, "node_modules"));
  autograder = await startAutograder(data, { TINYTORCH_COURSE: served });
}, 60_000);

afterAll(async () => {
  await autograder.stop();
  for (const folder of [data, served]) await rm(folder, { recursive: true });
});

const right =
  "export const echo = (v: number) => v;\nexport const sum = (v: number[]) => v.reduce((a, b) => a + b, 0);\n";

let accounts = 0;

/** A student of their own with a course of their own, behind a line that can fail. */
async function student() {
  const token = await autograder.addAccount(`away ${++accounts}`, "student");
  const [line, course] = [await openFaultyLine(autograder.url), await copyCourse()];
  await rm(join(course, "grading"), { recursive: true });
  const write = (text: string) => writeFile(join(course, "modules/01-echo/src/index.ts"), text);
  await write(right);
  const env = { TINYTORCH_URL: line.url, TINYTORCH_TOKEN: token, XDG_CONFIG_HOME: await temporaryFolder() };
  const client = createClient({ baseUrl: autograder.url, token });
  return {
    line,
    course,
    env,
    write,
    tito: (...args: readonly string[]) => runTito([...args, "--course", course], { env }),
    /** What the service has, newest first. */
    received: async () => (await client.submissions({})).submissions.map(({ id }) => id),
    files: async (id: string) => (await client.submissionFiles(id)).files,
    waiting: async () => (await readOutbox(course)).letters,
    sender: senderOf(token),
  };
}

describe("while the service cannot be reached", () => {
  test("what is handed in is kept, said with exit code 3, told by status, and sent once by the next submit", async () => {
    const { line, course, tito, received, waiting } = await student();
    line.state = "down";
    const away = await tito("submit", "01", "--anyway");
    expect(away.code).toBe(3);
    expect(away.stderr).toMatch(
      /^tito submit: client: the service must answer at http:\S+, got \w+; your files wait in \S+\.tito\/outbox and are handed in once, .*\n$/,
    );
    const [letter] = await waiting();
    expect(letter).toMatchObject({ module: "01-echo", files: { "src/index.ts": right }, url: line.url });
    expect(await readdir(outboxFolder(course)), "and nothing half-written").toHaveLength(1);

    const status = await tito("status");
    expect(status).toMatchObject({ code: 3, stdout: expect.stringMatching(/^Not sent yet: 01-echo of .*--pending/) });
    expect((await tito("submit", "01", "--anyway")).code, "still away").toBe(3);
    expect(await waiting(), "the same files wait once").toEqual([letter]);
    expect(line.passedOn).toBe(0);

    line.state = "whole";
    expect((await tito("submit", "01", "--anyway")).code).toBe(0);
    expect(await received()).toHaveLength(1);
    expect(await waiting()).toEqual([]);
    expect((await tito("status")).stdout).not.toContain("Not sent yet");
  });

  test("--pending sends all that waits, oldest first, each once", async () => {
    const { line, tito, write, received, waiting, files } = await student();
    line.state = "down";
    const texts = [right, `// second\n${right}`, `// third\n${right}`];
    for (const text of texts) {
      await write(text);
      expect((await tito("submit", "01", "--anyway")).code).toBe(3);
    }
    expect((await waiting()).map((each) => each.files["src/index.ts"])).toEqual(texts);
    line.state = "whole";
    const sent = await tito("submit", "--pending", "--json");
    expect(sent).toMatchObject({ code: 0, stderr: "" });
    const ids = (await received()).reverse();
    expect(JSON.parse(sent.stdout).received.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(await Promise.all(ids.map(async (id) => (await files(id))["src/index.ts"]))).toEqual(texts);
    expect(await tito("submit", "--pending")).toEqual({ code: 0, stdout: "Nothing waits to be sent.\n", stderr: "" });
    expect(line.passedOn).toBe(texts.length);
  });

  test("what waits goes before what is handed in now, which is then the latest", async () => {
    const { line, tito, write, received, files } = await student();
    line.state = "down";
    await tito("submit", "01", "--anyway");
    await write(`// newer\n${right}`);
    line.state = "whole";
    const submit = await tito("submit", "01", "--anyway", "--no-wait");
    expect(submit.stdout).toMatch(/\nSent what waited, 01-echo of \S+ \S+: submission \S+\.\nReceived: /);
    const ids = await received();
    expect(ids).toHaveLength(2);
    expect((await files(ids[0] ?? ""))["src/index.ts"]).toMatch(/^\/\/ newer/);
  });
});

describe("a service that stores and then cannot answer is not sent the same a second time", () => {
  /** Hands in until the line is whole again, and sees one submission. */
  async function expectOnce(line: FaultyLine, tito: (...args: string[]) => Promise<{ code: number | null }>) {
    line.state = "whole";
    expect((await tito("submit", "01", "--anyway")).code).toBe(0);
  }

  test("when the connection is cut", async () => {
    const { line, tito, received, waiting } = await student();
    line.state = "cut";
    expect((await tito("submit", "01", "--anyway")).code).toBe(3);
    expect((await tito("submit", "--pending")).code).toBe(3);
    expect(line.passedOn, "tried twice, each time").toBe(4);
    const [id, ...others] = await received();
    expect(others).toEqual([]);
    expect(await waiting()).toHaveLength(1);
    await expectOnce(line, tito);
    expect([await received(), await waiting()]).toEqual([[id], []]);
  });

  test("when tito is killed before the answer comes", async () => {
    const { line, course, env, tito, received, waiting } = await student();
    line.state = "mute";
    const stored = line.nextHandIn();
    const killed = await spawnTito(["submit", "01", "--anyway", "--course", course], {
      env,
      during: (child) => void stored.then(() => child.kill("SIGKILL")),
    });
    expect(killed.code).toBeNull();
    const ids = await received();
    expect([ids.length, (await waiting()).length]).toEqual([1, 1]);
    await expectOnce(line, tito);
    expect([await received(), await waiting()]).toEqual([ids, []]);
  });

  test("when it happens in the middle of what waits", async () => {
    const { line, tito, write, received, waiting } = await student();
    line.state = "down";
    await tito("submit", "01", "--anyway");
    await write(`// second\n${right}`);
    await tito("submit", "01", "--anyway");
    line.state = "cut";
    expect((await tito("submit", "--pending")).code).toBe(3);
    expect([(await received()).length, (await waiting()).length]).toEqual([1, 2]);
    line.state = "whole";
    expect((await tito("submit", "--pending")).code).toBe(0);
    expect([(await received()).length, (await waiting()).length]).toEqual([2, 0]);
  });
});

describe("what lies in the outbox", () => {
  test("and is damaged is named and stands in nobody's way", async () => {
    const { course, tito, waiting, received, sender } = await student();
    await keepLetter(course, letterFor([], { module: "01-echo", files: {}, url: "http://x", sender }));
    await writeFile(join(outboxFolder(course), "half.json"), '{"module":');
    const submit = await tito("submit", "01", "--anyway", "--no-wait");
    expect(submit).toMatchObject({ code: 0, stderr: expect.stringMatching(/damaged: \.tito\/outbox: half\.json: /) });
    const pending = await tito("submit", "--pending");
    expect(pending).toMatchObject({ code: 2, stdout: "Nothing waits to be sent.\n" });
    expect(pending.stderr.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^tito submit: 01-echo of .* waits for http:\/\/x$/),
      expect.stringMatching(/^tito submit: it is damaged: \.tito\/outbox: half\.json: /),
    ]);
    expect([await received(), await waiting()]).toMatchObject([[expect.any(String)], [{ url: "http://x" }]]);
  });

  test("and is refused for good is put aside with its files, and what waits behind it is sent", async () => {
    const { line, course, tito, waiting, received, sender } = await student();
    const files = { "src/index.ts": right };
    // A person's second hand-in is never of the same millisecond.
    const first = letterFor([], { module: "02-gone", files, url: line.url, sender });
    await keepLetter(course, { ...first, at: new Date(Date.parse(first.at) - 1_000).toISOString() });
    await keepLetter(course, letterFor([], { module: "01-echo", files, url: line.url, sender }));
    const pending = await tito("submit", "--pending");
    expect(pending.code).toBe(2);
    expect(pending.stdout).toMatch(
      /^Refused what waited, 02-gone of .*There is no such module in this course\..*\nSent what waited, /,
    );
    expect(pending.stderr).toMatch(/^tito submit: 02-gone of .* was refused\n$/);
    expect([(await received()).length, await waiting()]).toEqual([1, []]);
    const [name = ""] = await readdir(join(outboxFolder(course), "refused"));
    expect(JSON.parse(await readFile(join(outboxFolder(course), "refused", name), "utf8")).files).toEqual(files);
  });

  test("stays when the token is not accepted", async () => {
    const { line, course, env, waiting } = await student();
    const files = { "src/index.ts": right };
    const token = "x".repeat(43);
    await keepLetter(course, letterFor([], { module: "01-echo", files, url: line.url, sender: senderOf(token) }));
    const pending = await runTito(["submit", "--pending", "--course", course], {
      env: { ...env, TINYTORCH_TOKEN: token },
    });
    expect(pending).toMatchObject({ code: 2, stderr: expect.stringContaining("the token was not accepted") });
    expect(await waiting()).toHaveLength(1);
  });

  test("and is another's is sent by nobody else, neither beside something of one's own nor by --pending", async () => {
    const { line, course, tito, waiting, received } = await student();
    const theirs = { "src/index.ts": "// Somebody else's.\n" };
    await keepLetter(course, letterFor([], { module: "01-echo", files: theirs, url: line.url, sender: "their id" }));
    expect(await tito("submit", "01", "--anyway", "--no-wait")).toMatchObject({ code: 0 });
    const pending = await tito("submit", "--pending");
    expect(pending).toMatchObject({ code: 2, stdout: "Nothing waits to be sent.\n" });
    expect(pending.stderr).toMatch(/^tito submit: 01-echo of .* waits for another account\n$/);
    expect([(await received()).length, await waiting()]).toMatchObject([1, [{ files: theirs }]]);
  });

  test("and is not taken now keeps nothing of another module from being handed in, and goes on waiting", async () => {
    const { line, course, tito, waiting, received, sender } = await student();
    const files = { "src/index.ts": right };
    for (const module of ["02-broken", "02-broken"]) {
      await keepLetter(course, letterFor([], { module, files, url: line.url, sender }));
    }
    const submit = await tito("submit", "01", "--anyway", "--no-wait");
    expect(submit.code).toBe(0);
    expect(submit.stdout).toMatch(/Received: .*\nNot taken now, 02-broken of .*, which goes on waiting: /s);
    const pending = await tito("submit", "--pending");
    expect(pending).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^tito submit: 02-broken of .* goes on waiting\n$/),
    });
    expect([(await received()).length, (await waiting()).length]).toEqual([1, 2]);
  });

  test("and was renamed is taken out all the same once it has arrived", async () => {
    const { line, course, tito, waiting, received, sender } = await student();
    await keepLetter(
      course,
      letterFor([], { module: "01-echo", files: { "src/index.ts": right }, url: line.url, sender }),
    );
    const [name = ""] = await readdir(outboxFolder(course));
    await rename(join(outboxFolder(course), name), join(outboxFolder(course), "a copy.json"));
    expect(await tito("submit", "--pending")).toMatchObject({ code: 0 });
    expect([(await received()).length, await waiting()]).toEqual([1, []]);
  });

  test("a file in its place keeps nobody from handing in", async () => {
    const { course, tito, received } = await student();
    await mkdir(join(course, ".tito"), { recursive: true });
    await writeFile(join(course, ".tito/outbox"), "");
    const submit = await tito("submit", "01", "--anyway", "--no-wait");
    expect(submit).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("must be a folder that can be read, got ENOTDIR"),
    });
    expect(await received()).toHaveLength(1);
  });
});

test("the same files have the letter that waits; others, another service's, and files of before a newer one a new one", () => {
  const url = "http://a.example";
  const of = (text: string) => ({ module: "01-echo", files: { "src/index.ts": text }, url, sender: "me" });
  const [first, second] = [letterFor([], of("one")), letterFor([], of("two"))];
  const outbox = [first, second];
  expect(letterFor(outbox, of("two"))).toBe(second);
  for (const other of [
    of("one"),
    of("three"),
    { ...of("two"), url: "http://b.example" },
    { ...of("two"), module: "02" },
    { ...of("two"), sender: "another" },
  ]) {
    expect([first.idempotencyKey, second.idempotencyKey]).not.toContain(letterFor(outbox, other).idempotencyKey);
  }
});

test.each([
  [["submit"], "a module must be named"],
  [["submit", "01", "--pending"], "--pending sends all that waits, got the module 01"],
])("tito %j is refused in one sentence with exit code 2", async (args, sentence) => {
  const { code, stdout, stderr } = await runTito(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(sentence);
});
