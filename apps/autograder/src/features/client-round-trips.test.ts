import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { api, createClient } from "@tinytorch/api";
import { sampleReport } from "@tinytorch/course/testing";
import { expect, test } from "vitest";
import { attemptLimit } from "../grading/queue.ts";
import { openTestApp } from "../testing/open-test-app.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

test("the client and the server speak of every route alike", async () => {
  const release = join(temporaryFolder(), "course.tgz");
  writeFileSync(release, "packed");
  const service = await openTestApp({ TINYTORCH_RELEASE: release });
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
  expect(new TextDecoder().decode(await student.courseArchive())).toBe("packed");
  expect(await student.standing(module)).toMatchObject({ module, grade: null, open: true, atMost: 100 });
  expect(await student.modulePage(module)).toBe("");
  expect((await student.starter(module)).subarray(0, 2)).toEqual(new Uint8Array([0x1f, 0x8b]));
  expect(await student.moduleWorkbench(module)).toEqual({ programs: "/workbench/small", module: {} });
  expect((await teacher.solution(module)).module).toBe(module);
  const { id } = await student.submit({ module, files: { ...files } });
  expect(await student.submissionFiles(id)).toMatchObject({ id, module, files });
  gradeNext(40);
  expect((await student.submissions({ limit: 1, module })).submissions).toMatchObject([{ id, score: 40 }]);
  const { runId } = await student.submission(id);
  if (runId === null) throw new Error("the submission must have a run");
  for await (const event of student.events(id)) expect(event).toEqual({ type: "graded", score: 40, maxScore: 100 });
  expect((await student.grades()).grades).toMatchObject([{ runId, counted: 40 }]);
  expect((await teacher.gradebook()).rows).toMatchObject([{ student: { name: "studentA" } }]);
  expect(await teacher.gradebookCsv()).toContain("studentA,40");

  expect((await teacher.makeExport({ format: "csv" })).text).toContain("studentA,");
  expect(await teacher.statistics(module)).toMatchObject({ module, students: 1, passRate: null });

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
  expect((await teacher.queue()).work).toMatchObject([{ kind: "grade", waiting: 0, running: 0, dead: 1 }]);
  const [letter] = (await teacher.deadLetters()).deadLetters;
  if (letter === undefined) throw new Error("there must be a dead letter");
  expect(await teacher.retryDeadLetter(letter.id)).toBeUndefined();

  const note = await teacher.addComment(id, { text: "twice", path: "src/index.ts", lines: { first: 1, last: 1 } });
  expect((await student.comments(id)).comments).toEqual([note]);
  expect((await teacher.editComment(note.id, { text: "once" })).text).toBe("once");
  expect(await teacher.removeComment(note.id)).toBeUndefined();
  expect((await teacher.comment(note.id)).versions.map(({ text }) => text)).toEqual(["twice", "once"]);
  expect(await teacher.releaseComments(module)).toEqual({ module, released: 0 });
  const question = await student.ask({ module, text: "why?" });
  expect((await teacher.questions({ module, state: "open" })).questions).toEqual([question]);
  expect((await teacher.answerQuestion(question.id, { text: "so" })).state).toBe("answered");
  expect((await student.reopenQuestion(question.id, { text: "but" })).state).toBe("open");
  expect((await teacher.closeQuestion(question.id)).state).toBe("closed");
  expect((await student.question(question.id)).entries).toHaveLength(4);
  const given = await teacher.submitFor(studentId, { module, files: { ...files } });
  expect(given.handedInFor?.by?.name).toBe("teacher");
  expect((await student.previousSubmission(given.id)).student.id).toBe(studentId);

  const file = Buffer.from("Name,Email,SIS ID\nAda Lovelace,ada@example.edu,7\n").toString("base64");
  expect(await teacher.previewRoster({ file })).toMatchObject({ new: [{ login: "ada@example.edu" }], gone: [{}] });
  expect((await teacher.applyRoster({ file })).new).toHaveLength(1);
  const [ada] = (await teacher.people({ login: "ada@example.edu" })).people;
  if (ada === undefined) throw new Error("she must be there");
  expect(await teacher.person(ada.id)).toEqual(ada);
  expect(await teacher.renamePerson(ada.id, { login: "ada" })).toMatchObject({ login: "ada", name: "Ada Lovelace" });
  expect(await teacher.changePerson(ada.id, { section: "B" })).toMatchObject({ section: "B", sisId: "7" });
  expect((await teacher.dropPerson(ada.id)).droppedAt).not.toBeNull();
  expect((await teacher.restorePerson(ada.id)).droppedAt).toBeNull();

  const chosen = await student.setNotifications({ address: "a@example.edu", on: ["submission.received"] });
  expect(chosen.kinds["submission.received"]).toBe(true);
  expect(await student.notifications()).toEqual(chosen);
  const hook = await teacher.addWebhook({ url: "https://receiver.invalid/hook" });
  expect((await teacher.webhooks()).webhooks).toMatchObject([{ id: hook.id, waiting: 0 }]);
  expect((await teacher.testWebhook(hook.id)).delivered).toBe(false);
  expect(await teacher.deadDeliveries()).toEqual({ deadDeliveries: [] });
  await expect(teacher.retryDelivery(1)).rejects.toMatchObject({ code: "not-found" });
  expect(await teacher.removeWebhook(hook.id)).toBeUndefined();
  expect((await student.myData()).subarray(0, 2)).toEqual(new Uint8Array([0x1f, 0x8b]));
  expect((await teacher.personData(studentId)).subarray(0, 2)).toEqual(new Uint8Array([0x1f, 0x8b]));

  const { entries } = await teacher.audit({ subject: studentId, limit: 100 });
  expect(entries.map(({ action }) => action)).toEqual([
    ...["person.exported", "person.exported", "notifications.changed"],
    ...["token.issued", "user.created"],
  ]);
  const rules = {
    zone: "Europe/Berlin",
    due: "2126-12-06T23:59",
    late: { percentPerDay: 10, days: 3, graceMinutes: 0 },
  };
  const because = "a mistake";
  expect(await teacher.changeAssignment(module, { ...rules, because: "as announced" })).toMatchObject({
    dueAt: "2126-12-06T22:59:00.000Z",
  });
  expect((await student.assignments()).assignments).toMatchObject([rules]);
  expect((await teacher.grantLateDays({ student: null, days: 3, because: "for all" })).student).toBeNull();
  expect((await student.spendLateDays({ module, days: 1 })).exception).toMatchObject({ kind: "late-days", days: 1 });
  expect((await student.lateDays()).banks).toMatchObject([{ granted: 3, spent: 1, left: 2 }]);
  expect((await student.takeBackLateDays(module)).exception.removed).not.toBeNull();
  const [grant] = (await student.lateDays()).banks[0]?.grants ?? [];
  expect((await teacher.withdrawLateDays(grant?.id ?? "", { because })).days).toBe(3);
  const excused = await teacher.grantException({ kind: "excuse", student: studentId, module, because: "illness" });
  expect((await student.exceptions()).exceptions).toMatchObject([{ kind: "excuse", because: "illness" }]);
  expect((await teacher.withdrawException(excused.exception.id, { because })).exception.removed).toMatchObject({
    by: "teacher",
  });
  expect((await teacher.chooseSubmission(id, { because })).exception).toMatchObject({
    kind: "choice",
    submissionId: id,
  });
  expect((await teacher.unchooseSubmission(id, { because })).grade).not.toBeNull();
  expect(await teacher.undoAssignment(module, { because })).toMatchObject({ due: null, changed: null });

  const { token: another } = await teacher.createToken(studentId);
  expect(await teacher.revokeToken(tokenId)).toBeUndefined();
  await expect(student.me()).rejects.toMatchObject({ code: "unauthorized" });
  expect((await connect(another).me()).id).toBe(studentId);

  await expect(teacher.startSimilarity(module, {})).rejects.toMatchObject({ code: "not-ready" });
  store.submissions.accept(service.account("studentB", "student").id, { module, files });
  const choice = { module, which: "latest", threshold: 30, commonPercent: 25 } as const;
  const { comparison, submissions } = store.similarity.start(studentId, choice);
  expect((await teacher.similarityReports(module)).reports).toMatchObject([{ id: comparison.id, state: "running" }]);
  const passage = { path: "src/index.ts", from: 1, to: 2 };
  const pair = { left: submissions[0] ?? "", right: submissions[1] ?? "", similarity: 0.5, shared: 9 };
  const found = { pairs: [{ ...pair, regions: [{ left: passage, right: passage }] }], above: 1, unread: [] };
  store.similarity.finish(comparison.id, found);
  expect(await teacher.similarityReport(comparison.id)).toMatchObject({ state: "done", pairs: [{ regions: 1 }] });
  expect(await teacher.similarPair(comparison.id, 1)).toMatchObject({ left: { student: { name: "studentA" } } });
  await expect(teacher.cancelSimilarity(comparison.id)).rejects.toMatchObject({ code: "not-ready" });
  expect(await connect().signInWays()).toEqual({ oidc: false });
  const own = await connect(another).createOwnToken({ label: "CI", scope: "submit" });
  expect((await connect(own.token).tokens()).tokens).toMatchObject([{ label: null }, { label: "CI", isCurrent: true }]);
  const { invitations: links } = await teacher.invite({ users: [studentId] });
  const [invitation = ""] = links.map(({ link }) => new URL(link).hash.replace("#invitation=", ""));
  expect((await connect().redeemInvitation({ invitation, as: "token" })).user.id).toBe(studentId);
  const { invitations: others } = await teacher.invite({ users: [studentId] });
  expect((await teacher.invitations()).invitations).toMatchObject([{ user: { name: "studentA" }, isExpired: false }]);
  for (const { id: each } of others) expect(await teacher.revokeInvitation(each)).toBeUndefined();
  const session = await connect(another).startSession();
  expect((await connect(another).sessions()).sessions).toMatchObject([{ id: session.id, isCurrent: false }]);
  expect(await connect(another).endSession(session.id)).toBeUndefined();
  // A client with a token has no browser's session: that there are these is all it can tell.
  for (const of of [connect(another).currentSession(), connect(another).signOut()]) {
    await expect(of).rejects.toMatchObject({ code: "not-found" });
  }

  expect([...called].sort()).toEqual(Object.keys(api).sort());
});
