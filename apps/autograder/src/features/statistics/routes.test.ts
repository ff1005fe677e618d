import { moduleStatisticsSchema } from "@tinytorch/api";
import { sampleReport } from "@tinytorch/course/testing";
import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";

type Service = Awaited<ReturnType<typeof openTestApp>>;

/** Hands in as a student and grades it: of 100 points the 60 of one test, or none. */
async function attempt(
  { store, module, files }: Service,
  student: ReturnType<Service["account"]>,
  score: 0 | 60,
  handIn: () => unknown = () => student.send({ method: "POST", url: "/v1/submissions", payload: { module, files } }),
) {
  await handIn();
  const work = store.queue.lease("test");
  if (work === undefined) throw new Error("the queue must have work");
  const diagnosis = score === 0 ? "it never updates" : null;
  const report = { ...sampleReport({ sha256: work.sha256, seed: work.seed, score }), diagnosis };
  store.runs.store(work, { report, startedAt: work.askedAt, answeredAt: work.askedAt });
}

async function ask(service: Service, module = service.module) {
  const teacher = service.account("teacher", "instructor");
  return teacher.send({ url: `/v1/modules/${module}/statistics` });
}

test("a class's statistics are of each student's submission that counts", async () => {
  const service = await openTestApp();
  for (let index = 0; index < 12; index += 1) {
    const student = service.account(`student${index}`, "student");
    await attempt(service, student, 0);
    service.clock.setAhead += 90 * 60_000;
    if (index >= 3) await attempt(service, student, 60);
  }
  service.account("absent", "student");
  await attempt(service, service.account("robot", "ci"), 60);
  const found = moduleStatisticsSchema.parse((await ask(service)).json());
  expect(found).toMatchObject({ students: 12, passRate: 0, attempts: null, meanScore: 45, medianScore: 60 });
  expect(found.scores).toEqual([3, 0, 0, 0, 0, 0, 9, 0, 0, 0]);
  expect(found.diagnoses).toEqual([{ diagnosis: "it never updates", students: 3, share: 0.25 }]);
  const step = found.tests.find(({ test }) => test.endsWith("/sgd.step"));
  expect(step).toMatchObject({ students: 12, passRate: 0.75, attempts: null, minutes: null, discrimination: null });
});

test("how long it took is told where enough passed", async () => {
  const service = await openTestApp();
  for (let index = 0; index < 10; index += 1) {
    const student = service.account(`student${index}`, "student");
    await attempt(service, student, 0);
    service.clock.setAhead += 90 * 60_000;
    await attempt(service, student, 60);
  }
  const { tests } = moduleStatisticsSchema.parse((await ask(service)).json());
  const step = tests.find(({ test }) => test.endsWith("/sgd.step"));
  expect(step).toMatchObject({ passRate: 1, attempts: 2 });
  expect(step?.minutes).toBeCloseTo(90, 0);
});

test("the first that passed is the first by the time of receipt, also where it was handed in for the student later", async () => {
  const service = await openTestApp();
  const { store, module, files, clock } = service;
  const teacher = service.account("staff", "instructor");
  const students = Array.from({ length: 10 }, (_, index) => service.account(`student${index}`, "student"));
  for (const student of students) {
    await attempt(service, student, 60);
    const received = { at: clock.now() - 90 * 60_000, reason: "the network was down" };
    await attempt(service, student, 0, () =>
      store.submissions.accept(student.id, { module, files }, { handingInFor: { by: teacher.id, received } }),
    );
    clock.setAhead += 90 * 60_000;
    await attempt(service, student, 60);
  }
  const { tests } = moduleStatisticsSchema.parse((await ask(service)).json());
  const step = tests.find(({ test }) => test.endsWith("/sgd.step"));
  expect(step).toMatchObject({ passRate: 1, attempts: 2 });
  expect(step?.minutes).toBeCloseTo(90, 0);
});

test("of a small class only its size is told", async () => {
  const service = await openTestApp();
  await attempt(service, service.account("studentA", "student"), 60);
  const found = (await ask(service)).json();
  expect(found).toMatchObject({ students: 1, enough: 10, passRate: null, scores: null, diagnoses: null });
});

test("a module that there is not is 404, and a student or a robot is refused", async () => {
  const service = await openTestApp();
  expect((await ask(service, "99-none")).statusCode).toBe(404);
  for (const role of ["student", "ci"] as const) {
    const answer = await service.account(`a ${role}`, role).send({ url: `/v1/modules/${service.module}/statistics` });
    expect(answer.statusCode).toBe(403);
  }
});
