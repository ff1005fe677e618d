import { describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { testClock } from "../testing/test-clock.ts";
import { DataFolderInUseError } from "./database.ts";
import { attemptLimit, type Lease, leaseMilliseconds } from "./queue.ts";
import { openStore } from "./store.ts";

const minute = 60_000;

function setUp() {
  const folder = temporaryFolder();
  const clock = testClock();
  let store = openStore(folder, clock);
  onTestFinished(() => store.close());
  const users = new Map<string, string>();
  return {
    folder,
    clock,
    queue: () => store.queue,
    submissions: () => store.submissions,
    reopen() {
      store.close();
      store = openStore(folder, clock);
    },
    submit(name: string): string {
      const id = users.get(name) ?? store.users.create("test", name, "student").id;
      users.set(name, id);
      return store.submissions.accept(id, { module: "01-echo", files: { "src/index.ts": "" } }).id;
    },
    take(): Lease {
      const lease = store.queue.lease("us");
      if (lease === undefined) throw new Error("the queue must have work");
      return lease;
    },
  };
}

describe("order", () => {
  test("one student's work is taken in the order it came", () => {
    const { submit, take } = setUp();
    const ids = [submit("studentA"), submit("studentA"), submit("studentA")];
    expect([take(), take(), take()].map((lease) => lease.submissionId)).toEqual(ids);
  });

  test("a student who submits a lot does not delay one who submits once", () => {
    const { submit, take } = setUp();
    const many = [submit("many"), submit("many"), submit("many")];
    const single = submit("single");
    expect([take(), take(), take(), take()].map((lease) => lease.submissionId)).toEqual([
      many[0],
      single,
      many[1],
      many[2],
    ]);
  });

  test("a place in the queue is the turn at which the work is taken", () => {
    const { submit, take, queue } = setUp();
    for (const name of ["a", "a", "b", "c", "b", "a"]) submit(name);
    const places = queue().places();
    const taken = Array.from({ length: 6 }, () => take().submissionId);
    expect(taken.map((id) => places.get(id)?.position)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("an empty queue gives nothing", () => {
    expect(setUp().queue().lease("us")).toBeUndefined();
  });
});

describe("leases", () => {
  test("leased work is not given to another", () => {
    const { submit, take, queue } = setUp();
    submit("studentA");
    take();
    expect(queue().lease("other")).toBeUndefined();
  });

  test("a heartbeat keeps a lease past its length; without one it runs out", () => {
    const { submit, take, queue, clock } = setUp();
    submit("studentA");
    const lease = take();
    clock.time += leaseMilliseconds - 1;
    expect(queue().heartbeat(lease)).toBe(true);
    clock.time += leaseMilliseconds - 1;
    expect(queue().reclaimExpired()).toBe(0);
    clock.time += 2;
    expect(queue().reclaimExpired()).toBe(1);
    expect(queue().heartbeat(lease)).toBe(false);
    expect(take()).toMatchObject({ submissionId: lease.submissionId, fencingToken: lease.fencingToken + 1 });
  });

  test.each([
    ["back", -60 * minute],
    ["ahead", 60 * minute],
  ])("a time of day that is set %s an hour ends no lease and no pause early, and holds up nothing", (_, jump) => {
    const { submit, take, queue, clock } = setUp();
    submit("studentA");
    const held = take();
    clock.setAhead += jump;
    expect(queue().reclaimExpired()).toBe(0);
    expect(queue().heartbeat(held)).toBe(true);
    expect(queue().fail(held, "broke")).toBe("retry");
    clock.setAhead += jump;
    expect(queue().lease("us")).toBeUndefined();
    clock.time += 1_000;
    expect(take()).toMatchObject({ jobId: held.jobId });
    clock.time += leaseMilliseconds + 1;
    clock.setAhead -= 4 * jump;
    expect(queue().reclaimExpired()).toBe(1);
  });

  test("what a server wrote by a clock that was an hour ahead holds up nothing once it is set right", () => {
    const { submit, take, queue, clock, reopen } = setUp();
    submit("studentA");
    queue().fail(take(), "broke");
    submit("studentB");
    take();
    reopen();
    clock.time -= 60 * minute;
    expect(queue().reclaimForeign("a new server")).toBe(1);
    expect([take(), take()]).toHaveLength(2);
  });

  test("what a stopped server held is returned, with no attempt counted", () => {
    const { submit, take, queue, reopen } = setUp();
    submit("studentA");
    for (let restarts = 0; restarts < 2 * attemptLimit; restarts += 1) {
      take();
      reopen();
      expect(queue().reclaimForeign("a new server")).toBe(1);
    }
    expect(queue().lease("us")).toBeDefined();
  });

  test("released work is next again", () => {
    const { submit, take, queue } = setUp();
    const id = submit("studentA");
    expect(queue().release(take())).toBe(true);
    expect(take().submissionId).toBe(id);
  });

  test("whoever lost the lease can neither fail nor release the job", () => {
    const { submit, take, queue, clock } = setUp();
    submit("studentA");
    const lost = take();
    clock.time += 2 * leaseMilliseconds;
    queue().reclaimExpired();
    const held = take();
    expect(queue().fail(lost, "too late")).toBe("stale");
    expect(queue().release(lost)).toBe(false);
    expect(queue().heartbeat(held)).toBe(true);
  });
});

describe("failed attempts", () => {
  test("are tried again after a pause that grows, then set aside where they can be seen", () => {
    const { submit, take, queue, submissions, clock } = setUp();
    const id = submit("studentA");
    for (let attempt = 1; attempt < attemptLimit; attempt += 1) {
      expect(queue().fail(take(), "no sandbox")).toBe("retry");
      expect(queue().lease("us")).toBeUndefined();
      clock.time += minute;
    }
    expect(queue().fail(take(), "no sandbox")).toBe("dead");
    clock.time += 60 * minute;
    expect(queue().lease("us")).toBeUndefined();
    expect(submissions().byId(id)).toMatchObject({ status: "failed", lastError: "no sandbox", score: null });
  });

  test("do not hold up others", () => {
    const { submit, take, queue } = setUp();
    submit("studentA");
    queue().fail(take(), "broke");
    const other = submit("studentB");
    expect(take().submissionId).toBe(other);
  });
});

test("a second server on the same folder is refused", () => {
  const { folder } = setUp();
  expect(() => openStore(folder, testClock())).toThrow(DataFolderInUseError);
});
