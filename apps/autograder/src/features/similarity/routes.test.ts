// Lane: process

import { similarityListSchema, similarityReportSchema, similarPairSchema } from "@tinytorch/api";
import { expect, test, vi } from "vitest";
import { openTestApp, type TestAccount } from "../../testing/open-test-app.ts";

const loop = (name: string, step: string) => `export function ${name}(list: readonly number[]): number {
  let ${step} = 0;
  for (let i = 0; i < list.length; i += 1) {
    if (list[i] > 10) ${step} = ${step} + list[i] * list[i];
    else if (list[i] < -10) ${step} = ${step} - list[i] / 2;
    else ${step} += 1;
  }
  while (${step} > 1000) ${step} = ${step} / 10 - 1;
  return ${step} < 0 ? -${step} : ${step};
}
`;
const other = `export const total = (list: readonly number[]) => {
  const squares = list.filter((each) => each > 10).map((each) => each ** 2);
  const halves = list.filter((each) => each < -10).map((each) => -each / 2);
  const rest = list.length - squares.length - halves.length;
  return Math.abs([...squares, ...halves].reduce((sum, each) => sum + each, rest) % 1000);
};
`;

async function setUp(texts: Readonly<Record<string, string>>) {
  const service = await openTestApp();
  const teacher = service.account("teacher", "instructor");
  const students = Object.keys(texts).map((name) => service.account(name, "student"));
  for (const [index, text] of Object.values(texts).entries()) {
    const files = { ...service.files, "src/more.ts": text };
    service.store.submissions.accept(students[index]?.id ?? "", { module: service.module, files });
  }
  const url = `/v1/modules/${service.module}/similarity`;
  const start = (payload: object = {}) => teacher.send({ method: "POST", url, payload });
  const audit = async () =>
    service.store.auditLog
      .list({ limit: 100 })
      .filter(({ action }) => action.startsWith("similarity"))
      .map(({ actorName, action }) => [actorName, action])
      .toReversed();
  return { ...service, teacher, url, start, audit };
}

async function ended(account: TestAccount, url: string) {
  return vi.waitUntil(
    async () => {
      const report = similarityReportSchema.parse((await account.send({ url })).json());
      return report.state !== "running" && report;
    },
    { timeout: 60_000, interval: 100 },
  );
}

const three = { ann: loop("total", "sum"), ben: other, cem: loop("totalOf", "acc") };

test("a comparison is started, goes on by itself, and shows the copy with its passages; who looked is written down", async () => {
  const { teacher, start, audit, url, module } = await setUp(three);
  const asked = await start();
  expect(asked.statusCode, asked.body).toBe(202);
  expect(asked.json()).toMatchObject({ state: "running", submissions: 3, progress: { total: 3 }, pairs: [] });
  const at = asked.headers.location?.toString() ?? "";
  const report = await ended(teacher, at);
  expect(report).toMatchObject({ module, state: "done", which: "latest", threshold: 30, problem: null, unread: [] });
  expect(report.pairs).toMatchObject([
    { number: 1, left: { student: { name: "ann" } }, right: { student: { name: "cem" } }, similarity: 1, regions: 1 },
  ]);
  expect(similarityListSchema.parse((await teacher.send({ url })).json()).reports).toMatchObject([{ state: "done" }]);
  const pair = similarPairSchema.parse((await teacher.send({ url: `${at}/pairs/1` })).json());
  expect(pair.regions).toMatchObject([{ left: { path: "src/more.ts" }, right: { path: "src/more.ts" } }]);
  expect([pair.left.files["src/more.ts"], pair.right.files["src/more.ts"]]).toEqual([three.ann, three.cem]);
  expect((await teacher.send({ url: `${at}/pairs/2` })).statusCode).toBe(404);
  expect(await audit()).toEqual([
    ["teacher", "similarity.started"],
    [null, "similarity.ended"],
    ["teacher", "similarity.viewed"],
    ["teacher", "similarity.pair-viewed"],
  ]);
});

test("one that is running is the only one, is ended by a cancel, and then another may start", async () => {
  const { teacher, start, audit } = await setUp(three);
  const at = (await start()).headers.location?.toString() ?? "";
  const second = await start();
  expect([second.statusCode, second.json().error.code]).toEqual([409, "not-ready"]);
  expect(second.json().error.message).toMatch(/^One comparison runs at a time/);
  const cancelled = await teacher.send({ method: "POST", url: `${at}/cancel` });
  expect(cancelled.json()).toMatchObject({ state: "cancelled", progress: null, pairs: [] });
  expect((await teacher.send({ method: "POST", url: `${at}/cancel` })).statusCode).toBe(409);
  const next = await start({ which: "latest", threshold: 90 });
  expect((await ended(teacher, next.headers.location?.toString() ?? "")).state).toBe("done");
  expect((await audit()).slice(0, 2)).toEqual([
    ["teacher", "similarity.started"],
    ["teacher", "similarity.ended"],
  ]);
});

test("what cannot be read is named with whose it is, and the others are compared", async () => {
  const { teacher, start } = await setUp({ ...three, dan: "const = = [[[" });
  const report = await ended(teacher, (await start()).headers.location?.toString() ?? "");
  expect(report.pairs).toHaveLength(1);
  expect(report.unread).toMatchObject([
    { student: { name: "dan" }, path: "src/more.ts", problem: expect.stringMatching(/is not TypeScript from line 1/) },
  ]);
});

test("a server that ends meanwhile leaves no process, and says that it was interrupted", async () => {
  const { app, start, store } = await setUp(three);
  const { id } = (await start()).json();
  await app.close();
  expect(store.similarity.byId(id)).toMatchObject({ state: "interrupted" });
});

test.each([
  [{ threshold: 0 }, 400, "threshold"],
  [{ threshold: 101 }, 400, "threshold"],
  [{ commonPercent: 2.5 }, 400, "commonPercent"],
  [{ which: "all" }, 400, "which"],
  [{ previous: true }, 400, "body"],
])("a start with %j is refused and nothing is stored", async (payload, status, field) => {
  const { start, store, module } = await setUp(three);
  const answer = await start(payload);
  expect([answer.statusCode, answer.json().error.field]).toEqual([status, field]);
  expect(store.similarity.list(module)).toEqual([]);
});

test.each(["student", "ci"] as const)("a %s sees and starts nothing", async (role) => {
  const { account, url } = await setUp(three);
  const { send } = account("somebody", role);
  const report = `/v1/similarity/${crypto.randomUUID()}`;
  for (const path of [url, report, `${report}/pairs/1`]) expect((await send({ url: path })).statusCode, path).toBe(403);
  for (const path of [url, `${report}/cancel`]) {
    expect((await send({ method: "POST", url: path, payload: {} })).statusCode, path).toBe(403);
  }
});

test("a module and a report that are not there are not found", async () => {
  const { teacher } = await setUp({});
  const report = `/v1/similarity/${crypto.randomUUID()}`;
  for (const url of ["/v1/modules/99-nothing/similarity", report, `${report}/pairs/1`]) {
    expect((await teacher.send({ url })).statusCode, url).toBe(404);
  }
  expect((await teacher.send({ url: "/v1/similarity/1" })).statusCode).toBe(400);
});

test("what the audit says of a comparison names its module, and how it ended", async () => {
  const { teacher, store, module } = await setUp({ ada: "export {};", bob: "export {};" });
  const choice = { module, which: "latest", threshold: 30, commonPercent: 25 } as const;
  const { comparison, submissions } = store.similarity.start(teacher.id, choice);
  const [left = "", right = ""] = submissions;
  store.similarity.finish(comparison.id, {
    pairs: [{ left, right, similarity: 0.8, shared: 20, regions: [] }],
    above: 1,
    unread: [],
  });
  await teacher.send({ url: `/v1/similarity/${comparison.id}` });
  await teacher.send({ url: `/v1/similarity/${comparison.id}/pairs/1` });
  store.similarity.end(store.similarity.start(teacher.id, choice).comparison.id, teacher.id, "cancelled");
  const { entries } = (await teacher.send({ url: `/v1/audit?module=${module}&limit=100` })).json();
  const sentences: readonly string[] = entries.map(({ sentence }: { readonly sentence: string }) => sentence);
  expect(sentences.filter((sentence) => /compar|passages|side by side/.test(sentence)).toReversed()).toEqual([
    `teacher had the submissions to ${module} compared with each other.`,
    `The comparison of the submissions to ${module} ended: done.`,
    `teacher looked at which submissions to ${module} share passages.`,
    `teacher looked at two submissions to ${module} side by side.`,
    `teacher had the submissions to ${module} compared with each other.`,
    `teacher cancelled the comparison of the submissions to ${module}.`,
  ]);
});
