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
  let attempts = 10;
  /** Work, an extension, a question and late days of one person in some modules, which allow an attempt more each time. */
  function fill(userId: string, some: readonly string[]): void {
    for (const to of some) {
      handIn(userId, to);
      const extension = { kind: "extension", zone: "UTC", due: "2030-01-01T00:00" } as const;
      store.exceptions.add(teacher.id, { ...noDetail, ...extension, userId, module: to, because: "illness" });
      store.questions.answer(teacher.id, store.questions.ask(userId, to, "why?").id, "so");
      attempts += 1;
      store.assignments.change(teacher.id, to, { attempts }, "as announced");
    }
    store.lateDays.grant(teacher.id, userId, 1, "illness");
  }
  const mine = { grades: "/v1/grades", modules: "/v1/modules", submissions: "/v1/submissions?limit=100" };
  const more = { standing: `/v1/modules/${module}/standing`, lateDays: "/v1/late-days", exceptions: "/v1/exceptions" };
  const ofBoth = { assignments: "/v1/assignments", questions: "/v1/questions?limit=100" };
  const ofStaff = {
    gradebook: "/v1/gradebook",
    csv: "/v1/gradebook?format=csv",
    statistics: `/v1/modules/${module}/statistics`,
    everybodysSubmissions: "/v1/submissions?scope=all&limit=100",
    everybodysLateDays: "/v1/late-days",
    everybodysExceptions: "/v1/exceptions",
  };
  const exported = { format: "gradescope", modules: [module] };
  const reads = [
    ...Object.entries({ ...mine, ...more, ...ofBoth }).map(([name, url]) => ({ name, ask: { url }, by: student })),
    ...Object.entries({ ...ofBoth, ...ofStaff }).map(([name, url]) => ({
      ...{ name: `${name} to staff`, ask: { url }, by: teacher },
    })),
    { name: "Gradescope's export", ask: { method: "POST", url: "/v1/exports", payload: exported }, by: teacher },
  ] as const;
  /** What each read runs, by its name, once all that it needs was read before. */
  async function statements(): Promise<Readonly<Record<string, readonly string[]>>> {
    const all: [string, readonly string[]][] = [];
    for (const { name, ask, by } of reads) {
      const read = async () => expect((await by.send(ask)).statusCode, ask.url).toBe(200);
      await read();
      all.push([name, await statementsOf(read)]);
    }
    return Object.fromEntries(all);
  }
  const gradebook = () => teacher.send({ url: ofStaff.gradebook });
  return { ...service, student, modules, fill, statements, gradebook };
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
  const { account, student, modules, fill, statements, gradebook } = await setUp();
  for (let count = 0; count < 4; count += 1) fill(account(`another ${count}`, "student").id, modules.slice(0, 2));
  await statements();
  fill(student.id, modules.slice(0, 1));
  const run = await statementsOf(gradebook);
  const kinds = /FROM (submissions|exceptions|late_day_grants)\b/;
  const remembered = run.filter((statement) => kinds.test(statement));
  const read = Object.groupBy(remembered, (statement) => kinds.exec(statement)?.[1] ?? "");
  const counted = Object.fromEntries(Object.entries(read).map(([kind, of = []]) => [kind, of.length]));
  // Exceptions once by person and once by module, whose extensions are everybody's.
  expect(counted, "what was changed is read, once").toEqual({ submissions: 1, exceptions: 2, late_day_grants: 1 });
  for (const statement of remembered) expect(statement, "of whom").toMatch(/\b(user_id|module) IS \?/);
});
