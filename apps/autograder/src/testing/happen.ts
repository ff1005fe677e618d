import type { LoadProblem } from "@tinytorch/course";
import { noDetail } from "../features/exceptions/store.ts";
import type { Lease } from "../grading/queue.ts";
import type { TestStore } from "./open-test-store.ts";

/** Whose work moves, and in which modules. */
const students = ["studentA", "studentB", "studentC"];
export const modules = ["01-echo", "02-other"];

const problem: LoadProblem = { file: "src/index.ts", line: 1, column: null, message: "it is no TypeScript" };

/** What may be granted, chosen or spent. */
const details = [
  { kind: "extension", zone: "UTC", due: "2030-01-01T00:00" },
  { kind: "extension", attempts: 1 },
  { kind: "override", points: 7, maxPoints: 10 },
  { kind: "excuse" },
  { kind: "late-days", days: 1 },
] as const;

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
  const anyStudent = () => pick(service.read<{ id: string }>("SELECT id FROM users WHERE role = 'student'"));
  const except = () => {
    const [student, detail, module] = [anyStudent(), pick(details), pick(modules)];
    if (student === undefined || detail === undefined || module === undefined) return;
    store.exceptions.add(instructor, { ...noDetail, ...detail, userId: student.id, module, because: "asked for" });
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
      const isUnderWay = store.regrades
        .list()
        .some(({ module, state }) => module === run?.module && state === "running");
      if (run !== undefined && !isUnderWay) store.regrades.start(instructor, { module: run.module, which: "latest" });
    },
    () => {
      const regrade = pick(store.regrades.list());
      if (regrade?.state === "ready") store.regrades.apply(instructor, regrade.id);
      else if (regrade?.state === "running" && below(3) === 0) store.regrades.cancel(instructor, regrade.id);
    },
    () => {
      const unchecked = "SELECT id FROM submissions WHERE id NOT IN (SELECT submission_id FROM load_checks)";
      const submission = pick(service.read<{ id: string }>(unchecked));
      if (submission !== undefined) store.submissions.recordCheck(submission.id, pick([[], [problem]]) ?? []);
    },
    except,
    except,
    () => {
      const exception = pick(store.exceptions.list({}));
      if (exception !== undefined) store.exceptions.withdraw(instructor, exception.id, "a slip");
    },
    () => {
      store.lateDays.grant(instructor, pick([null, anyStudent()?.id ?? null]) ?? null, 1 + below(3), "for all");
    },
    () => {
      const grant = pick(store.lateDays.grants());
      const spends = service.read("SELECT 1 FROM exceptions WHERE kind = 'late-days' AND removed_at IS NULL");
      if (grant !== undefined && spends.length === 0) store.lateDays.withdraw(instructor, grant.id, "a slip");
    },
  ];
  for (let move = 0; move < moves; move += 1) pick(kinds)?.();
}
