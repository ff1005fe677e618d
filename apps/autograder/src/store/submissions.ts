import { randomInt, randomUUID } from "node:crypto";
import type { SubmissionStatus } from "@tinytorch/api";
import type { SubmittedFiles } from "@tinytorch/course";
import { contentHash } from "@tinytorch/course-files";
import type { Database } from "better-sqlite3";
import type { Audit } from "./audit.ts";
import type { Queue } from "./queue.ts";
import { StoreRefusal } from "./store-refusal.ts";
import { type ListSubmissions, openSubmissionLists } from "./submission-lists.ts";
import type { SubmissionStates } from "./submission-states.ts";

/** Of a run's seed: as many bits as a safe integer drawn at once has. */
const seedBound = 2 ** 48 - 1;

/** A submission with where it stands; `report` and `timings` are JSON of the run that stands. */
export interface StoredSubmission {
  readonly sequence: number;
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly module: string;
  readonly sha256: string;
  readonly receivedAt: number;
  /** The receipt's. */
  readonly position: number;
  readonly waitSeconds: number | null;
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
   *   time when the module takes no more work, and later.
   */
  accept(userId: string, request: NewSubmission, closes?: number): StoredReceipt;
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

/** What was stored, and its place in the queue when it came. */
export interface StoredReceipt {
  readonly id: string;
  readonly sha256: string;
  readonly receivedAt: number;
  readonly position: number;
  readonly waitSeconds: number | null;
}

interface AcceptedRow extends StoredReceipt {
  readonly module: string;
}

const rows = `
  SELECT s.sequence, s.id, s.user_id AS userId, u.name AS userName, s.module, s.sha256, s.received_at AS receivedAt,
    j.first_position AS position, j.first_wait_seconds AS waitSeconds, st.status, j.fencing_token AS fencingToken,
    j.last_error AS lastError, r.id AS runId, r.score, r.max_score AS maxScore, r.report, r.timings
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
  readonly now: () => number;
}

export function openSubmissions(database: Database, { audit, states, queue, now }: SubmissionsOptions): Submissions {
  const byKey = database.prepare<[string, string], AcceptedRow>(
    `SELECT s.id, s.module, s.sha256, s.received_at AS receivedAt, j.first_position AS position,
       j.first_wait_seconds AS waitSeconds
     FROM submissions s JOIN jobs j ON j.submission_id = s.id AND j.kind = 'grade'
     WHERE s.user_id = ? AND s.idempotency_key = ?`,
  );
  const insert = database.prepare<[string, string, string, string, number, string | null]>(
    "INSERT INTO submissions (id, user_id, module, sha256, received_at, idempotency_key) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const insertFile = database.prepare<[string, string, string]>("INSERT INTO submission_files VALUES (?, ?, ?)");
  const byId = database.prepare<[string], StoredSubmission>(`${rows} WHERE s.id = ?`);

  type Accept = (userId: string, request: NewSubmission, sha256: string, closes: number) => StoredReceipt;
  const accept = database.transaction<Accept>((userId, request, sha256, closes) => {
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
        const { module: _, ...receipt } = before;
        return receipt;
      }
    }
    const id = randomUUID();
    const receivedAt = now();
    if (receivedAt >= closes) {
      throw new StoreRefusal("closed", `accept: work must come before ${closes}, got it at ${receivedAt}`);
    }
    insert.run(id, userId, module, sha256, receivedAt, idempotencyKey ?? null);
    for (const [path, text] of Object.entries(files)) insertFile.run(id, path, text);
    states.begin({ id, userId, module });
    const { position, waitSeconds } = queue.enqueue(id, userId, randomInt(seedBound));
    audit({
      at: receivedAt,
      actor: userId,
      action: "submission.received",
      subject: id,
      detail: { module, sha256 },
    });
    return { id, sha256, receivedAt, position, waitSeconds };
  });

  return {
    accept: (userId, request, closes = Number.POSITIVE_INFINITY) =>
      accept.immediate(userId, request, contentHash(request.files), closes),
    byId: (id) => byId.get(id),
    list: openSubmissionLists(database),
  };
}
