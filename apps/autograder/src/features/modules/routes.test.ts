import { cp, symlink } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { sampleReport } from "@tinytorch/course/testing";
import { Parser } from "tar";
import { describe, expect, test } from "vitest";
import { echoCourse } from "../../testing/echo-course.ts";
import { openTestApp, type TestApp } from "../../testing/open-test-app.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";

const day = 24 * 60 * 60_000;

function gradeAll({ store }: TestApp, score: number): void {
  for (let lease = store.queue.lease("test"); lease !== undefined; lease = store.queue.lease("test")) {
    const report = sampleReport({ sha256: lease.sha256, seed: lease.seed, score });
    store.runs.store(lease, { report, startedAt: lease.askedAt, answeredAt: lease.askedAt });
  }
}

test("a module is worth what was decided, in the list, in the gradebook and where one stands alike", async () => {
  const { account, module, store } = await openTestApp();
  const [teacher, student] = [account("teacher", "instructor"), account("studentA", "student")];
  store.assignments.change(teacher.id, module, { points: 20 }, "as announced");
  const { modules } = (await student.send({ url: "/v1/modules" })).json();
  const { maximums } = (await teacher.send({ url: "/v1/gradebook" })).json();
  const { maxScore, atMost } = (await student.send({ url: `/v1/modules/${module}/standing` })).json();
  expect([modules[0].points, maximums[module], maxScore, atMost]).toEqual([20, 20, 20, 20]);
});

test("the milestones stand beside the modules, each with those that it needs; a course without any has none", async () => {
  const listed = async (environment: Record<string, string>) => {
    const { account } = await openTestApp(environment);
    const { modules, milestones } = (await account("studentA", "student").send({ url: "/v1/modules" })).json();
    return { ids: modules.map(({ id }: { id: string }) => id), milestones };
  };
  const { ids, milestones } = await listed({ TINYTORCH_COURSE: join(import.meta.dirname, "../../../../..") });
  expect(milestones[0]).toEqual({
    id: "perceptron",
    title: "The perceptron: one unit, one line",
    modules: ["01-tensor", "02-activations", "03-layers", "04-networks", "07-autograd", "08-optimizers"],
  });
  for (const { modules } of milestones) expect(ids).toEqual(expect.arrayContaining(modules));
  expect((await listed({})).milestones).toEqual([]);
});

describe("where one stands", () => {
  test("without dates and without work: no grade, all to earn, nothing to lose", async () => {
    const { account, module } = await openTestApp();
    const answer = await account("studentA", "student").send({ url: `/v1/modules/${module}/standing` });
    expect(answer.json()).toEqual({
      module,
      grade: null,
      release: null,
      due: null,
      closes: null,
      open: true,
      late: null,
      atMost: 100,
      maxScore: 100,
      counts: "latest",
      canCount: true,
      couldLower: false,
      waiting: 0,
      attempts: null,
      nextAttempt: null,
      lateDays: { spent: 0, left: 0 },
    });
  });

  test("as the due date passes, work in time is at risk, and after the last day nothing is taken", async () => {
    const due = new Date(Date.now() + day / 2).toISOString();
    const test = await openTestApp({}, { due: { "01-echo": due }, late: { percentPerDay: 10, days: 3 } });
    const { account, module, files, clock } = test;
    const student = account("studentA", "student");
    const standing = async () => (await student.send({ url: `/v1/modules/${module}/standing` })).json();
    const closes = new Date(Date.parse(due) + 3 * day).toISOString();
    await student.send({ method: "POST", url: "/v1/submissions", payload: { module, files } });
    expect(await standing()).toMatchObject({ grade: null, due, closes, waiting: 1, couldLower: false });
    gradeAll(test, 60);
    expect(await standing()).toMatchObject({ grade: { counted: 60, late: null }, waiting: 0, couldLower: false });
    clock.time += day;
    expect(await standing()).toMatchObject({ late: { days: 1, percentOff: 10 }, atMost: 90, couldLower: true });
    clock.time += 3 * day;
    expect(await standing()).toMatchObject({ grade: { counted: 60 }, open: false, canCount: false, couldLower: false });
  });

  test("it is one's own: another's work is not in it", async () => {
    const test = await openTestApp();
    const { account, module, files } = test;
    const [studentA, studentB] = [account("studentA", "student"), account("studentB", "student")];
    await studentA.send({ method: "POST", url: "/v1/submissions", payload: { module, files } });
    gradeAll(test, 60);
    const answer = await studentB.send({ url: `/v1/modules/${module}/standing` });
    expect(answer.json()).toMatchObject({ grade: null, waiting: 0 });
  });
});

describe("the starter", () => {
  async function entries(archive: Buffer): Promise<Record<string, { text: string; mode: number; time: number }>> {
    const found: Record<string, { text: string; mode: number; time: number }> = {};
    const parser = new Parser({ strict: true });
    parser.on("entry", (entry) => {
      const parts: Buffer[] = [];
      entry.on("data", (part: Buffer) => parts.push(part));
      entry.on("end", () => {
        found[entry.path] = { text: Buffer.concat(parts).toString(), mode: entry.mode, time: entry.mtime.getTime() };
      });
    });
    await new Promise<void>((done) => {
      parser.on("end", done);
      parser.end(archive);
    });
    return found;
  }

  test("it is what a student receives and nothing of the hidden half, to any account", async () => {
    const { account, module, files } = await openTestApp();
    for (const role of ["student", "ci", "instructor"] as const) {
      const answer = await account(role, role).send({ url: `/v1/modules/${module}/starter.tgz` });
      expect(answer.headers).toMatchObject({ "content-type": "application/gzip", "cache-control": "no-store" });
      const found = await entries(answer.rawPayload);
      expect(Object.keys(found)).toEqual([`${module}/module.json`, `${module}/src/index.ts`]);
      expect(found[`${module}/src/index.ts`]).toEqual({ text: files["src/index.ts"], mode: 0o644, time: 0 });
      expect(gunzipSync(answer.rawPayload).toString()).not.toContain("BEGIN SOLUTION");
    }
  });

  test("it has the same bytes each time", async () => {
    const { account, module } = await openTestApp();
    const { send } = account("studentA", "student");
    const url = `/v1/modules/${module}/starter.tgz`;
    const [first, second] = [await send({ url }), await send({ url })];
    expect(second.rawPayload).toEqual(first.rawPayload);
  });

  test("a starter that its solution does not make is handed out to nobody", async () => {
    const root = temporaryFolder();
    for (const half of ["modules", "grading"]) await cp(join(echoCourse, half), join(root, half), { recursive: true });
    await symlink(join(echoCourse, "../../node_modules"), join(root, "node_modules"));
    const { account, module } = await openTestApp({ TINYTORCH_COURSE: root });
    const solved = join(root, "grading", module, "solution/src/index.ts");
    await cp(solved, join(root, "modules", module, "src/index.ts"));
    const { statusCode, body } = await account("teacher", "instructor").send({
      url: `/v1/modules/${module}/starter.tgz`,
    });
    expect([statusCode, JSON.parse(body).error.code]).toEqual([503, "unavailable"]);
    expect(body).not.toContain("BEGIN SOLUTION");
  });
});

test.each(["standing", "starter.tgz"])("%s is for who is signed in, and of modules that there are", async (rest) => {
  const { app, account, module } = await openTestApp();
  expect((await app.inject({ url: `/v1/modules/${module}/${rest}` })).statusCode).toBe(401);
  const { send } = account("studentA", "student");
  for (const id of ["99-nothing", "..%2f..%2fgrading", "constructor", "__proto__"]) {
    const answer = await send({ url: `/v1/modules/${id}/${rest}` });
    expect([answer.statusCode, answer.json().error.code], id).toEqual([404, "not-found"]);
  }
});
