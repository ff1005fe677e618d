import {
  type Assignments,
  countingSubmission,
  type Exception,
  type Extension,
  type Facts,
  type SubmissionFact,
} from "@tinytorch/gradebook";
import type { Database } from "better-sqlite3";

/** A student's line in the gradebook, as facts: of every module there is something to say about, in order of module. */
export interface StudentFacts {
  readonly student: { readonly id: string; readonly name: string };
  readonly facts: readonly Facts[];
}

/** What decides grades. What the grade is, the gradebook works out; no grade is kept. */
export interface Grades {
  readonly assignment: Assignments;
  /** Of one person in one module, handed in or not. */
  facts(userId: string, module: string): Facts;
  /** Of one person, in every module there is something to say about, in order of module. */
  of(userId: string): readonly Facts[];
  /** Of every student with or without submissions, by name. */
  ofStudents(): readonly StudentFacts[];
  /** Of everybody who handed something in for the module. */
  ofModule(module: string): readonly Facts[];
  /** Whether a run is the person's grade in the module. */
  counts(userId: string, module: string, runId: string): boolean;
  gradedAt(runId: string): number | undefined;
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
  readonly loads: 0 | 1 | null;
}

// A run is found by its submission too, so that the index of facts answers for it. Its time of grading lies behind its report,
// which would be read whole for it: asked for one by one, where it is shown.
const rows = `
  SELECT s.user_id AS userId, s.module, s.id, s.sequence, s.received_at AS receivedAt, r.id AS runId, r.score,
    r.max_score AS maxScore, r.loads
  FROM submissions s LEFT JOIN standing_runs t ON t.submission_id = s.id
    LEFT JOIN runs r ON r.submission_id = s.id AND r.id = t.run_id`;

export function openGrades(database: Database, assignments: Assignments): Grades {
  const inModule = database.prepare<[string, string], FactRow>(`${rows} WHERE s.user_id = ? AND s.module = ?`);
  const ofUser = database.prepare<[string], FactRow>(`${rows} WHERE s.user_id = ?`);
  const ofModule = database.prepare<[string], FactRow>(`${rows} WHERE s.module = ?`);
  const all = database.prepare<[], FactRow>(rows);
  const students = database.prepare<[], { id: string; name: string }>(
    "SELECT id, name FROM users WHERE role = 'student' AND erased_at IS NULL ORDER BY name",
  );
  const gradedAt = database.prepare<[string], number>("SELECT graded_at FROM runs WHERE id = ?").pluck();

  /** Here a person's exceptions join what was handed in, once the store has any. */
  function factsOf(module: string, found: readonly FactRow[]): Facts {
    const exceptions: readonly Exception[] = [];
    const extensionsOfAll: readonly Extension[] = [];
    return { assignment: assignments(module), submissions: found.map(toFact), exceptions, extensionsOfAll };
  }
  function byModule(found: readonly FactRow[]): readonly Facts[] {
    return [...Map.groupBy(found, ({ module }) => module)]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([module, own]) => factsOf(module, own));
  }
  function facts(userId: string, module: string): Facts {
    return factsOf(module, inModule.all(userId, module));
  }
  return {
    assignment: assignments,
    facts,
    of: (userId) => byModule(ofUser.all(userId)),
    ofStudents() {
      const byUser = Map.groupBy(all.all(), ({ userId }) => userId);
      return students.all().map((student) => ({ student, facts: byModule(byUser.get(student.id) ?? []) }));
    },
    ofModule: (module) =>
      [...Map.groupBy(ofModule.all(module), ({ userId }) => userId).values()].map((own) => factsOf(module, own)),
    counts: (userId, module, runId) => countingSubmission(facts(userId, module))?.run.id === runId,
    gradedAt: (runId) => gradedAt.get(runId),
  };
}

function toFact({ id, sequence, receivedAt, runId, score, maxScore, loads }: FactRow): SubmissionFact {
  const run = runId === null || score === null || maxScore === null ? null : { id: runId, score, maxScore };
  return { id, sequence, receivedAt, run, loads: loads !== 0 };
}
