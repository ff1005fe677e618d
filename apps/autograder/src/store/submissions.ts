import { randomInt, randomUUID } from "node:crypto";
import { ApiError, type Receipt, type SubmissionStatus, type SubmitRequest } from "@tinytorch/api";
import { contentHash } from "@tinytorch/course-files";
import type { Database } from "better-sqlite3";
import type { Audit } from "./audit.ts";
import type { Queue } from "./queue.ts";
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
   * @throws ApiError `idempotency-key-reused` when that key came with another module or other files; `closed` at the
   *   time when the module takes no more work, and later.
   */
  accept(userId: string, request: SubmitRequest, closes?: number): Receipt;
  byId(id: string): StoredSubmission | undefined;
  /** Newest first. */
  readonly list: ListSubmissions;
}

interface AcceptedRow {
  readonly id: string;
  readonly module: string;
  readonly sha256: string;
  readonly receivedAt: number;
  readonly position: number;
  readonly waitSeconds: number | null;
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

  type Accept = (userId: string, request: SubmitRequest, sha256: string, closes: number) => Receipt;
  const accept = database.transaction<Accept>((userId, request, sha256, closes) => {
    const { module, files, idempotencyKey } = request;
    if (idempotencyKey !== undefined) {
      const before = byKey.get(userId, idempotencyKey);
      if (before !== undefined) {
        if (before.sha256 !== sha256 || before.module !== module) {
          throw new ApiError("idempotency-key-reused", { field: "idempotencyKey" });
        }
        return receiptOf(before);
      }
    }
    const id = randomUUID();
    const receivedAt = now();
    if (receivedAt >= closes) throw new ApiError("closed", { field: "module" });
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
    return receiptOf({ id, sha256, receivedAt, position, waitSeconds });
  });

  return {
    accept: (userId, request, closes = Number.POSITIVE_INFINITY) =>
      accept.immediate(userId, request, contentHash(request.files), closes),
    byId: (id) => byId.get(id),
    list: openSubmissionLists(database),
  };
}

function receiptOf({ id, sha256, receivedAt, position, waitSeconds }: Omit<AcceptedRow, "module">): Receipt {
  return { id, sha256, receivedAt: new Date(receivedAt).toISOString(), position, waitSeconds };
}
