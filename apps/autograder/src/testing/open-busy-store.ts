import { noDetail } from "../features/exceptions/store.ts";
import { openTestStore, type TestStore } from "./open-test-store.ts";

/** A store that is open and has something in every table. */
export function openBusyStore(): TestStore {
  const test = openTestStore();
  const { store, instructor, graded, submit, take, finish, bury } = test;
  store.webhooks.add(instructor, "https://example.edu/hook");
  const { runId, submissionId } = graded("studentA", 60);
  const { id: studentA = "" } = store.users.byName("studentA") ?? {};
  store.notifications.change(studentA, { address: "a@example.edu", on: ["submission.received"], off: [] });
  submit("studentA", "", "02-echo");
  finish(take(), 60);
  store.reruns.request(instructor, runId);
  store.regrades.start(instructor, { module: "01-echo", which: "all" });
  const { id } = store.regrades.start(instructor, { module: "02-echo", which: "all" });
  for (let left = 3; left > 0; left -= 1) finish(take(), 60);
  submit("studentA", "later", "02-echo");
  finish(take(), 60);
  store.regrades.apply(instructor, id);
  store.reruns.request(instructor, runId);
  store.submissions.recordCheck(submit("studentB"), []);
  const student = store.users.byName("studentA")?.id ?? "";
  store.credentials.invite(instructor, [student], test.clock.now() + 1);
  store.credentials.startSession(student, {});
  store.credentials.link(student, { issuer: "https://id.example.edu", subject: "7" });
  bury("no sandbox");
  const submission = store.submissions.byId(submissionId);
  if (submission === undefined) throw new Error("the submission must be there");
  store.comments.add(instructor, submission, { text: "look here", path: "src/index.ts", onRelease: true });
  store.questions.ask(submission.userId, "01-echo", "why is this so?");
  const files = { "src/index.ts": "by hand" };
  store.submissions.accept(submission.userId, { module: "01-echo", files }, { handingInFor: { by: instructor } });
  const choice = { module: "01-echo", which: "latest", threshold: 30, commonPercent: 25 } as const;
  const { comparison, submissions } = store.similarity.start(instructor, choice);
  const [left = "", right = ""] = submissions;
  const passage = { path: "src/index.ts", from: 1, to: 9 };
  store.similarity.finish(comparison.id, {
    pairs: [{ left, right, similarity: 0.8, shared: 20, regions: [{ left: passage, right: passage }] }],
    above: 1,
    unread: [{ submission: left, path: "src/index.ts", problem: "src/index.ts is not TypeScript." }],
  });
  const { userId } = submission;
  store.assignments.change(instructor, "01-echo", { due: "2027-01-06T23:59", attempts: 3 }, "as announced");
  store.exceptions.add(instructor, { ...noDetail, kind: "excuse", userId, module: "01-echo", because: "illness" });
  store.lateDays.grant(instructor, userId, 2, "as everybody");
  return test;
}
