import { randomInt, randomUUID } from "node:crypto";
import type { SubmissionStatus } from "@tinytorch/api";
import { type LoadProblem, loadProblemSchema, type SubmittedFiles } from "@tinytorch/course";
import { contentHash } from "@tinytorch/course-files";
import type { Database } from "better-sqlite3";
import { z } from "zod";
import { StoreRefusal } from "../../database/store-refusal.ts";
import type { Queue } from "../../grading/queue.ts";
import type { Audit } from "../audit/audit.ts";
import { type Allowance, openAllowance, unlimited } from "./allowance.ts";
import { loadsOfSubmission } from "./loads.ts";
import { type ListSubmissions, openSubmissionLists } from "./submission-lists.ts";
import type { SubmissionStates } from "./submission-states.ts";
import type { FileStore } from "./submitted-files.ts";

/** Of a run's seed: as many bits as a safe integer drawn at once has. */
const seedBound = 2 ** 48 - 1;

/** A submission with where it stands; `report` and `timings` are JSON of the run that stands. */
export interface StoredSubmission {
  readonly receipt: StoredReceipt;
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly module: string;
  readonly receivedAt: number;
  /** Whether every file loads, as far as is known. */
  readonly loads: boolean | null;
  readonly status: SubmissionStatus;
  readonly fencingToken: number;
  readonly lastError: string | null;
  readonly runId: string | null;
  readonly score: number | null;
  readonly maxScore: number | null;
  readonly report: string | null;
  readonly timings: string | null;
}

export interface Submissions {
  /**
   * Stores a checked submission and queues it, in one transaction; when it returns, the receipt is a promise kept
   * through any crash. With an idempotency key seen before it stores nothing and returns the first receipt.
   * @throws StoreRefusal `idempotency-key-reused` when that key came with another module or other files; `closed` at the
   *   time when the module takes no more work, and later; `daily-cap` and `quota` beyond the account's allowance.
   */
  accept(userId: string, request: NewSubmission, terms?: Terms): AcceptedSubmission;
  /** Keeps what the check of an accepted submission found, once, for its receipt. */
  recordCheck(id: string, problems: readonly LoadProblem[]): void;
  byId(id: string): StoredSubmission | undefined;
  /** Newest first. */
  readonly list: ListSubmissions;
}

/** What is handed in, checked. */
export interface NewSubmission {
  readonly module: string;
  readonly files: SubmittedFiles;
  readonly idempotencyKey?: string | undefined;
}

/** What a submission is taken under: by default always, and as much as comes. */
export interface Terms {
  readonly closes?: number | undefined;
  readonly allowance?: Allowance | undefined;
}

/** What was stored, its place in the queue when it came, and what of it did not load. */
export interface StoredReceipt {
  readonly id: string;
  readonly sha256: string;
  readonly receivedAt: number;
  readonly position: number;
  readonly waitSeconds: number | null;
  /** Null when it was not checked. */
  readonly loads: boolean | null;
  readonly loadProblems: readonly LoadProblem[];
}

/** A receipt, and whether it was made just now. */
export interface AcceptedSubmission extends StoredReceipt {
  readonly isNew: boolean;
}

interface ReceiptRow {
  readonly id: string;
  readonly module: string;
  readonly sha256: string;
  readonly receivedAt: number;
  readonly position: number;
  readonly waitSeconds: number | null;
  /** JSON; null when it was not checked. */
  readonly problems: string | null;
}

interface SubmissionRow extends ReceiptRow, Omit<StoredSubmission, "receipt" | "loads"> {
  readonly id: string;
  readonly module: string;
  readonly receivedAt: number;
  readonly loads: 0 | 1 | null;
}

const problemsSchema = z.array(loadProblemSchema);

function receiptOf({ id, sha256, receivedAt, position, waitSeconds, problems }: ReceiptRow): StoredReceipt {
  const loadProblems = problems === null ? [] : problemsSchema.parse(JSON.parse(problems));
  const loads = problems === null ? null : loadProblems.length === 0;
  return { id, sha256, receivedAt, position, waitSeconds, loads, loadProblems };
}

const receiptColumns = `s.id, s.module, s.sha256, s.received_at AS receivedAt, j.first_position AS position,
  j.first_wait_seconds AS waitSeconds, (SELECT problems FROM load_checks WHERE submission_id = s.id) AS problems`;

const rows = `
  SELECT ${receiptColumns}, s.user_id AS userId, u.name AS userName, st.status, j.fencing_token AS fencingToken,
    j.last_error AS lastError, r.id AS runId, r.score, r.max_score AS maxScore, r.report, r.timings,
    ${loadsOfSubmission} AS loads
  FROM submissions s
  JOIN submission_states st ON st.sequence = s.sequence
  JOIN users u ON u.id = s.user_id
  JOIN jobs j ON j.submission_id = s.id AND j.kind = 'grade'
  LEFT JOIN standing_runs t ON t.submission_id = s.id
  LEFT JOIN runs r ON r.id = t.run_id`;

export interface SubmissionsOptions {
  readonly audit: Audit;
  readonly states: SubmissionStates;
  readonly queue: Queue;
  readonly fileStore: FileStore;
  readonly now: () => number;
}

export function openSubmissions(
  database: Database,
  { audit, states, queue, fileStore, now }: SubmissionsOptions,
): Submissions {
  const byKey = database.prepare<[string, string], ReceiptRow>(
    `SELECT ${receiptColumns}
     FROM submissions s JOIN jobs j ON j.submission_id = s.id AND j.kind = 'grade'
     WHERE s.user_id = ? AND s.idempotency_key = ?`,
  );
  const insert = database.prepare<[string, string, string, string, number, string | null]>(
    "INSERT INTO submissions (id, user_id, module, sha256, received_at, idempotency_key) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const byId = database.prepare<[string], SubmissionRow>(`${rows} WHERE s.id = ?`);

  const insertCheck = database.prepare<[string, number, string]>("INSERT INTO load_checks VALUES (?, ?, ?)");
  const requireRoom = openAllowance(database, fileStore);

  type Accept = (userId: string, request: NewSubmission, sha256: string, terms: Terms) => AcceptedSubmission;
  const accept = database.transaction<Accept>((userId, request, sha256, terms) => {
    const { closes = Number.POSITIVE_INFINITY, allowance = unlimited } = terms;
    const { module, files, idempotencyKey } = request;
    if (idempotencyKey !== undefined) {
      const before = byKey.get(userId, idempotencyKey);
      if (before !== undefined) {
        if (before.sha256 !== sha256 || before.module !== module) {
          throw new StoreRefusal(
            "idempotency-key-reused",
            "accept: a key must come with what it came with, got other files",
          );
        }
        return { ...receiptOf(before), isNew: false };
      }
    }
    const id = randomUUID();
    const receivedAt = now();
    if (receivedAt >= closes) {
      throw new StoreRefusal("closed", `accept: work must come before ${closes}, got it at ${receivedAt}`);
    }
    requireRoom({ userId, module, files, now: receivedAt }, allowance);
    insert.run(id, userId, module, sha256, receivedAt, idempotencyKey ?? null);
    fileStore.add(userId, id, files);
    states.begin({ id, userId, module });
    const { position, waitSeconds } = queue.enqueue(id, userId, randomInt(seedBound));
    audit({
      at: receivedAt,
      actor: userId,
      action: "submission.received",
      subject: id,
      detail: { module, sha256 },
    });
    return { id, sha256, receivedAt, position, waitSeconds, loads: null, loadProblems: [], isNew: true };
  });

  return {
    accept: (userId, request, terms = {}) => accept.immediate(userId, request, contentHash(request.files), terms),
    recordCheck: (id, problems) => {
      insertCheck.run(id, problems.length === 0 ? 1 : 0, JSON.stringify(problems));
    },
    byId(id) {
      const row = byId.get(id);
      if (row === undefined) return undefined;
      const {
        sha256: _sha256,
        position: _position,
        waitSeconds: _waitSeconds,
        problems: _problems,
        loads,
        ...rest
      } = row;
      return { ...rest, receipt: receiptOf(row), loads: loads === null ? null : loads === 1 };
    },
    list: openSubmissionLists(database),
  };
}
