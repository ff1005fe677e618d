import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";
import { commentsPerSubmission } from "./store.ts";

const path = "src/index.ts";

async function setUp() {
  const service = await openTestApp();
  const { account, module, files, store } = service;
  const [teacher, student, other] = [
    account("teacher", "instructor"),
    account("studentA", "student"),
    account("studentB", "student"),
  ];
  const sent = { ...files, [path]: "one\ntwo\nthree\n" };
  const handIn = await student.send({ method: "POST", url: "/v1/submissions", payload: { module, files: sent } });
  const { id } = handIn.json();
  const url = `/v1/submissions/${id}/comments`;
  const say = (payload: object, as = teacher) => as.send({ method: "POST", url, payload });
  const seenBy = async (as: typeof teacher) => (await as.send({ url })).json().comments;
  const audited = (subject: string) => store.auditLog.list({ subject, limit: 10 }).map(({ action }) => action);
  return { ...service, teacher, student, other, id, url, say, seenBy, audited };
}

test("a comment on a submission, a file, a line and lines is seen by staff and its student, the whole first, then in the file's order", async () => {
  const { say, seenBy, teacher, student, id, module } = await setUp();
  for (const place of [{ path, lines: { first: 2, last: 3 } }, { path, lines: { first: 1, last: 1 } }, { path }, {}]) {
    expect((await say({ text: "look\r\nhere ", ...place })).statusCode).toBe(201);
  }
  const seen = await seenBy(student);
  expect(seen.map((each: { path: string | null; lines: object | null }) => [each.path, each.lines])).toEqual([
    [null, null],
    [path, null],
    [path, { first: 1, last: 1 }],
    [path, { first: 2, last: 3 }],
  ]);
  expect(seen[0]).toEqual({
    id: expect.any(String),
    submissionId: id,
    module,
    path: null,
    lines: null,
    author: { id: teacher.id, name: "teacher" },
    text: "look\nhere",
    at: expect.stringMatching(/Z$/),
    editedAt: null,
    visible: true,
  });
  expect(await seenBy(teacher)).toEqual(seen);
});

test("one that waits is seen by staff alone until all of its module's are released, and not again for later ones", async () => {
  const { say, seenBy, teacher, student, module, audited } = await setUp();
  await say({ text: "first", onRelease: true });
  await say({ text: "second", onRelease: true });
  expect(await seenBy(student)).toEqual([]);
  expect(await seenBy(teacher)).toMatchObject([{ visible: false }, { visible: false }]);
  const release = { method: "POST", url: `/v1/modules/${module}/comments/release` } as const;
  expect((await teacher.send(release)).json()).toEqual({ module, released: 2 });
  expect(await seenBy(student)).toMatchObject([{ text: "first" }, { text: "second" }]);
  await say({ text: "third", onRelease: true });
  expect(await seenBy(student)).toHaveLength(2);
  expect(audited(module)).toEqual(["comments.released"]);
  expect((await teacher.send({ ...release, url: "/v1/modules/77-none/comments/release" })).statusCode).toBe(404);
});

test("an edited and a removed comment are on record with every text, and neither is seen by its student as it was", async () => {
  const { say, seenBy, teacher, student, clock, audited } = await setUp();
  const { id } = (await say({ text: "wrong" })).json();
  const url = `/v1/comments/${id}`;
  clock.time += 1_000;
  const edited = await teacher.send({ method: "POST", url, payload: { text: "right" } });
  expect(edited.json()).toMatchObject({ text: "right", editedAt: expect.stringMatching(/Z$/) });
  expect(await seenBy(student)).toMatchObject([{ id, text: "right" }]);
  expect((await teacher.send({ method: "DELETE", url })).statusCode).toBe(204);
  expect(await seenBy(student)).toEqual([]);
  const told = (await teacher.send({ url })).json();
  expect(told).toMatchObject({ removedAt: expect.any(String), visible: false });
  expect(told.versions).toMatchObject([{ text: "wrong", author: { name: "teacher" } }, { text: "right" }]);
  expect(audited(id)).toEqual(["comment.removed", "comment.edited", "comment.added"]);
  expect((await teacher.send({ method: "POST", url, payload: { text: "again" } })).statusCode).toBe(404);
  expect((await teacher.send({ method: "DELETE", url })).statusCode).toBe(404);
});

test.each([
  [{ path: "src/nothing.ts" }, "path", "path: it must be a file of the submission ("],
  [{ path: "__proto__" }, "path", "path: it must be a file of the submission ("],
  [{ path, lines: { first: 4, last: 4 } }, "lines.first", "lines.first: src/index.ts has 3 lines, got 4."],
  [{ path, lines: { first: 1, last: 9 } }, "lines.last", "lines.last: src/index.ts has 3 lines, got 9."],
  [{ path, lines: { first: 0, last: 1 } }, "lines.first", "lines.first: "],
  [{ path, lines: { first: 3, last: 2 } }, "lines", "lines: must not end before it begins."],
  [{ lines: { first: 1, last: 1 } }, "path", "path: must name the file that the lines are of."],
  [{ text: " \n\u200b" }, "text", "text: must have something that can be seen."],
  [{ text: "x".repeat(4_001) }, "text", "text: "],
  [{ text: "\ud800" }, "text", "text: must be text without lone surrogates."],
])("a comment with %j is 400, names %s, and nothing is written", async (changes, field, sentence) => {
  const { say, seenBy, teacher } = await setUp();
  const refused = await say({ text: "look", ...changes });
  expect(refused.statusCode).toBe(400);
  const { error } = refused.json();
  expect(error.field.replace("lines/", "lines.")).toBe(field);
  expect(error.message.replace(/^lines\//, "lines.")).toContain(sentence.slice(0, 40));
  expect(await seenBy(teacher)).toEqual([]);
});

test("students write none, and what is another's is not there", async () => {
  const { say, student, other, teacher, url, module } = await setUp();
  const { id } = (await say({ text: "look" })).json();
  expect((await say({ text: "mine" }, student)).statusCode).toBe(403);
  expect((await other.send({ url })).statusCode).toBe(404);
  for (const options of [
    { url: `/v1/comments/${id}` },
    { method: "POST", url: `/v1/comments/${id}`, payload: { text: "mine" } },
    { method: "DELETE", url: `/v1/comments/${id}` },
    { method: "POST", url: `/v1/modules/${module}/comments/release` },
  ] as const) {
    expect((await student.send(options)).statusCode).toBe(403);
  }
  expect((await teacher.send({ url })).json().comments).toMatchObject([{ text: "look" }]);
});

test("a submission has no more comments than it may have", async () => {
  const { say, store, id, teacher } = await setUp();
  const submission = store.submissions.byId(id);
  if (submission === undefined) throw new Error("the submission must be there");
  for (let count = 0; count < commentsPerSubmission; count += 1) {
    store.comments.add(teacher.id, submission, { text: "look", onRelease: false });
  }
  const refused = await say({ text: "one more" });
  expect(refused.statusCode).toBe(409);
  expect(refused.json().error.message).toBe("A submission may have 1000 comments, and it has them.");
});

test("a comment is found by the beginning of its id, by those who may see its work alone", async () => {
  const { say, teacher, account } = await setUp();
  const { id } = (await say({ text: "look" })).json();
  const stranger = account("assistant", "assistant");
  const url = `/v1/comments/${id.slice(0, 8)}`;
  expect((await teacher.send({ url })).json()).toMatchObject({ id, versions: [{ text: "look" }] });
  expect((await stranger.send({ url })).statusCode).toBe(404);
  expect((await teacher.send({ url: `/v1/comments/${id.slice(0, 3)}` })).statusCode).toBe(400);
});
