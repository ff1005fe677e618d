import type { SubmissionStatus } from "@tinytorch/api";
import type { Database } from "better-sqlite3";

/** A submission as lists show it. */
export interface ListedSubmission {
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly module: string;
  readonly receivedAt: number;
  readonly status: SubmissionStatus;
  /** Of the run that stands; null while there is none. */
  readonly score: number | null;
  readonly maxScore: number | null;
}

export interface ListFilter {
  /** Undefined for everybody's. */
  readonly userId: string | undefined;
  readonly module: string | undefined;
  readonly status: SubmissionStatus | undefined;
  readonly limit: number;
  /** The id of the submission the page starts after. */
  readonly before: string | undefined;
}

/** Reads a page of submissions, newest first. */
export type ListSubmissions = (filter: ListFilter) => readonly ListedSubmission[];

/** What a list may be narrowed by, as the statement names it. */
const conditions = {
  userId: "st.user_id = @userId",
  module: "st.module = @module",
  status: "st.status = @status",
} as const;

type Narrowing = keyof typeof conditions;

interface Parameters {
  readonly below: number;
  readonly limit: number;
  readonly userId?: string;
  readonly module?: string;
  readonly status?: SubmissionStatus;
}

/**
 * One statement for each way a list is narrowed. The page is taken from an index of the states, in its order; the rest
 * is looked up for the rows of the page alone, which the order of the joins, written out, makes sure of.
 */
export function listStatement(narrowings: readonly Narrowing[]): string {
  const where = [...narrowings.map((name) => conditions[name]), "st.sequence < @below"].join(" AND ");
  return `
    SELECT s.id, st.user_id AS userId, u.name AS userName, st.module, s.received_at AS receivedAt, st.status,
      r.score, r.max_score AS maxScore
    FROM submission_states st CROSS JOIN submissions s ON s.sequence = st.sequence CROSS JOIN users u ON u.id = st.user_id
    LEFT JOIN standing_runs t ON t.submission_id = st.submission_id LEFT JOIN runs r ON r.id = t.run_id
    WHERE ${where} ORDER BY st.sequence DESC LIMIT @limit`;
}

/** Every way a list may be narrowed. */
export const narrowings: readonly (readonly Narrowing[])[] = [
  [],
  ["userId"],
  ["module"],
  ["status"],
  ["userId", "module"],
  ["userId", "status"],
  ["module", "status"],
  ["userId", "module", "status"],
];

export function openSubmissionLists(database: Database): ListSubmissions {
  const statements = new Map(
    narrowings.map((names) => [names.join(), database.prepare<[Parameters], ListedSubmission>(listStatement(names))]),
  );
  const sequenceOf = database
    .prepare<[Pick<ListFilter, "before" | "userId">], number>(
      "SELECT sequence FROM submissions WHERE id = @before AND (@userId IS NULL OR user_id = @userId)",
    )
    .pluck();

  return ({ userId, module, status, limit, before }) => {
    const below = before === undefined ? Number.MAX_SAFE_INTEGER : sequenceOf.get({ before, userId });
    // A page after a submission that is not there is empty, and one that is another's is not there.
    if (below === undefined) return [];
    const given = {
      ...(userId === undefined ? {} : { userId }),
      ...(module === undefined ? {} : { module }),
      ...(status === undefined ? {} : { status }),
    };
    const statement = statements.get(Object.keys(given).join());
    if (statement === undefined)
      throw new Error(`internal: list: there must be a statement, got none for ${Object.keys(given)}`);
    return statement.all({ ...given, below, limit });
  };
}
