import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";

test("what waits, what is graded now and what was not delivered are counted apart, without anybody's name", async () => {
  const { store, module, files, account, clock } = await openTestApp();
  const [teacher, student] = [account("teacher", "instructor"), account("student", "student")];
  const handIn = (text: string) =>
    store.submissions.accept(student.id, { module, files: { ...files, "src/index.ts": text } });
  handIn("1;");
  handIn("2;");
  store.webhooks.add(teacher.id, "https://example.edu/hook");
  handIn("3;");
  store.queue.lease("test");
  clock.time += 3_600_000;
  const oldestSeconds = expect.closeTo(3600, -3);
  const answer = await teacher.send({ url: "/v1/queue" });
  expect(answer.json()).toEqual({
    graders: 0,
    work: [{ kind: "grade", waiting: 2, running: 1, dead: 0, oldestSeconds }],
    messages: [{ channel: "webhook", waiting: 1, dead: 0, oldestSeconds }],
  });
});
