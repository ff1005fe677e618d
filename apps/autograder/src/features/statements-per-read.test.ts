import { join } from "node:path";
import { sampleReport } from "@tinytorch/course/testing";
import { expect, test } from "vitest";
import { openTestApp } from "../testing/open-test-app.ts";
import { statementsOf } from "../testing/statements-of.ts";
import { noDetail } from "./exceptions/store.ts";

const wholeCourse = join(import.meta.dirname, "../../../..");

/** Of one read, the request's token included: what it holds is read at once, or remembered. */
const mostStatements = 6;

async function setUp() {
  const service = await openTestApp({ TINYTORCH_COURSE: wholeCourse });
  const { store, files, account } = service;
  const [teacher, student] = [account("teacher", "instructor"), account("student", "student")];
  const modules: string[] = (await student.send({ url: "/v1/modules" }))
    .json()
    .modules.map(({ id }: { id: string }) => id);
  const [module = ""] = modules;

  function handIn(userId: string, to: string): void {
    store.submissions.accept(userId, { module: to, files });
    const lease = store.queue.lease("test");
    if (lease === undefined) throw new Error("the queue must have work");
    const report = sampleReport({ sha256: lease.sha256, seed: lease.seed, score: 60 });
    store.runs.store(lease, { report, startedAt: lease.askedAt, answeredAt: lease.askedAt });
  }
  /** Work, an extension and late days of one person in some modules. */
  function fill(userId: string, some: readonly string[]): void {
    for (const to of some) {
      handIn(userId, to);
      const extension = { kind: "extension", zone: "UTC", due: "2030-01-01T00:00" } as const;
      store.exceptions.add(teacher.id, { ...noDetail, ...extension, userId, module: to, because: "illness" });
    }
    store.lateDays.grant(teacher.id, userId, 1, "illness");
  }
  const mine = { grades: "/v1/grades", modules: "/v1/modules", submissions: "/v1/submissions?limit=100" };
  const more = { standing: `/v1/modules/${module}/standing`, lateDays: "/v1/late-days", exceptions: "/v1/exceptions" };
  const ofStaff = {
    gradebook: "/v1/gradebook",
    csv: "/v1/gradebook?format=csv",
    statistics: `/v1/modules/${module}/statistics`,
    everybodysSubmissions: "/v1/submissions?scope=all&limit=100",
    everybodysLateDays: "/v1/late-days",
    everybodysExceptions: "/v1/exceptions",
  };
  const reads = [
    ...Object.entries({ ...mine, ...more }).map(([name, url]) => ({ name, url, by: student })),
    ...Object.entries(ofStaff).map(([name, url]) => ({ name, url, by: teacher })),
  ];
  /** What each read runs, by its name, once all that it needs was read before. */
  async function statements(): Promise<Readonly<Record<string, readonly string[]>>> {
    const all: [string, readonly string[]][] = [];
    for (const { name, url, by } of reads) {
      const read = async () => expect((await by.send({ url })).statusCode, url).toBe(200);
      await read();
      all.push([name, await statementsOf(read)]);
    }
    return Object.fromEntries(all);
  }
  return { ...service, student, modules, fill, statements };
}

test("a read runs a handful of statements, however many modules, students and submissions there are", async () => {
  const { account, student, modules, fill, statements } = await setUp();
  expect(modules.length).toBeGreaterThan(mostStatements);
  fill(student.id, modules.slice(0, 1));
  const few = await statements();
  for (let count = 0; count < 4; count += 1) fill(account(`another ${count}`, "student").id, modules);
  fill(student.id, modules);
  expect(await statements()).toEqual(few);
  for (const [name, run] of Object.entries(few)) {
    expect(run.length, `${name}: ${run.join("\n")}`).toBeLessThanOrEqual(mostStatements);
  }
});

test("after one student's work the gradebook reads that student's alone anew", async () => {
  const { account, student, modules, fill, statements, send } = await withTeacher();
  for (let count = 0; count < 4; count += 1) fill(account(`another ${count}`, "student").id, modules.slice(0, 2));
  await statements();
  fill(student.id, modules.slice(0, 1));
  const run = await statementsOf(() => send("/v1/gradebook"));
  expect(run.length, run.join("\n")).toBeLessThanOrEqual(mostStatements + 4);
});

async function withTeacher() {
  const service = await setUp();
  const { send } = service.account("another teacher", "instructor");
  return { ...service, send: (url: string) => send({ url }) };
}
