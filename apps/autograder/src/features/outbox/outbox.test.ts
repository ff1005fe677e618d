import { expect, test } from "vitest";
import { openStore } from "../../store.ts";
import { openTestStore } from "../../testing/open-test-store.ts";
import { mailChannel } from "./outbox.ts";

test("twenty letters an hour go to one person, whatever happens; an hour later there is room again", () => {
  const { store: without, folder, submit: make, clock } = openTestStore();
  make("studentA");
  without.close();
  const store = openStore(folder, clock, 1, undefined, true);
  const { id = "" } = store.users.byName("studentA") ?? {};
  const submit = () => void store.submissions.accept(id, { module: "01-echo", files: { "src/index.ts": "" } });
  store.notifications.change(id, { address: "a@example.edu", on: ["submission.received"], off: [] });
  const letters = () => {
    let count = 0;
    for (let next = store.deliveries.next(mailChannel); next !== undefined; next = store.deliveries.next(mailChannel)) {
      store.deliveries.sent(next.id);
      count += 1;
    }
    return count;
  };
  for (let count = 0; count < 30; count += 1) submit();
  expect(letters()).toBe(20);
  clock.time += 60 * 60_000 + 1;
  submit();
  expect(letters()).toBe(1);
  store.close();
});

test("an address has twenty letters an hour of all accounts together that give it, in whatever case", () => {
  const { store: without, folder, submit: make, clock } = openTestStore();
  const names = ["studentA", "studentB", "studentC"];
  for (const name of names) make(name);
  without.close();
  const store = openStore(folder, clock, 1, undefined, true);
  const ids = names.map((name) => store.users.byName(name)?.id ?? "");
  const addresses = ["Victim@example.edu", "victim@EXAMPLE.edu", "other@example.edu"];
  for (const [at, id] of ids.entries()) {
    store.notifications.change(id, { address: addresses[at], on: ["submission.received"], off: [] });
  }
  for (let count = 0; count < 45; count += 1) {
    store.submissions.accept(ids[count % 3] ?? "", { module: "01-echo", files: { "src/index.ts": "" } });
  }
  const told: string[] = [];
  for (let next = store.deliveries.next(mailChannel); next !== undefined; next = store.deliveries.next(mailChannel)) {
    store.deliveries.sent(next.id);
    told.push(next.event.userName);
  }
  expect(told.filter((name) => name === "studentC")).toHaveLength(15);
  expect(told.filter((name) => name !== "studentC")).toHaveLength(20);
  store.close();
});
