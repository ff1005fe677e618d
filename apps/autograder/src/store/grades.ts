import type { Grade, Gradebook } from "@tinytorch/api";
import type { Database } from "better-sqlite3";

/** A grade as its run gave it, whenever the work came. */
export type StoredGrade = Omit<Grade, "late" | "counted">;

/** The grades that count. */
export interface Grades {
  of(userId: string): StoredGrade[];
  /** Every student with or without grades, by name. */
  ofStudents(): { readonly student: Gradebook["rows"][number]["student"]; readonly grades: StoredGrade[] }[];
}

interface GradeRow {
  readonly userId: string;
  readonly module: string;
  readonly score: number;
  readonly maxScore: number;
  readonly submissionId: string;
  readonly runId: string;
  readonly receivedAt: number;
  readonly gradedAt: number;
}

const rows = `
  SELECT e.user_id AS userId, e.module, r.score, r.max_score AS maxScore, r.submission_id AS submissionId,
    r.id AS runId, s.received_at AS receivedAt, r.graded_at AS gradedAt
  FROM effective_grades e JOIN runs r ON r.id = e.run_id JOIN submissions s ON s.id = r.submission_id`;

export function openGrades(database: Database): Grades {
  const ofUser = database.prepare<[string], GradeRow>(`${rows} WHERE e.user_id = ? ORDER BY e.module`);
  const all = database.prepare<[], GradeRow>(`${rows} ORDER BY e.module`);
  const students = database.prepare<[], { id: string; name: string }>(
    "SELECT id, name FROM users WHERE role = 'student' ORDER BY name",
  );
  return {
    of: (userId) => ofUser.all(userId).map(toGrade),
    ofStudents() {
      const byUser = Map.groupBy(all.all(), (row) => row.userId);
      return students.all().map((student) => ({ student, grades: (byUser.get(student.id) ?? []).map(toGrade) }));
    },
  };
}

function toGrade({ userId: _, receivedAt, gradedAt, ...grade }: GradeRow): StoredGrade {
  return {
    ...grade,
    receivedAt: new Date(receivedAt).toISOString(),
    gradedAt: new Date(gradedAt).toISOString(),
  };
}
