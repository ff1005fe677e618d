import { sampleReport } from "@tinytorch/course/testing";
import { expect, test } from "vitest";
import { openTestStore } from "../testing/open-test-store.ts";

test("nothing is estimated before a first run; then by how long runs take and how many graders there are", () => {
  const { store, clock, submit, take } = openTestStore({ graders: 2 });
  const first = submit("studentA");
  expect(store.queue.place(first)).toEqual({ position: 1, waitSeconds: null, takesLong: false });
  const lease = take();
  const startedAt = clock.time;
  clock.time += 4_000;
  const report = sampleReport({ sha256: lease.sha256, seed: lease.seed });
  store.runs.store(lease, { report, startedAt, answeredAt: clock.time });

  const waiting = ["a", "b", "c", "d", "e"].map((name) => submit(name));
  const waits = () => waiting.map((id) => store.queue.place(id)?.waitSeconds);
  expect(waits()).toEqual([0, 0, 4, 4, 8]);
  take();
  take();
  expect(waits()).toEqual([undefined, undefined, 4, 4, 8]);
});

test("nothing is estimated for what was handed back, and how long that took says nothing of other work", () => {
  const { store, clock, submit, take } = openTestStore();
  const id = submit("studentA");
  expect(store.queue.handBack(take())).toBe(true);
  expect(store.queue.place(id)).toEqual({ position: 1, waitSeconds: null, takesLong: true });
  const lease = take();
  const startedAt = clock.time;
  clock.time += 90_000;
  const report = sampleReport({ sha256: lease.sha256, seed: lease.seed });
  store.runs.store(lease, { report, startedAt, answeredAt: clock.time });
  expect(store.queue.place(submit("studentB"))).toMatchObject({ position: 1, waitSeconds: null, takesLong: false });
});

test("a receipt keeps the estimate it was given", () => {
  const { store, clock, submit, take } = openTestStore();
  submit("studentA");
  const lease = take();
  const startedAt = clock.time;
  clock.time += 2_000;
  const report = sampleReport({ sha256: lease.sha256, seed: lease.seed });
  store.runs.store(lease, { report, startedAt, answeredAt: clock.time });
  submit("studentB");
  const second = submit("studentC");
  expect(store.submissions.byId(second)).toMatchObject({ receipt: { position: 2, waitSeconds: 2 } });
  take();
  expect(store.submissions.byId(second)).toMatchObject({ receipt: { position: 2, waitSeconds: 2 } });
});
