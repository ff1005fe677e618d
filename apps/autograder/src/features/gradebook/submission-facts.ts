import type { SubmissionFact } from "@tinytorch/gradebook";
import type { Database } from "better-sqlite3";

/** What one person handed in, by module. */
export type FactsByModule = ReadonlyMap<string, readonly SubmissionFact[]>;

/** What was handed in and how it was graded, as far as grades follow from it. */
export interface SubmissionFacts {
  of(userId: string): FactsByModule;
  /** Of everybody who handed something in, by person. */
  ofAll(): ReadonlyMap<string, FactsByModule>;
}

interface FactRow {
  readonly userId: string;
  readonly module: string;
  readonly id: string;
  readonly sequence: number;
  readonly receivedAt: number;
  readonly runId: string | null;
  readonly score: number | null;
  readonly maxScore: number | null;
  readonly gradedAt: number | null;
  readonly loads: 0 | 1 | null;
  readonly status: string;
}

// A run is found by its submission too, so that the index of facts answers for it: its own row holds the report.
const rows = `
  SELECT s.user_id AS userId, s.module, s.id, s.sequence, s.received_at AS receivedAt, r.id AS runId, r.score,
    r.max_score AS maxScore, r.graded_at AS gradedAt, st.status,
    CASE WHEN r.id IS NULL THEN (SELECT loads FROM load_checks WHERE submission_id = s.id) ELSE r.loads END AS loads
  FROM submissions s JOIN submission_states st ON st.sequence = s.sequence LEFT JOIN standing_runs t ON t.submission_id = s.id
    LEFT JOIN runs r ON r.submission_id = s.id AND r.id = t.run_id`;

/** Whose facts a change of a table changes: a row's own person, or the one whose submission it is about. */
const owners = {
  submissions: "user_id",
  submission_states: "user_id",
  standing_runs: "submission_id",
  runs: "submission_id",
  load_checks: "submission_id",
} as const;

/**
 * Remembers what it has read until it changes: what this connection changes is noted by triggers of its own (whatever
 * statement does it, and undone with it), what another one changes lets everything be read anew. Facts of a class of 500 with 8
 * submissions in each of 10 modules take about 10 MB.
 */
export function openSubmissionFacts(database: Database): SubmissionFacts {
  noteChanges(database);
  const ofUser = database.prepare<[string], FactRow>(`${rows} WHERE s.user_id = ? ORDER BY s.sequence`);
  const everything = database.prepare<[], FactRow>(`${rows} ORDER BY s.sequence`);
  const changed = database.prepare<[], string>("SELECT DISTINCT user_id FROM changed_people").pluck();
  const dropNotes = database.prepare("DELETE FROM changed_people");
  const dataVersion = database.prepare<[], number>("PRAGMA data_version").pluck();

  const remembered = new Map<string, FactsByModule>();
  let holdsAll = false;
  let seenVersion = dataVersion.get();

  /** Forgets whose facts have changed, and reads them anew where everybody's are held. A read that throws leaves all of them noted. */
  function catchUp(): void {
    const version = dataVersion.get();
    if (version !== seenVersion) {
      remembered.clear();
      holdsAll = false;
    }
    seenVersion = version;
    const people = changed.all();
    if (people.length === 0) return;
    const heldAll = holdsAll;
    holdsAll = false;
    for (const userId of people) remembered.delete(userId);
    if (heldAll) for (const userId of people) remembered.set(userId, byModule(ofUser.all(userId)));
    holdsAll = heldAll;
    dropNotes.run();
  }
  return {
    of(userId) {
      // What a transaction has changed may be undone.
      if (database.inTransaction) return byModule(ofUser.all(userId));
      catchUp();
      const facts = remembered.get(userId) ?? (holdsAll ? new Map() : byModule(ofUser.all(userId)));
      if (!holdsAll) remembered.set(userId, facts);
      return facts;
    },
    ofAll() {
      if (database.inTransaction) return byPerson(everything.all());
      catchUp();
      if (!holdsAll) for (const [userId, facts] of byPerson(everything.all())) remembered.set(userId, facts);
      holdsAll = true;
      return remembered;
    },
  };
}

function noteChanges(database: Database): void {
  database.exec("CREATE TEMP TABLE changed_people (user_id TEXT)");
  for (const [table, owner] of Object.entries(owners)) {
    for (const [change, row] of [
      ["INSERT", "NEW"],
      ["UPDATE", "NEW"],
      ["DELETE", "OLD"],
    ]) {
      const person =
        owner === "user_id"
          ? `VALUES (${row}.user_id)`
          : `SELECT user_id FROM submissions WHERE id = ${row}.submission_id`;
      database.exec(`
        CREATE TEMP TRIGGER note_${change}_of_${table} AFTER ${change} ON main.${table}
        BEGIN INSERT INTO changed_people ${person}; END`);
    }
  }
}

function byPerson(found: readonly FactRow[]): ReadonlyMap<string, FactsByModule> {
  const own = Map.groupBy(found, ({ userId }) => userId);
  return new Map(Array.from(own, ([userId, rows]) => [userId, byModule(rows)]));
}

function byModule(found: readonly FactRow[]): FactsByModule {
  const own = Map.groupBy(found, ({ module }) => module);
  return new Map(Array.from(own, ([module, rows]) => [module, rows.map(toFact)]));
}

function toFact({
  id,
  sequence,
  receivedAt,
  runId,
  score,
  maxScore,
  gradedAt,
  loads,
  status,
}: FactRow): SubmissionFact {
  const isGraded = runId !== null && score !== null && maxScore !== null && gradedAt !== null;
  const run = isGraded ? { id: runId, score, maxScore, gradedAt } : null;
  return { id, sequence, receivedAt, run, loads: loads !== 0, failed: status === "failed" };
}
