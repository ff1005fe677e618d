import { pino } from "pino";
import { expect, test } from "vitest";
import { openTestStore } from "../testing/open-test-store.ts";
import { FirstShares, type SharedSlot } from "./first-shares.ts";
import type { Lease } from "./queue.ts";

const log = pino({ level: "silent" });
const tick = 250;

interface Desk extends SharedSlot {
  lease: Lease | undefined;
  run: SharedSlot["run"];
}

/** Graders that need no processor, on a real queue: what is handed in says how long it takes. */
function openSimulation(graders: number) {
  const { clock, store, submit, finish, ...rest } = openTestStore({ graders });
  const desks: Desk[] = Array.from({ length: graders }, () => ({ grader: {}, lease: undefined, run: undefined }));
  const handedBack: string[] = [];
  const done = new Map<string, number>();
  const lengths = new Map<string, number>();
  const shares = new FirstShares({
    ...{ queue: store.queue, slots: { all: desks }, log, steady: clock.steady },
    onHandedBack: ({ submissionId }) => handedBack.push(submissionId),
  });

  function work(desk: Desk): void {
    const { lease, run } = desk;
    if (run !== undefined && lease === undefined) desk.run = undefined;
    if (run !== undefined && lease !== undefined) {
      const milliseconds = clock.time - run.startedAt;
      if (milliseconds < (lengths.get(lease.submissionId) ?? 0)) return;
      finish(lease, 60);
      store.queue.took(lease, milliseconds);
      shares.ended(milliseconds);
      done.set(lease.submissionId, clock.time);
      desk.lease = undefined;
      desk.run = undefined;
    }
    desk.lease = store.queue.lease("us");
    if (desk.lease === undefined) return;
    desk.run = { startedAt: clock.time, cancel: new AbortController(), isAnswered: false };
  }

  function pass(milliseconds: number, look: () => void = () => {}): void {
    for (let passed = 0; passed < milliseconds; passed += tick) {
      clock.time += tick;
      for (const desk of desks) work(desk);
      shares.look();
      look();
    }
  }

  return {
    ...{ store, clock, shares, desks, handedBack, done, ...rest },
    submit(name: string, milliseconds: number): string {
      const id = submit(name, `${lengths.size}`);
      lengths.set(id, milliseconds);
      return id;
    },
    pass,
    /** Until all that was handed in is done. */
    settle(look: () => void = () => {}): void {
      for (let left = 20_000; done.size < lengths.size; left -= 1) {
        if (left === 0) throw new Error(`all work must end, got ${lengths.size - done.size} that waits`);
        pass(tick, look);
      }
    },
    running: () => desks.flatMap(({ lease }) => lease ?? []),
  };
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test.each([
  [1, 1],
  [2, 2],
  [2, 3],
  [4, 4],
])(
  "of %i graders: all work ends, is handed back at most once, and leaves others a grader (seed %i)",
  (graders, seed) => {
    const { submit, pass, settle, running, handedBack } = openSimulation(graders);
    const random = randomFrom(seed);
    const expectShared = () => {
      const leases = running();
      const of = (userId: string) => leases.filter((lease) => lease.userId === userId).length;
      const most = graders > 1 ? graders - 1 : 1;
      expect(leases.filter(({ isLong }) => isLong).length).toBeLessThanOrEqual(most);
      for (const { userId } of leases) expect(of(userId)).toBeLessThanOrEqual(most);
    };
    for (let count = 0; count < 30; count += 1) {
      const isLong = random() < 0.3;
      submit(`student${Math.floor(8 * random())}`, isLong ? 5_000 + 20_000 * random() : 600 * random());
      pass(1_500 * random(), expectShared);
    }
    settle(expectShared);
    expect(new Set(handedBack).size).toBe(handedBack.length);
  },
);

test.each([3, 5, 10])(
  "of two graders %i new accounts with work without end take at most a share each from whoever comes next",
  (count) => {
    const { clock, submit, pass, done, running } = openSimulation(2);
    const endless = Array.from({ length: count }, (_, number) => submit(`loop${number}`, 120_000));
    const waits: number[] = [];
    for (let handedIn = 0; handedIn < 15; handedIn += 1) {
      const at = clock.time;
      const id = submit("honest", 300);
      for (let left = 100; left > 0 && !done.has(id); left -= 1) pass(tick);
      waits.push((done.get(id) ?? Number.POSITIVE_INFINITY) - at);
      pass(3_000);
    }
    expect(Math.max(...waits.slice(0, 1))).toBeLessThan(2_500 * (count / 2 + 1));
    // Once each had its share, one grader is nobody's for longer than that.
    expect(Math.max(...waits.slice(1))).toBeLessThan(2_500);
    expect(endless.filter((id) => done.has(id)).length).toBeLessThan(count);
    expect(running().some(({ isLong }) => isLong)).toBe(true);
  },
);

test("long work gets its turns under a steady stream of short work that leaves no grader idle", () => {
  const { submit, pass, done } = openSimulation(2);
  const long = ["a", "b", "c"].map((name) => submit(name, 8_000));
  for (let seconds = 0; seconds < 40; seconds += 1) {
    for (let count = 0; count < 4; count += 1) submit(`student${(4 * seconds + count) % 40}`, 500);
    pass(1_000);
  }
  expect(long.filter((id) => !done.has(id))).toEqual([]);
});

test("work that nobody waits for is left alone, however long it takes; what is graded again makes room for live work first", () => {
  const { store, instructor, submit, pass, handedBack, done, running, read } = openSimulation(2);
  const ids = ["a", "b"].map((name) => submit(name, 25_000));
  pass(30_000);
  expect([handedBack, ids.map((id) => done.has(id))]).toEqual([[], [true, true]]);
  done.clear();
  for (const { id } of read<{ id: string }>("SELECT id FROM runs")) store.reruns.request(instructor, id);
  pass(1_000);
  expect(running().map(({ kind }) => kind)).toEqual(["rerun", "rerun"]);
  submit("c", 25_000);
  pass(6_000);
  expect(
    running()
      .map(({ kind }) => kind)
      .toSorted(),
  ).toEqual(["grade", "rerun"]);
  const quick = submit("d", 300);
  pass(1_000);
  expect(done.has(quick)).toBe(true);
  expect(handedBack.toSorted()).toEqual(ids.toSorted());
  pass(150_000);
  expect(done.size).toBe(4);
});

test("a run whose lease was lost makes room: nobody waits for those of a regrade that was cancelled", () => {
  const { store, instructor, submit, pass, handedBack, done, running } = openSimulation(2);
  for (const name of ["a", "b"]) submit(name, 25_000);
  pass(30_000);
  const { id } = store.regrades.start(instructor, { module: "01-echo", which: "latest" });
  pass(1_000);
  expect(running().map(({ kind }) => kind)).toEqual(["regrade", "regrade"]);
  store.regrades.cancel(instructor, id);
  const quick = submit("c", 300);
  pass(6_000);
  expect([done.has(quick), handedBack]).toEqual([true, []]);
});

test("a share is two seconds at first and then twice what most work takes, within bounds", () => {
  const { shares } = openSimulation(1);
  const after = (milliseconds: number) => {
    for (let count = 0; count < 20; count += 1) shares.ended(milliseconds);
    shares.ended(100_000);
    return shares.milliseconds;
  };
  expect([shares.milliseconds, after(100), after(1_200), after(30_000)]).toEqual([2_000, 1_500, 2_400, 5_000]);
});
