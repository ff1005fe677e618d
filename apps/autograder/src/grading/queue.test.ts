import { describe, expect, onTestFinished, test } from "vitest";
import { DataFolderInUseError } from "../database/open-database.ts";
import { openStore } from "../store.ts";
import { openTestStore } from "../testing/open-test-store.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { testClock } from "../testing/test-clock.ts";
import { attemptLimit, type Lease, leaseMilliseconds } from "./queue.ts";

const minute = 60_000;

function setUp({ graders = 1 } = {}) {
  const folder = temporaryFolder();
  const clock = testClock();
  let store = openStore(folder, clock, graders);
  onTestFinished(() => store.close());
  const users = new Map<string, string>();
  return {
    folder,
    clock,
    queue: () => store.queue,
    submissions: () => store.submissions,
    reopen() {
      store.close();
      store = openStore(folder, clock, graders);
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

  test("of several graders one account never holds all, and the last is there at once for whoever comes", () => {
    const { submit, take, queue } = setUp({ graders: 3 });
    for (let count = 0; count < 30; count += 1) submit("many");
    const [first] = [take(), take()];
    expect(queue().lease("us")).toBeUndefined();
    const single = submit("single");
    expect(take().submissionId).toBe(single);
    queue().release(first);
    expect(take().jobId).toBe(first.jobId);
    expect(queue().lease("us")).toBeUndefined();
  });

  test("work that is graded again takes no more graders of an account than live work does", () => {
    const { store, submit, take, graded, instructor } = openTestStore({ graders: 2 });
    const { runId } = graded("studentA", 60);
    store.reruns.request(instructor, runId);
    store.reruns.request(instructor, runId);
    expect(take().kind).toBe("rerun");
    expect(store.queue.lease("us")).toBeUndefined();
    submit("studentA");
    expect(store.queue.lease("us")).toBeUndefined();
    submit("studentB");
    expect(take().kind).toBe("grade");
  });

  test("an account whose work took long stands back for ten minutes, whatever quick work it puts in between, and a restart forgets nothing of it", () => {
    const { submit, take, queue, clock, reopen } = setUp({ graders: 2 });
    const lasted = (seconds: number) => {
      const lease = take();
      queue().took(lease, 1_000 * seconds);
      queue().release(lease);
    };
    const [slow, quick] = [submit("slow"), submit("quick")];
    for (const seconds of [11, 10]) lasted(seconds);
    const order = () => {
      const leases = [take(), take()];
      for (const lease of leases) queue().release(lease);
      return leases.map(({ submissionId }) => submissionId);
    };
    expect([queue().place(slow)?.position, queue().place(quick)?.position]).toEqual([2, 1]);
    expect(order()).toEqual([quick, slow]);
    const first = take();
    queue().took(first, 200);
    queue().release(first);
    reopen();
    clock.time += 599_999;
    expect(order()).toEqual([quick, slow]);
    queue().release(take());
    clock.time += 1;
    // The turn of `quick` was last.
    expect(order()).toEqual([slow, quick]);
  });

  test("what a clock that was an hour ahead said of a slow account is over", () => {
    const { submit, take, queue, clock } = setUp();
    const [slow, quick] = [submit("slow"), submit("quick")];
    clock.time += 60 * minute;
    const lease = take();
    queue().took(lease, 11_000);
    queue().release(lease);
    clock.time -= 60 * minute;
    // It was taken last.
    expect([take(), take()].map(({ submissionId }) => submissionId)).toEqual([quick, slow]);
    expect(queue().places().size).toBe(0);
  });

  test("work that pauses lets the account's next go first", () => {
    const { submit, take, queue, clock } = setUp({ graders: 2 });
    const [first, second] = [submit("studentA"), submit("studentA")];
    queue().fail(take(), "broke");
    expect(take().submissionId).toBe(second);
    clock.time += 1_000;
    expect(queue().lease("us")).toBeUndefined();
    submit("studentB");
    expect(take().submissionId).not.toBe(first);
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

describe("work that is handed back", () => {
  test("waits again with no attempt counted, is known to take long after a restart too, and is not handed back again", () => {
    const { submit, take, queue, submissions, reopen } = setUp();
    const id = submit("studentA");
    const lease = take();
    expect(lease.isLong).toBe(false);
    expect(queue().handBack(lease)).toBe(true);
    expect(submissions().byId(id)).toMatchObject({ status: "queued", lastError: null });
    expect(queue().place(id)).toMatchObject({ position: 1, takesLong: true });
    reopen();
    const again = take();
    expect(again).toMatchObject({ submissionId: id, isLong: true });
    expect(queue().handBack(again)).toBe(false);
    expect(queue().heartbeat(again)).toBe(true);
  });

  test("is the lease's holder's to hand back, and nobody else's", () => {
    const { submit, take, queue, clock } = setUp();
    submit("studentA");
    const lost = take();
    clock.time += 2 * leaseMilliseconds;
    queue().reclaimExpired();
    expect(queue().handBack(lost)).toBe(false);
    expect(take().isLong).toBe(false);
  });

  test("never holds all graders, whosever it is, and the last is there at once for new work", () => {
    const { submit, take, queue } = setUp({ graders: 3 });
    for (const name of ["a", "b", "c", "d"]) submit(name);
    for (let count = 0; count < 4; count += 1) queue().handBack(take());
    expect([take(), take()].map(({ isLong }) => isLong)).toEqual([true, true]);
    expect(queue().lease("us")).toBeUndefined();
    // New work of an account with some that takes long stands back, and may have the last grader for its first share.
    const [mend, single] = [submit("d"), submit("single")];
    expect(take().submissionId).toBe(single);
    expect(queue().place(mend)).toMatchObject({ position: 1, takesLong: false });
  });

  test("is asked for by somebody else's new work that is as urgent, and by nothing else", () => {
    const test = openTestStore({ graders: 2 });
    const { store, submit, take, graded, instructor } = test;
    const { runId } = graded("studentB", 60);
    submit("studentA");
    const lease = take();
    const isAwaited = () => store.queue.isAwaited(lease);
    expect(isAwaited()).toBe(false);
    submit("studentA");
    expect(isAwaited()).toBe(false);
    store.reruns.request(instructor, runId);
    expect(isAwaited()).toBe(false);
    submit("studentC");
    expect(isAwaited()).toBe(true);
    store.queue.handBack(take());
    expect(isAwaited()).toBe(false);
  });

  test("goes behind new work, but for one in ten, with one grader too", () => {
    const { submit, take, queue } = setUp();
    const long = submit("long");
    queue().handBack(take());
    for (let count = 0; count < 30; count += 1) submit(`student${count}`);
    const taken = Array.from({ length: 20 }, () => take().submissionId);
    expect(taken.indexOf(long)).toBe(8);
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
