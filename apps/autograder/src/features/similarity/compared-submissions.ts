import type { SimilarityWhich } from "@tinytorch/api";
import { countingSubmission } from "@tinytorch/gradebook";
import type { Database } from "better-sqlite3";
import type { Grades } from "../gradebook/store.ts";

/** Ids of what is compared of a module: one submission of each student who has one, in the order of receipt. */
export type ComparedSubmissions = (module: string, which: SimilarityWhich) => readonly string[];

/** The latest, graded or not, or the one that is the grade. What accounts of staff handed in is not among them. */
export function openComparedSubmissions(database: Database, grades: Grades): ComparedSubmissions {
  const ofStudents = database.prepare<[string], { id: string; userId: string }>(`
    SELECT s.id, s.user_id AS userId FROM submissions s JOIN users u ON u.id = s.user_id
    WHERE s.module = ? AND u.role = 'student' ORDER BY s.received_at, s.sequence`);
  return (module, which) => {
    const handedIn = ofStudents.all(module);
    if (which === "latest") {
      const latest = new Map(handedIn.map(({ userId, id }) => [userId, id]));
      return handedIn.filter(({ userId, id }) => latest.get(userId) === id).map(({ id }) => id);
    }
    const counting = new Set(grades.ofModule(module).flatMap((facts) => countingSubmission(facts)?.id ?? []));
    return handedIn.filter(({ id }) => counting.has(id)).map(({ id }) => id);
  };
}
