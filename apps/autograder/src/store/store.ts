import { type Assignments, undated } from "@tinytorch/gradebook";
import type { Clock } from "../clock.ts";
import { openAudit } from "./audit.ts";
import { type AuditLog, openAuditLog } from "./audit-log.ts";
import { openDatabase } from "./database.ts";
import { type DeadLetters, openDeadLetters } from "./dead-letters.ts";
import { type Grades, openGrades } from "./grades.ts";
import { openQueue, type Queue } from "./queue.ts";
import { openRegrades, type Regrades } from "./regrades.ts";
import { openReruns, type Reruns } from "./reruns.ts";
import { openRunRecords, type RunRecord } from "./run-records.ts";
import { openRuns, type Runs } from "./runs.ts";
import { openSubmissionStates } from "./submission-states.ts";
import { openSubmissions, type Submissions } from "./submissions.ts";
import { openUsers, type Users } from "./users.ts";

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
  const queue = openQueue(database, { audit, states, clock, graders });
  return {
    folder,
    users: openUsers(database, audit, now),
    submissions: openSubmissions(database, { audit, states, queue, now }),
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
