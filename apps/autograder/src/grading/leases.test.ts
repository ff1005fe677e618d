import { pino } from "pino";
import { afterEach, expect, test, vi } from "vitest";
import { openTestStore } from "../testing/open-test-store.ts";
import { Leases } from "./leases.ts";
import type { Slot } from "./slots.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("the run of a lease that was lost is ended, be it long; that of one that is held goes on", () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const { store, instructor, graded, submit, take } = openTestStore();
  graded("studentA", 50);
  const { id } = store.regrades.start(instructor, { module: "01-echo", which: "latest" });
  store.queue.handBack(take());
  const regrading = take();
  submit("studentB");
  const [lost, held] = [regrading, take()].map((lease): Slot => {
    const run = { startedAt: 0, cancel: new AbortController(), isAnswered: false };
    return { grader: undefined, lease, run };
  });
  if (lost === undefined || held === undefined) throw new Error("there must be two slots");
  const slots = { all: [lost, held] };
  const log = pino({ level: "silent" });
  const leases = new Leases({
    queue: store.queue,
    slots,
    log,
    owners: () => ({ own: "us", spared: undefined }),
    onTakenOver: () => {},
  });
  leases.start();
  store.regrades.cancel(instructor, id);
  vi.advanceTimersByTime(10_000);
  leases.stop();
  expect(slots.all.map(({ run }) => run?.cancel.signal.aborted)).toEqual([true, false]);
  expect(slots.all.map(({ lease }) => lease?.kind)).toEqual([undefined, "grade"]);
  expect(regrading.isLong).toBe(true);
});
