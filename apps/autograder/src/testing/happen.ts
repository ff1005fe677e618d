import type { Lease } from "../grading/queue.ts";
import type { TestStore } from "./open-test-store.ts";

/** Whose work moves, and in which modules. */
const students = ["studentA", "studentB", "studentC"];
export const modules = ["01-echo", "02-other"];

/** Numbers from 0 to `below`, the same for a seed (mulberry32). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Moves of every kind that a class, its graders and its instructor make, in an order that the seed decides. */
export function happen(service: TestStore, seed: number, moves: number): void {
  const { store, clock, instructor, submit, finish } = service;
  const below = numbersFrom(seed);
  const pick = <Value>(values: readonly Value[]): Value | undefined => values[below(values.length)];
  const held: Lease[] = [];
  const letGo = () => held.splice(below(held.length || 1), 1)[0];
  const start = () => {
    const lease = store.queue.lease("us");
    if (lease !== undefined) held.push(lease);
  };
  const kinds: readonly (() => void)[] = [
    () => submit(pick(students) ?? "", "", pick(modules)),
    () => submit(pick(students) ?? "", "", pick(modules)),
    start,
    start,
    start,
    () => {
      const lease = letGo();
      if (lease !== undefined) finish(lease, below(60));
    },
    () => {
      const lease = letGo();
      if (lease !== undefined) store.queue.fail(lease, "broke");
      clock.time += 60_000;
      for (const other of held) store.queue.heartbeat(other);
    },
    () => {
      const lease = letGo();
      if (lease !== undefined) store.queue.release(lease);
    },
    () => {
      store.queue.reclaimForeign("another server");
      held.length = 0;
    },
    () => {
      const letter = pick(store.deadLetters.list());
      if (letter !== undefined) store.deadLetters.retry(instructor, letter.id);
    },
    () => {
      const run = pick(service.read<{ id: string }>("SELECT id FROM runs"));
      if (run !== undefined) store.reruns.request(instructor, run.id);
    },
    () => {
      const [run] = service.read<{ module: string }>(
        "SELECT module FROM submissions s JOIN standing_runs t ON t.submission_id = s.id",
      );
      if (run !== undefined) store.regrades.start(instructor, { module: run.module, which: "latest" });
    },
    () => {
      const regrade = pick(store.regrades.list());
      if (regrade?.state === "ready") store.regrades.apply(instructor, regrade.id);
      else if (regrade?.state === "running" && below(3) === 0) store.regrades.cancel(instructor, regrade.id);
    },
  ];
  for (let move = 0; move < moves; move += 1) pick(kinds)?.();
}
