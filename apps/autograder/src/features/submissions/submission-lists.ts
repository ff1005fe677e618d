import type { SubmissionStatus } from "@tinytorch/api";
import type { Database } from "better-sqlite3";
import { type HandedInForRow, handedInForColumns, handedInForJoin } from "./handed-in-for.ts";

/** A submission as lists show it. */
export interface ListedSubmission extends HandedInForRow {
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly module: string;
  readonly receivedAt: number;
  readonly status: SubmissionStatus;
  /** The run that stands, and its score; null while there is none. */
  readonly runId: string | null;
  readonly score: number | null;
  readonly maxScore: number | null;
}

export interface ListFilter {
  /** Undefined for everybody's. */
  readonly userId: string | undefined;
  /** Nobody's but these people's; undefined for no such bound. */
  readonly among?: readonly string[] | undefined;
  readonly module?: string | undefined;
  readonly status?: SubmissionStatus | undefined;
  /** Those alone whose ids begin so. */
  readonly beginning?: string | undefined;
  readonly limit: number;
  /** The id of the submission the page starts after. */
  readonly before?: string | undefined;
}

/** Reads a page of submissions, newest first. */
export type ListSubmissions = (filter: ListFilter) => readonly ListedSubmission[];

/** What a list may be narrowed by, as the statement names it. */
const conditions = {
  userId: "st.user_id = @userId",
  // By the order of the page still, and no index of users: people of one section hand in as often as others.
  among: "+st.user_id IN (SELECT value FROM json_each(@among))",
  module: "st.module = @module",
  status: "st.status = @status",
} as const;

type Narrowing = keyof typeof conditions;

type Parameter = "userId" | "among" | "module" | "status";
type BeginningParameters = Readonly<Record<Parameter, string | null>> & {
  readonly beginning: string;
  readonly below: number;
  readonly limit: number;
};

interface Parameters {
  readonly below: number;
  readonly limit: number;
  readonly userId?: string;
  /** JSON. */
  readonly among?: string;
  readonly module?: string;
  readonly status?: SubmissionStatus;
}

/**
 * One statement for each way a list is narrowed. The page is taken from an index of the states, in its order; the rest
 * is looked up for the rows of the page alone, which the order of the joins, written out, makes sure of.
 */
export function listStatement(narrowings: readonly Narrowing[]): string {
  const where = [...narrowings.map((name) => conditions[name]), "st.sequence < @below"].join(" AND ");
  return `${rows} WHERE ${where} ORDER BY st.sequence DESC LIMIT @limit`;
}

// A run is found by its submission too, so that an index answers for it: its own row holds the report.
const rows = `
    SELECT s.id, st.user_id AS userId, u.name AS userName, st.module, s.received_at AS receivedAt, st.status,
      r.id AS runId, r.score, r.max_score AS maxScore, ${handedInForColumns}
    FROM submission_states st CROSS JOIN submissions s ON s.sequence = st.sequence CROSS JOIN users u ON u.id = st.user_id
    LEFT JOIN standing_runs t ON t.submission_id = st.submission_id LEFT JOIN runs r ON r.submission_id = st.submission_id AND r.id = t.run_id
    ${handedInForJoin("st.submission_id")}`;

/** Few ids begin alike: they are found by the index of ids, and looked through for the rest. */
export const beginningStatement = `${rows}
    WHERE st.submission_id >= @beginning AND st.submission_id < @beginning || 'g' AND +st.sequence < @below
      AND (@userId IS NULL OR +st.user_id = @userId) AND (@module IS NULL OR +st.module = @module)
      AND (@status IS NULL OR +st.status = @status)
      AND (@among IS NULL OR +st.user_id IN (SELECT value FROM json_each(@among)))
    ORDER BY +st.sequence DESC LIMIT @limit`;

const ofAnybody: readonly (readonly Narrowing[])[] = [
  [],
  ["userId"],
  ["module"],
  ["status"],
  ["userId", "module"],
  ["userId", "status"],
  ["module", "status"],
  ["userId", "module", "status"],
];

/** Every way a list may be narrowed: with one person's there is no choice of people. */
export const narrowings: readonly (readonly Narrowing[])[] = [
  ...ofAnybody,
  ...ofAnybody.filter((names) => !names.includes("userId")).map((names) => ["among" as const, ...names]),
];

export function openSubmissionLists(database: Database): ListSubmissions {
  const statements = new Map(
    narrowings.map((names) => [names.join(), database.prepare<[Parameters], ListedSubmission>(listStatement(names))]),
  );
  const ofBeginning = database.prepare<[BeginningParameters], ListedSubmission>(beginningStatement);
  const sequenceOf = database
    .prepare<[Pick<ListFilter, "before" | "userId">], number>(
      "SELECT sequence FROM submissions WHERE id = @before AND (@userId IS NULL OR user_id = @userId)",
    )
    .pluck();

  return ({ userId, among, module, status, beginning, limit, before }) => {
    const below = before === undefined ? Number.MAX_SAFE_INTEGER : sequenceOf.get({ before, userId });
    // A page after a submission that is not there is empty, and one that is another's is not there.
    if (below === undefined) return [];
    if (beginning !== undefined) {
      return ofBeginning.all({
        ...{ userId: userId ?? null, module: module ?? null, status: status ?? null, beginning, limit, below },
        among: among === undefined ? null : JSON.stringify(among),
      });
    }
    const given = {
      ...(userId === undefined ? {} : { userId }),
      ...(among === undefined ? {} : { among: JSON.stringify(among) }),
      ...(module === undefined ? {} : { module }),
      ...(status === undefined ? {} : { status }),
    };
    const statement = statements.get(Object.keys(given).join());
    if (statement === undefined)
      throw new Error(`internal: list: there must be a statement, got none for ${Object.keys(given)}`);
    return statement.all({ ...given, below, limit });
  };
}
