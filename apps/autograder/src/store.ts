import { type Assignments, undated } from "@tinytorch/gradebook";
import type { Clock } from "./clock.ts";
import { openDatabase } from "./database/open-database.ts";
import { openUsers, type Users } from "./features/accounts/store.ts";
import { openAudit } from "./features/audit/audit.ts";
import { type AuditLog, openAuditLog } from "./features/audit/store.ts";
import { type DeadLetters, openDeadLetters } from "./features/dead-letters/store.ts";
import { type Grades, openGrades } from "./features/gradebook/store.ts";
import { openRegrades, type Regrades } from "./features/regrades/store.ts";
import { openReruns, type Reruns } from "./features/runs/reruns.ts";
import { openRunRecords, type RunRecord } from "./features/runs/run-records.ts";
import { openRuns, type Runs } from "./features/runs/store.ts";
import { openSubmissions, type Submissions } from "./features/submissions/store.ts";
import { openSubmissionStates } from "./features/submissions/submission-states.ts";
import { openFileStore } from "./features/submissions/submitted-files.ts";
import { openQueue, type Queue } from "./grading/queue.ts";

/** Everything the service remembers: one SQLite file, with its statements prepared once. */
export interface Store {
  readonly folder: string;
  readonly users: Users;
  readonly submissions: Submissions;
  readonly queue: Queue;
  readonly runs: Runs;
  readonly runRecord: (id: string) => RunRecord | undefined;
  readonly reruns: Reruns;
  readonly regrades: Regrades;
  readonly deadLetters: DeadLetters;
  readonly grades: Grades;
  readonly auditLog: AuditLog;
  close(): void;
}

/**
 * Opens the store of a data folder. `graders`, how many submissions are graded at once, serves the estimates of waiting
 * time; what was decided about modules decides with the rest which submissions count. @throws DataFolderInUseError when another server holds the folder.
 */
export function openStore(folder: string, clock: Clock, graders = 1, assignments: Assignments = undated): Store {
  const { now } = clock;
  const { database, close } = openDatabase(folder, now);
  const audit = openAudit(database);
  const grades = openGrades(database, assignments);
  const states = openSubmissionStates(database);
  const fileStore = openFileStore(database);
  const queue = openQueue(database, { audit, states, fileStore, clock, graders });
  return {
    folder,
    users: openUsers(database, audit, now),
    submissions: openSubmissions(database, { audit, states, queue, fileStore, now }),
    queue,
    runs: openRuns(database, { audit, states, clock }),
    runRecord: openRunRecords(database, grades),
    reruns: openReruns(database, queue, audit, now),
    regrades: openRegrades(database, queue, grades, audit, now),
    deadLetters: openDeadLetters(database, { audit, states, clock }),
    grades,
    auditLog: openAuditLog(database),
    close,
  };
}
