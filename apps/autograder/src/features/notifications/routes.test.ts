import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";

const url = "/v1/me/notifications";

test("graded, changed and answered are on and the receipt is off until somebody chooses otherwise", async () => {
  const service = await openTestApp();
  const ada = service.account("ada", "student");
  const kinds = {
    "submission.received": false,
    "submission.graded": true,
    "grade.changed": true,
    "question.answered": true,
  };
  expect((await ada.send({ method: "GET", url })).json()).toEqual({ address: null, kinds });
  const answer = await ada.send({
    method: "POST",
    url,
    payload: { on: ["submission.received"], off: ["grade.changed"] },
  });
  const chosen = { ...kinds, "submission.received": true, "grade.changed": false };
  expect(answer.json()).toEqual({ address: null, kinds: chosen });
  expect((await service.account("bob", "student").send({ method: "GET", url })).json().kinds).toEqual(kinds);
});

test.each([
  [{ address: "a@example.edu\r\nBcc: all@example.edu" }, "address"],
  [{ address: "a@example.edu, b@example.edu" }, "address"],
  [{ address: "Ada <a@example.edu>" }, "address"],
  [{ address: "" }, "address"],
  [{ on: ["everything"] }, "on"],
  [{ on: ["grade.changed"], off: ["grade.changed"] }, "off"],
  [{ user: "bob" }, "body"],
])("%j is refused by its field, and nothing is written", async (payload, field) => {
  const service = await openTestApp();
  const ada = service.account("ada", "student");
  const answer = await ada.send({ method: "POST", url, payload });
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error.field).toContain(field);
  expect(service.store.auditLog.list({ action: "notifications.changed", limit: 1 })).toEqual([]);
});

test("an address is not in the audit, which outlives the account", async () => {
  const service = await openTestApp();
  const ada = service.account("ada", "student");
  await ada.send({ method: "POST", url, payload: { address: "ada@example.edu" } });
  expect((await ada.send({ method: "GET", url })).json().address).toBe("ada@example.edu");
  const entries = service.store.auditLog.list({ action: "notifications.changed", limit: 1 });
  expect(entries).toHaveLength(1);
  expect(JSON.stringify(entries)).not.toContain("ada@example.edu");
  await ada.send({ method: "POST", url, payload: { address: null } });
  expect((await ada.send({ method: "GET", url })).json().address).toBeNull();
});

test("without a word of one's own mail goes to the roster's address; who wants none gets none, whatever the roster says", async () => {
  const { store, account } = await openTestApp();
  const ada = account("ada", "student");
  const address = async () => (await ada.send({ method: "GET", url })).json().address;
  store.people.change(ada.id, ada.id, { email: "roster@example.edu" });
  expect(await address()).toBe("roster@example.edu");
  await ada.send({ method: "POST", url, payload: { address: "own@example.edu" } });
  expect(await address()).toBe("own@example.edu");
  await ada.send({ method: "POST", url, payload: { address: null } });
  expect([await address(), store.addresses.of(ada.id)]).toEqual([null, null]);
});
