import { openAudit } from "./audit.ts";
import { openDatabase } from "./database.ts";
import { type Grades, openGrades } from "./grades.ts";
import { openQueue, type Queue } from "./queue.ts";
import { openRuns, type Runs } from "./runs.ts";
import { openSubmissions, type Submissions } from "./submissions.ts";
import { openUsers, type Users } from "./users.ts";

/** Everything the service remembers: one SQLite file, with its statements prepared once. */
export interface Store {
  readonly folder: string;
  readonly users: Users;
  readonly submissions: Submissions;
  readonly queue: Queue;
  readonly runs: Runs;
  readonly grades: Grades;
  close(): void;
}

/** Opens the store of a data folder. @throws DataFolderInUseError when another server holds it. */
export function openStore(folder: string, now: () => number): Store {
  const { database, close } = openDatabase(folder, now);
  const audit = openAudit(database);
  const queue = openQueue(database, audit, now);
  return {
    folder,
    users: openUsers(database, audit, now),
    submissions: openSubmissions(database, queue, audit, now),
    queue,
    runs: openRuns(database, audit, now),
    grades: openGrades(database),
    close,
  };
}
