import { randomUUID } from "node:crypto";
import type { SimilarityState, SimilarityWhich } from "@tinytorch/api";
import type { SubmittedFiles } from "@tinytorch/course";
import type { SimilarityReport } from "@tinytorch/similarity";
import type { Database } from "better-sqlite3";
import { StoreRefusal } from "../../database/store-refusal.ts";
import type { Audit } from "../audit/audit.ts";
import type { Grades } from "../gradebook/store.ts";
import type { FileStore } from "../submissions/submitted-files.ts";
import { openComparedSubmissions } from "./compared-submissions.ts";

/** What a comparison is started with. */
export interface ComparisonChoice {
  readonly module: string;
  readonly which: SimilarityWhich;
  readonly threshold: number;
  readonly commonPercent: number;
}

/** A comparison without what it found; times are times of day. */
export interface StoredComparison extends ComparisonChoice {
  readonly id: string;
  readonly submissions: number;
  readonly startedById: string;
  readonly startedByName: string;
  readonly startedAt: number;
  readonly state: SimilarityState;
  readonly endedAt: number | null;
  readonly problem: string | null;
  /** Pairs above the threshold that were too many to keep. */
  readonly unlisted: number;
}

/** A pair of a report; `regions` is JSON. */
export interface StoredPair {
  readonly number: number;
  readonly leftId: string;
  readonly leftUserId: string;
  readonly leftUserName: string;
  readonly rightId: string;
  readonly rightUserId: string;
  readonly rightUserName: string;
  readonly similarity: number;
  readonly shared: number;
  readonly regions: string;
}

/** What could not be compared as it should. */
export interface StoredUnread {
  readonly submissionId: string;
  readonly userId: string;
  readonly userName: string;
  readonly path: string | null;
  readonly problem: string;
}

/** How a comparison ends without a report. */
export type Ending = Exclude<SimilarityState, "running" | "done">;

/** Comparisons of a module's submissions, what they found, and who looked at it. */
export interface Similarity {
  /**
   * Begins one, and tells what is compared: one submission of each student, in the order of receipt.
   * @throws StoreRefusal `wrong-state` while another is running, or when there are not two submissions.
   */
  start(
    actor: string,
    choice: ComparisonChoice,
  ): { readonly comparison: StoredComparison; readonly submissions: readonly string[] };
  finish(id: string, report: SimilarityReport): void;
  /** Ends one without a report. One that has ended already stays as it is. */
  end(id: string, actor: string, ending: Ending, problem?: string): void;
  /** What was running when the server ended does not go on by itself. To be called before the first start. */
  endInterrupted(): void;
  byId(id: string): StoredComparison | undefined;
  /** A module's, newest first. */
  list(module: string): readonly StoredComparison[];
  /** The most similar first. */
  pairs(id: string): readonly StoredPair[];
  pair(id: string, number: number): StoredPair | undefined;
  unread(id: string): readonly StoredUnread[];
  filesOf(submissionId: string): SubmittedFiles;
  /** Writes down who looked at a report, or at one pair of it. */
  recordLook(actor: string, id: string, pair?: StoredPair): void;
}

interface Parts {
  readonly grades: Grades;
  readonly audit: Audit;
  readonly fileStore: FileStore;
  readonly now: () => number;
}

const comparison = `
  SELECT r.id, r.module, r.which, r.threshold, r.common_percent AS commonPercent, r.submissions, r.state, r.problem,
    r.unlisted, u.id AS startedById, u.name AS startedByName, r.started_at AS startedAt, r.ended_at AS endedAt
  FROM similarity_reports r JOIN users u ON u.id = r.started_by`;

const pair = `
  SELECT p.number, p.left_id AS leftId, l.id AS leftUserId, l.name AS leftUserName, p.right_id AS rightId,
    r.id AS rightUserId, r.name AS rightUserName, p.similarity, p.shared, p.regions
  FROM similarity_pairs p JOIN submissions ls ON ls.id = p.left_id JOIN users l ON l.id = ls.user_id
    JOIN submissions rs ON rs.id = p.right_id JOIN users r ON r.id = rs.user_id
  WHERE p.report_id = ?`;

export function openSimilarity(database: Database, { grades, audit, fileStore, now }: Parts): Similarity {
  const compared = openComparedSubmissions(database, grades);
  const insert = database.prepare<[ComparisonChoice & { id: string; actor: string; submissions: number; at: number }]>(`
    INSERT INTO similarity_reports
      (id, module, which, threshold, common_percent, submissions, started_by, started_at, state)
    VALUES (@id, @module, @which, @threshold, @commonPercent, @submissions, @actor, @at, 'running')`);
  const running = database.prepare<[], StoredComparison>(`${comparison} WHERE r.state = 'running'`);
  const rowOf = database.prepare<[string], StoredComparison>(`${comparison} WHERE r.id = ?`);
  const ofModule = database.prepare<[string], StoredComparison>(
    `${comparison} WHERE r.module = ? ORDER BY r.rowid DESC LIMIT 100`,
  );
  const close = database.prepare<[SimilarityState, number, string | null, number, string]>(`
    UPDATE similarity_reports SET state = ?, ended_at = ?, problem = ?, unlisted = ? WHERE id = ? AND state = 'running'`);
  const insertPair = database.prepare<[string, number, string, string, number, number, string]>(
    "INSERT INTO similarity_pairs VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const insertUnread = database.prepare<[string, string, string | null, string]>(
    "INSERT INTO similarity_unread VALUES (?, ?, ?, ?)",
  );
  const pairsOf = database.prepare<[string], StoredPair>(`${pair} ORDER BY p.number`);
  const pairOf = database.prepare<[string, number], StoredPair>(`${pair} AND p.number = ?`);
  const unreadOf = database.prepare<[string], StoredUnread>(`
    SELECT n.submission_id AS submissionId, u.id AS userId, u.name AS userName, n.path, n.problem
    FROM similarity_unread n JOIN submissions s ON s.id = n.submission_id JOIN users u ON u.id = s.user_id
    WHERE n.report_id = ? ORDER BY n.rowid`);

  function byId(id: string): StoredComparison | undefined {
    return rowOf.get(id);
  }

  const start = database.transaction((actor: string, choice: ComparisonChoice) => {
    const other = running.get();
    if (other !== undefined) {
      const message = `One comparison runs at a time, and that of ${other.module} is running: ${other.id}.`;
      throw new StoreRefusal("wrong-state", message);
    }
    const submissions = compared(choice.module, choice.which);
    if (submissions.length < 2) {
      const message = `similarity: two students must have handed in to compare their work, got ${submissions.length}`;
      throw new StoreRefusal("wrong-state", message);
    }
    const [id, at] = [randomUUID(), now()];
    insert.run({ ...choice, id, actor, submissions: submissions.length, at });
    audit({ at, actor, action: "similarity.started", subject: id, detail: { ...choice } });
    const stored = byId(id);
    if (stored === undefined) throw new Error("internal: similarity: it must be stored, got none");
    return { comparison: stored, submissions };
  });

  const moduleOf = (id: string) => byId(id)?.module;

  const finish = database.transaction((id: string, { pairs, above, unread }: SimilarityReport) => {
    const at = now();
    if (close.run("done", at, null, above - pairs.length, id).changes === 0) return;
    for (const [index, { left, right, similarity, shared, regions }] of pairs.entries()) {
      insertPair.run(id, index + 1, left, right, similarity, shared, JSON.stringify(regions));
    }
    for (const { submission, path, problem } of unread) insertUnread.run(id, submission, path, problem);
    audit({
      at,
      actor: "service",
      action: "similarity.ended",
      subject: id,
      detail: { module: moduleOf(id), state: "done", pairs: above },
    });
  });

  const end = database.transaction((id: string, actor: string, ending: Ending, problem?: string) => {
    const at = now();
    if (close.run(ending, at, problem ?? null, 0, id).changes === 0) return;
    audit({ at, actor, action: "similarity.ended", subject: id, detail: { module: moduleOf(id), state: ending } });
  });

  return {
    start: (actor, choice) => start.immediate(actor, choice),
    finish: (id, report) => finish.immediate(id, report),
    end: (id, actor, ending, problem) => end.immediate(id, actor, ending, problem),
    endInterrupted() {
      for (const { id } of running.all()) end.immediate(id, "service", "interrupted");
    },
    byId,
    list: (module) => ofModule.all(module),
    pairs: (id) => pairsOf.all(id),
    pair: (id, number) => pairOf.get(id, number),
    unread: (id) => unreadOf.all(id),
    filesOf: (submissionId) => fileStore.of(submissionId),
    recordLook(actor, id, looked) {
      const at = now();
      if (looked === undefined)
        return audit({ at, actor, action: "similarity.viewed", subject: id, detail: { module: moduleOf(id) } });
      const { number, leftId, rightId } = looked;
      const detail = { module: moduleOf(id), pair: number, submissions: [leftId, rightId] };
      audit({ at, actor, action: "similarity.pair-viewed", subject: id, detail });
    },
  };
}
