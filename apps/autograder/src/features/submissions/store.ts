import { randomInt, randomUUID } from "node:crypto";
import type { SubmissionStatus } from "@tinytorch/api";
import { type LoadProblem, loadProblemSchema, type SubmittedFiles } from "@tinytorch/course";
import { contentHash } from "@tinytorch/course-files";
import type { Database } from "better-sqlite3";
import { z } from "zod";
import { StoreRefusal } from "../../database/store-refusal.ts";
import type { Queue } from "../../grading/queue.ts";
import { isoTime } from "../../http/iso-time.ts";
import type { Audit } from "../audit/audit.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { type Allowance, openAllowance, unlimited } from "./allowance.ts";
import { type HandedInForRow, type HandingInFor, handedInForColumns, handedInForJoin } from "./handed-in-for.ts";
import { loadsOfSubmission } from "./loads.ts";
import { type ListSubmissions, openSubmissionLists } from "./submission-lists.ts";
import type { SubmissionStates } from "./submission-states.ts";
import type { FileStore } from "./submitted-files.ts";

/** Of a run's seed: as many bits as a safe integer drawn at once has. */
const seedBound = 2 ** 48 - 1;

/** A submission with where it stands; `report` and `timings` are JSON of the run that stands. */
export interface StoredSubmission {
  readonly receipt: StoredReceipt;
  readonly handedInFor: HandedInForRow;
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
   * @throws StoreRefusal `idempotency-key-reused` when that key came with another module or other files; what `admit`
   *   refuses by; `daily-cap` and `quota` beyond the account's allowance.
   */
  accept(userId: string, request: NewSubmission, conditions?: Conditions): AcceptedSubmission;
  /** Keeps what the check of an accepted submission found, once, for its receipt. */
  recordCheck(id: string, problems: readonly LoadProblem[]): void;
  byId(id: string): StoredSubmission | undefined;
  /** What was handed in; nothing for a submission that is not there. */
  files(id: string): SubmittedFiles;
  /** The id of the same student's submission to the module that was received before this one. */
  previous(id: string): string | undefined;
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
export interface Conditions {
  /** Called inside the transaction; throws a StoreRefusal for work that is not taken at that time. */
  readonly admit?: ((now: number) => void) | undefined;
  readonly allowance?: Allowance | undefined;
  /** Where somebody of the staff hands in for the student. */
  readonly handingInFor?: HandingInFor | undefined;
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
  readonly handedInFor: HandedInForRow;
}

/** A receipt, and whether it was made just now. */
export interface AcceptedSubmission extends StoredReceipt {
  readonly isNew: boolean;
}

interface ReceiptRow extends HandedInForRow {
  readonly id: string;
  readonly module: string;
  readonly sha256: string;
  readonly receivedAt: number;
  readonly position: number;
  readonly waitSeconds: number | null;
  /** JSON; null when it was not checked. */
  readonly problems: string | null;
}

interface SubmissionRow extends ReceiptRow, Omit<StoredSubmission, "receipt" | "loads" | "handedInFor"> {
  readonly id: string;
  readonly module: string;
  readonly receivedAt: number;
  readonly loads: 0 | 1 | null;
}

const problemsSchema = z.array(loadProblemSchema);

function receiptOf(row: ReceiptRow): StoredReceipt {
  const { id, sha256, receivedAt, position, waitSeconds, problems } = row;
  const loadProblems = problems === null ? [] : problemsSchema.parse(JSON.parse(problems));
  const loads = problems === null ? null : loadProblems.length === 0;
  return { id, sha256, receivedAt, position, waitSeconds, loads, loadProblems, handedInFor: handedInForOf(row) };
}

function handedInForOf({ forAt, forBy, forByName, forReason }: HandedInForRow): HandedInForRow {
  return { forAt, forBy, forByName, forReason };
}

const receiptColumns = `s.id, s.module, s.sha256, s.received_at AS receivedAt, j.first_position AS position,
  j.first_wait_seconds AS waitSeconds, (SELECT problems FROM load_checks WHERE submission_id = s.id) AS problems, ${handedInForColumns}`;

const rows = `
  SELECT ${receiptColumns}, s.user_id AS userId, u.name AS userName, st.status, j.fencing_token AS fencingToken,
    j.last_error AS lastError, r.id AS runId, r.score, r.max_score AS maxScore, r.report, r.timings,
    ${loadsOfSubmission} AS loads
  FROM submissions s
  JOIN submission_states st ON st.sequence = s.sequence
  JOIN users u ON u.id = s.user_id
  JOIN jobs j ON j.submission_id = s.id AND j.kind = 'grade'
  LEFT JOIN standing_runs t ON t.submission_id = s.id
  LEFT JOIN runs r ON r.id = t.run_id
  ${handedInForJoin("s.id")}`;

export interface SubmissionsOptions {
  readonly audit: Audit;
  readonly states: SubmissionStates;
  readonly queue: Queue;
  readonly fileStore: FileStore;
  readonly outbox: Outbox;
  readonly now: () => number;
}

export function openSubmissions(
  database: Database,
  { audit, states, queue, fileStore, outbox, now }: SubmissionsOptions,
): Submissions {
  const byKey = database.prepare<[string, string], ReceiptRow>(
    `SELECT ${receiptColumns}
     FROM submissions s JOIN jobs j ON j.submission_id = s.id AND j.kind = 'grade' ${handedInForJoin("s.id")}
     WHERE s.user_id = ? AND s.idempotency_key = ?`,
  );
  const insert = database.prepare<[string, string, string, string, number, string | null]>(
    "INSERT INTO submissions (id, user_id, module, sha256, received_at, idempotency_key) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const byId = database.prepare<[string], SubmissionRow>(`${rows} WHERE s.id = ?`);

  const insertFor = database.prepare<[string, string, number, string | null]>(
    "INSERT INTO handed_in_for (submission_id, by_user_id, at, reason) VALUES (?, ?, ?, ?)",
  );
  const nameOf = database.prepare<[string], string>("SELECT name FROM users WHERE id = ?").pluck();
  const previous = database
    .prepare<[string], string>(
      `SELECT p.id FROM submissions s JOIN submissions p
         ON p.user_id = s.user_id AND p.module = s.module AND (p.received_at, p.sequence) < (s.received_at, s.sequence)
       WHERE s.id = ? ORDER BY p.received_at DESC, p.sequence DESC LIMIT 1`,
    )
    .pluck();
  const insertCheck = database.prepare<[string, number, string]>("INSERT INTO load_checks VALUES (?, ?, ?)");
  const requireRoom = openAllowance(database, fileStore);

  type Accept = (userId: string, request: NewSubmission, sha256: string, conditions: Conditions) => AcceptedSubmission;
  const accept = database.transaction<Accept>((userId, request, sha256, conditions) => {
    const { admit, allowance = unlimited, handingInFor } = conditions;
    const { module, files } = request;
    const idempotencyKey = keyOf(request, handingInFor);
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
    const comesAt = now();
    const receivedAt = handingInFor?.received?.at ?? comesAt;
    admit?.(receivedAt);
    requireRoom({ userId, module, files, now: comesAt }, allowance);
    insert.run(id, userId, module, sha256, receivedAt, idempotencyKey ?? null);
    if (handingInFor !== undefined) insertFor.run(id, handingInFor.by, comesAt, handingInFor.received?.reason ?? null);
    fileStore.add(userId, id, files);
    states.begin({ id, userId, module });
    const { position, waitSeconds } = queue.enqueue(id, userId, randomInt(seedBound));
    audit({
      at: comesAt,
      actor: handingInFor?.by ?? userId,
      action: "submission.received",
      subject: id,
      detail: { module, sha256, ...detailOf(userId, handingInFor) },
    });
    outbox({ kind: "submission.received", userId, module, subject: id });
    const handedInFor: HandedInForRow = {
      forAt: handingInFor === undefined ? null : comesAt,
      forBy: handingInFor?.by ?? null,
      forByName: handingInFor === undefined ? null : (nameOf.get(handingInFor.by) ?? null),
      forReason: handingInFor?.received?.reason ?? null,
    };
    const made = { id, sha256, receivedAt, position, waitSeconds, handedInFor };
    return { ...made, loads: null, loadProblems: [], isNew: true };
  });

  return {
    accept: (userId, request, conditions = {}) =>
      accept.immediate(userId, request, contentHash(request.files), conditions),
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
        forAt: _forAt,
        forBy: _forBy,
        forByName: _forByName,
        forReason: _forReason,
        ...rest
      } = row;
      return {
        ...rest,
        handedInFor: handedInForOf(row),
        receipt: receiptOf(row),
        loads: loads === null ? null : loads === 1,
      };
    },
    files: (id) => fileStore.of(id),
    previous: (id) => previous.get(id),
    list: openSubmissionLists(database),
  };
}

/** Keys of students are without spaces, so that nobody's own is met by one that came with what was handed in for them. */
function keyOf({ idempotencyKey }: NewSubmission, handingInFor: HandingInFor | undefined): string | undefined {
  if (idempotencyKey === undefined || handingInFor === undefined) return idempotencyKey;
  return `${handingInFor.by} ${idempotencyKey}`;
}

function detailOf(userId: string, handingInFor: HandingInFor | undefined): Readonly<Record<string, string>> {
  if (handingInFor === undefined) return {};
  const { received } = handingInFor;
  const time = received === undefined ? {} : { receivedAt: isoTime(received.at) };
  return { studentId: userId, ...time };
}
