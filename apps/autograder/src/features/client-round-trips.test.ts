import { api, createClient } from "@tinytorch/api";
import { sampleReport } from "@tinytorch/course/testing";
import { expect, test } from "vitest";
import { attemptLimit } from "../grading/queue.ts";
import { openTestApp } from "../testing/open-test-app.ts";

test("the client and the server speak of every route alike", async () => {
  const service = await openTestApp();
  const { module, files, store } = service;
  const baseUrl = await service.app.listen({ port: 0, host: "127.0.0.1" });
  const called = new Set<PropertyKey>();
  const connect = (token?: string) =>
    new Proxy(createClient({ baseUrl, token }), {
      get(target, name, receiver) {
        called.add(name);
        return Reflect.get(target, name, receiver);
      },
    });
  const { lease } = store.queue;
  const gradeNext = (score: number) => {
    const work = lease("test");
    if (work === undefined) throw new Error("the queue must have work");
    const report = sampleReport({ sha256: work.sha256, seed: work.seed, score });
    store.runs.store(work, { report, startedAt: work.askedAt, answeredAt: work.askedAt });
  };

  const teacher = connect(service.account("teacher", "instructor").token);
  const { id: studentId, token, tokenId } = await teacher.createUser({ name: "studentA", role: "student" });
  const student = connect(token);
  expect(await student.me()).toEqual({ id: studentId, name: "studentA", role: "student" });
  expect((await teacher.users({ name: "studentA" })).users).toHaveLength(1);
  expect(await connect().health()).toEqual({ status: "ok" });
  await expect(connect().ready()).rejects.toMatchObject({ code: "unavailable" });

  expect((await student.modules()).modules[0]?.id).toBe(module);
  const { id } = await student.submit({ module, files: { ...files } });
  gradeNext(40);
  expect((await student.submissions({ limit: 1, module })).submissions).toMatchObject([{ id, score: 40 }]);
  const { runId } = await student.submission(id);
  if (runId === null) throw new Error("the submission must have a run");
  for await (const event of student.events(id)) expect(event).toEqual({ type: "graded", score: 40, maxScore: 100 });
  expect((await student.grades()).grades).toMatchObject([{ runId, counted: 40 }]);
  expect((await teacher.gradebook()).rows).toMatchObject([{ student: { name: "studentA" } }]);
  expect(await teacher.gradebookCsv()).toContain("studentA,40");

  expect(await teacher.run(runId)).toMatchObject({ submissionId: id, stands: true });
  const rerun = await teacher.startRerun(runId);
  gradeNext(40);
  expect(await teacher.rerun(rerun.id)).toMatchObject({ status: "done", comparison: { same: true } });
  const { id: regradeId } = await teacher.startRegrade({ module, which: "latest" });
  gradeNext(60);
  expect(await teacher.regrade(regradeId)).toMatchObject({ state: "ready", changes: [{ difference: 20 }] });
  expect((await teacher.applyRegrade(regradeId)).state).toBe("applied");
  const { id: second } = await teacher.startRegrade({ module, which: "all" });
  expect((await teacher.cancelRegrade(second)).state).toBe("cancelled");
  expect((await teacher.regrades()).regrades.map((each) => each.state)).toEqual(["cancelled", "applied"]);

  await student.submit({ module, files: { ...files, "src/index.ts": "0;" } });
  for (let attempt = 0; attempt < attemptLimit; attempt += 1) {
    const work = lease("test");
    if (work !== undefined) store.queue.fail(work, "broken");
    service.clock.time += 3_600_000;
  }
  const [letter] = (await teacher.deadLetters()).deadLetters;
  if (letter === undefined) throw new Error("there must be a dead letter");
  expect(await teacher.retryDeadLetter(letter.id)).toBeUndefined();

  const { entries } = await teacher.audit({ subject: studentId, limit: 100 });
  expect(entries.map(({ action }) => action)).toEqual(["token.issued", "user.created"]);
  const { token: another } = await teacher.createToken(studentId);
  expect(await teacher.revokeToken(tokenId)).toBeUndefined();
  await expect(student.me()).rejects.toMatchObject({ code: "unauthorized" });
  expect((await connect(another).me()).id).toBe(studentId);

  expect([...called].sort()).toEqual(Object.keys(api).sort());
});
