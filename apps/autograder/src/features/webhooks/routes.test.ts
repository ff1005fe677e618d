// Lane: process

import { expect, test } from "vitest";
import { hookReceiver } from "../../testing/hook-receiver.ts";
import { openTestApp } from "../../testing/open-test-app.ts";

const url = "/v1/webhooks";

test.each(["https://127.0.0.1/x", "http://example.edu/x", "https://a:b@example.edu/", "nothing"])(
  "%s is refused with a sentence about its field, and nothing is stored",
  async (target) => {
    const service = await openTestApp();
    const teacher = service.account("teacher", "instructor");
    const answer = await teacher.send({ method: "POST", url, payload: { url: target } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error).toMatchObject({ field: "url", message: expect.stringMatching(/^url: must /) });
    expect(service.store.webhooks.list()).toEqual([]);
  },
);

test("a secret is shown once: no list, log or audit has it, nor the path of its URL", async () => {
  const service = await openTestApp();
  const teacher = service.account("teacher", "instructor");
  const target = "https://example.edu/hooks/key-in-the-path";
  const added = (await teacher.send({ method: "POST", url, payload: { url: target } })).json();
  expect(added.secret).toHaveLength(43);
  expect((await teacher.send({ method: "GET", url })).body).not.toContain(added.secret);
  const audit = JSON.stringify(service.store.auditLog.list({ limit: 100 }));
  for (const text of [audit, service.log.join()]) {
    expect(text).not.toContain(added.secret);
    expect(text).not.toContain("key-in-the-path");
  }
});

test("a test says what the receiver answered, and is a message that tells of nothing", async () => {
  const service = await openTestApp({ TINYTORCH_WEBHOOK_PRIVATE: "1" });
  const teacher = service.account("teacher", "instructor");
  const receiver = await hookReceiver((_message, count) => (count === 1 ? 200 : 418));
  const { id } = (await teacher.send({ method: "POST", url, payload: { url: receiver.url } })).json();
  const tryIt = async () => (await teacher.send({ method: "POST", url: `${url}/${id}/test` })).json();
  expect(await tryIt()).toEqual({ delivered: true, problem: null });
  expect(await tryIt()).toEqual({ delivered: false, problem: "status 418" });
  expect(JSON.parse(receiver.received[0]?.body ?? "")).toMatchObject({ type: "ping", person: null, grade: null });
});

test("students may do none of it", async () => {
  const service = await openTestApp();
  const ada = service.account("ada", "student");
  for (const method of ["GET", "POST"] as const) {
    const payload = method === "POST" ? { payload: { url: "https://example.edu/" } } : {};
    expect((await ada.send({ method, url, ...payload })).statusCode).toBe(403);
  }
  expect((await ada.send({ method: "GET", url: "/v1/dead-deliveries" })).statusCode).toBe(403);
});
