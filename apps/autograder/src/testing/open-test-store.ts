import { join } from "node:path";
import { openCalendar, type Report } from "@tinytorch/course";
import { sampleReport } from "@tinytorch/course/testing";
import { gradeOf } from "@tinytorch/gradebook";
import Database from "better-sqlite3";
import { onTestFinished } from "vitest";
import type { StoredRun } from "../features/runs/store.ts";
import { attemptLimit, type Lease } from "../grading/queue.ts";
import { openStore, type Store } from "../store.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { type TestClock, testClock } from "./test-clock.ts";

/** A store on a real database with a clock of its own, and the moves of a grader that never really grades. */
export interface TestStore {
  readonly folder: string;
  readonly store: Store;
  readonly clock: TestClock;
  readonly instructor: string;
  /** Hands in as a student of that name, made when new; returns the submission's id. */
  submit(name: string, text?: string, module?: string): string;
  take(): Lease;
  /** Stores a run of so many points under a lease. */
  finish(lease: Lease, score: number, changes?: Partial<Report>): StoredRun;
  /** Hands in and grades; returns the run's id. */
  graded(name: string, score: number): { readonly submissionId: string; readonly runId: string };
  /** The runs that are students' grades, by the names of the students. */
  countingRuns(): string[];
  /** Breaks the next work until it is set aside. */
  bury(reason: string): void;
  /** Reads with a connection of its own. */
  read<Row>(sql: string): Row[];
}

export function openTestStore({ graders = 1, calendar = openCalendar({}, []) } = {}): TestStore {
  const folder = temporaryFolder();
  const clock = testClock();
  const store = openStore(folder, clock, graders, calendar);
  onTestFinished(() => store.close());
  const users = new Map<string, string>();

  function take(): Lease {
    const lease = store.queue.lease("us");
    if (lease === undefined) throw new Error("the queue must have work");
    return lease;
  }
  function submit(name: string, text = "", module = "01-echo"): string {
    const id = users.get(name) ?? store.users.create("test", name, "student").id;
    users.set(name, id);
    return store.submissions.accept(id, { module, files: { "src/index.ts": text } }).id;
  }
  function finish(lease: Lease, score: number, changes: Partial<Report> = {}): StoredRun {
    const report = { ...sampleReport({ sha256: lease.sha256, seed: lease.seed, score }), ...changes };
    const run = store.runs.store(lease, { report, startedAt: clock.time, answeredAt: clock.time });
    if (run === undefined) throw new Error("the lease must be held");
    return run;
  }
  return {
    folder,
    store,
    clock,
    instructor: store.users.create("test", "teacher", "instructor").id,
    submit,
    take,
    finish,
    graded(name, score) {
      const submissionId = submit(name);
      return { submissionId, runId: finish(take(), score).runId };
    },
    countingRuns: () =>
      store.grades.ofStudents().flatMap(({ facts }) => facts.flatMap((each) => gradeOf(each, clock.now()).runId ?? [])),
    bury(reason) {
      for (let attempt = 0; attempt < attemptLimit; attempt += 1) {
        store.queue.fail(take(), reason);
        clock.time += 60_000;
      }
    },
    read(sql) {
      const reader = new Database(join(folder, "autograder.sqlite"), { readonly: true });
      const rows = reader.prepare<[], never>(sql).all();
      reader.close();
      return rows;
    },
  };
}
