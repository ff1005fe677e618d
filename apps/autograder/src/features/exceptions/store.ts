import type { ExceptionKind } from "@tinytorch/api";
import type { Database } from "better-sqlite3";
import { type Conditions, filteredStatements } from "../../database/filtered-statements.ts";

/** What a kind has to say; the rest is null. Times are those on the wall of the zone. */
export interface ExceptionDetail {
  readonly zone: string | null;
  readonly due: string | null;
  readonly closes: string | null;
  readonly attempts: number | null;
  readonly points: number | null;
  readonly maxPoints: number | null;
  readonly submissionId: string | null;
  readonly days: number | null;
}

/** Says nothing. */
export const noDetail: ExceptionDetail = {
  ...{ zone: null, due: null, closes: null, attempts: null, points: null, maxPoints: null },
  ...{ submissionId: null, days: null },
};

/** What is to hold for one person in one module. */
export interface NewException extends ExceptionDetail {
  readonly kind: ExceptionKind;
  readonly userId: string;
  readonly module: string;
  readonly because: string;
}

/** An exception as it is kept, with who made it and who took it back. */
export interface StoredException extends NewException {
  readonly sequence: number;
  readonly id: string;
  readonly userName: string;
  readonly madeBy: string;
  readonly makerName: string;
  readonly madeAt: number;
  readonly removedAt: number | null;
  readonly removerName: string | null;
  readonly removalReason: string | null;
}

/** Which exceptions are asked for; without `all` those alone that hold. */
export interface ExceptionChoice {
  readonly userId?: string | undefined;
  readonly module?: string | undefined;
  readonly all?: boolean;
}

/** What holds for single persons, to read. */
export interface StoredExceptions {
  /** In the order in which they were made. */
  list(choice: ExceptionChoice): readonly StoredException[];
  byId(id: string): StoredException | undefined;
}

const rows = `
  SELECT e.sequence, e.id, e.kind, e.user_id AS userId, u.name AS userName, e.module, e.zone, e.due, e.closes, e.attempts, e.points,
    e.max_points AS maxPoints, e.submission_id AS submissionId, e.days, e.reason AS because, e.made_by AS madeBy,
    m.name AS makerName, e.made_at AS madeAt, e.removed_at AS removedAt, r.name AS removerName, e.removal_reason AS removalReason
  FROM exceptions e JOIN users u ON u.id = e.user_id JOIN users m ON m.id = e.made_by LEFT JOIN users r ON r.id = e.removed_by`;

const conditions: Conditions<ExceptionChoice> = [
  ["userId", "e.user_id = @userId"],
  ["module", "e.module = @module"],
];

export function openExceptions(database: Database): StoredExceptions {
  const byId = database.prepare<[string], StoredException>(`${rows} WHERE e.id = ?`);
  const statementOf = (standing: string) =>
    filteredStatements<ExceptionChoice, StoredException>(
      database,
      conditions,
      (where) => `${rows} WHERE ${standing} AND ${where} ORDER BY e.sequence`,
    );
  const [every, standing] = [statementOf("TRUE"), statementOf("e.removed_at IS NULL")];

  return {
    list({ all = false, ...choice }) {
      const statement = all ? every : standing;
      return statement(choice).all(choice);
    },
    byId: (id) => byId.get(id),
  };
}
