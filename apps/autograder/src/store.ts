import { type Calendar, openCalendar } from "@tinytorch/course";
import type { Clock } from "./clock.ts";
import { type GatherWrites, openGatheredWrites } from "./database/gathered-writes.ts";
import { openMemory } from "./database/memory.ts";
import { openDatabase } from "./database/open-database.ts";
import { openUsers, type Users } from "./features/accounts/store.ts";
import { type AssignmentChanges, openAssignmentChanges } from "./features/assignments/changes.ts";
import { openAssignments, type StoredAssignments } from "./features/assignments/store.ts";
import { openAudit } from "./features/audit/audit.ts";
import { type AuditLog, openAuditLog } from "./features/audit/store.ts";
import { type Comments, openComments } from "./features/comments/store.ts";
import { type Credentials, openCredentials } from "./features/credentials/store.ts";
import { type DeadLetters, openDeadLetters } from "./features/dead-letters/store.ts";
import { type ExceptionChanges, openExceptionChanges } from "./features/exceptions/changes.ts";
import { openStandingExceptions } from "./features/exceptions/standing.ts";
import { openExceptions, type StoredExceptions } from "./features/exceptions/store.ts";
import { type Exports, openExports } from "./features/exports/store.ts";
import { type Grades, openGrades } from "./features/gradebook/store.ts";
import { openLateDayBanks } from "./features/late-days/banks.ts";
import { type LateDays, openLateDays } from "./features/late-days/store.ts";
import { openStoreLoad, type StoreLoad } from "./features/metrics/store.ts";
import { type Addresses, openAddresses } from "./features/notifications/addresses.ts";
import { type Notifications, openNotifications } from "./features/notifications/store.ts";
import { type Deliveries, openDeliveries } from "./features/outbox/deliveries.ts";
import { openGradeChanges } from "./features/outbox/grade-changes.ts";
import { openOutbox } from "./features/outbox/outbox.ts";
import { openPeople, type People } from "./features/people/store.ts";
import { openPersonData, type PersonData } from "./features/person-data/store.ts";
import { openQuestions, type Questions } from "./features/questions/store.ts";
import { openRegrades, type Regrades } from "./features/regrades/store.ts";
import { openRosterImports, type RosterImports } from "./features/roster/import-roster.ts";
import { openReruns, type Reruns } from "./features/runs/reruns.ts";
import { openRunRecords, type RunRecord } from "./features/runs/run-records.ts";
import { openRuns, type Runs } from "./features/runs/store.ts";
import { openSimilarity, type Similarity } from "./features/similarity/store.ts";
import { openStatistics, type Statistics } from "./features/statistics/store.ts";
import { openSubmissions, type Submissions } from "./features/submissions/store.ts";
import { openSubmissionStates } from "./features/submissions/submission-states.ts";
import { openFileStore } from "./features/submissions/submitted-files.ts";
import { openWebhooks, type Webhooks } from "./features/webhooks/store.ts";
import { openQueue, type Queue } from "./grading/queue.ts";

/** Everything the service remembers: one SQLite file, with its statements prepared once. */
export interface Store {
  readonly folder: string;
  readonly users: Users;
  readonly people: People;
  readonly rosterImports: RosterImports;
  readonly credentials: Credentials;
  readonly submissions: Submissions;
  readonly queue: Queue;
  readonly runs: Runs;
  readonly runRecord: (id: string) => RunRecord | undefined;
  readonly reruns: Reruns;
  readonly regrades: Regrades;
  readonly similarity: Similarity;
  readonly deadLetters: DeadLetters;
  readonly grades: Grades;
  readonly exports: Exports;
  readonly statistics: Statistics;
  readonly assignments: Omit<StoredAssignments, "forget"> & AssignmentChanges;
  readonly exceptions: StoredExceptions & ExceptionChanges;
  readonly lateDays: LateDays;
  readonly auditLog: AuditLog;
  readonly comments: Comments;
  readonly questions: Questions;
  readonly notifications: Notifications;
  readonly addresses: Pick<Addresses, "of">;
  readonly webhooks: Webhooks;
  readonly deliveries: Deliveries;
  readonly personData: PersonData;
  readonly load: StoreLoad;
  /** Soon, in one transaction with other writes that come at the same time. */
  readonly gathered: GatherWrites;
  /** In one transaction: when it throws, nothing of it is kept. */
  together<Result>(work: () => Result): Result;
  /** What would come of it: nothing of it is kept. */
  rehearse<Result>(work: () => Result): Result;
  close(): void;
}

/**
 * Opens the store of a data folder. `graders`, how many submissions are graded at once, serves the estimates of waiting
 * time, `mail` whether people are told of their work by e-mail; what `course.json` says of modules holds until it is changed in the
 * store. @throws DataFolderInUseError when another server holds the folder.
 */
export function openStore(
  folder: string,
  clock: Clock,
  graders = 1,
  calendar: Calendar = openCalendar({}, []),
  mail = false,
): Store {
  const { now } = clock;
  const { database, close } = openDatabase(folder, now);
  const audit = openAudit(database);
  const credentials = openCredentials(database, audit, now);
  const people = openPeople(database, credentials, audit, now);
  const assignments = openAssignments(database, calendar);
  const exceptions = openExceptions(database);
  const memory = openMemory(database);
  const standing = openStandingExceptions(memory);
  const banks = openLateDayBanks(memory, standing);
  const grades = openGrades(memory, { assignments: assignments.find, exceptions: standing, banks });
  const states = openSubmissionStates(database);
  const fileStore = openFileStore(database);
  const queue = openQueue(database, { audit, states, fileStore, clock, graders });
  const outbox = openOutbox(database, { clock, mail });
  const changeGrades = openGradeChanges({ facts: grades.facts, outbox, now });
  const exceptionChanges = openExceptionChanges(database, { exceptions, changeGrades, audit, now });
  const assignmentChanges = openAssignmentChanges(database, { assignments, calendar, changeGrades, audit, now });
  const known = { ...exceptions, ...exceptionChanges };
  return {
    folder,
    users: openUsers(database, people, credentials),
    people,
    rosterImports: openRosterImports(database, people, audit, now),
    credentials,
    submissions: openSubmissions(database, { audit, states, queue, fileStore, outbox, now }),
    queue,
    runs: openRuns(database, { audit, states, outbox, changeGrades, clock }),
    runRecord: openRunRecords(database, grades),
    reruns: openReruns(database, queue, audit, now),
    regrades: openRegrades(database, queue, { grades, changeGrades }, audit, now),
    similarity: openSimilarity(database, { grades, audit, fileStore, now }),
    deadLetters: openDeadLetters(database, { audit, states, clock }),
    grades,
    exports: openExports(database),
    statistics: openStatistics(database, grades),
    assignments: { ...assignments, ...assignmentChanges },
    exceptions: known,
    lateDays: openLateDays(database, { banks, exceptions: known, grades, audit, now, first: calendar.lateDays }),
    auditLog: openAuditLog(database),
    comments: openComments(database, audit, now),
    questions: openQuestions(database, { audit, outbox }, now),
    notifications: openNotifications(database, audit, now),
    addresses: openAddresses(database),
    webhooks: openWebhooks(database, audit, now),
    deliveries: openDeliveries(database, audit, clock),
    personData: openPersonData(database, audit, now),
    load: openStoreLoad(database, clock),
    gathered: openGatheredWrites(database),
    together(work) {
      try {
        return database.transaction(work).immediate();
      } catch (error) {
        assignments.forget();
        throw error;
      }
    },
    rehearse(work) {
      database.exec("BEGIN IMMEDIATE");
      try {
        return work();
      } finally {
        if (database.inTransaction) database.exec("ROLLBACK");
        assignments.forget();
      }
    },
    close() {
      credentials.flush();
      close();
    },
  };
}
