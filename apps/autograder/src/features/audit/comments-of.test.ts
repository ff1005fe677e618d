import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";

test("the audit of a submission has what was done to its comments, and to no other's", async () => {
  const { account, module, files, store } = await openTestApp();
  const [teacher, student] = [account("teacher", "instructor"), account("studentA", "student")];
  const [first, second] = [0, 1].map(() => store.submissions.accept(student.id, { module, files }).id);
  const comment = (id = "") =>
    teacher.send({ method: "POST", url: `/v1/submissions/${id}/comments`, payload: { text: "Well done." } });
  const { id } = (await comment(first)).json();
  await comment(second);
  await teacher.send({ method: "POST", url: `/v1/comments/${id}`, payload: { text: "Very well done." } });
  const actions = async (subject = "") =>
    (await teacher.send({ url: `/v1/audit?subject=${subject}` }))
      .json()
      .entries.map(({ action }: { action: string }) => action);
  expect(await actions(first)).toEqual(["comment.edited", "comment.added", "submission.received"]);
  expect(await actions(second)).toEqual(["comment.added", "submission.received"]);
  expect(await actions(id)).toEqual(["comment.edited", "comment.added"]);
});

test("an action that there is not is refused with those that there are; one that nobody took is an empty page", async () => {
  const { account } = await openTestApp();
  const teacher = account("teacher", "instructor");
  const asked = (action: string) => teacher.send({ url: `/v1/audit?action=${action}` });
  expect((await asked("regrade.applied")).json()).toEqual({ entries: [], next: null });
  const refused = await asked("regrade.aplied");
  expect(refused.statusCode).toBe(400);
  expect(refused.json().error).toMatchObject({ code: "invalid-request", field: "action" });
  expect(refused.json().error.message).toMatch(
    /^action: must be one of .*, regrade\.applied, .*, got "regrade\.aplied"\.$/,
  );
});
