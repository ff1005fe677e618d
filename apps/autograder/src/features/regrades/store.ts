import { randomUUID } from "node:crypto";
import type { RegradeState, RegradeWhich } from "@tinytorch/api";
import { inHundredths } from "@tinytorch/course";
import { byReceipt, countingSubmission } from "@tinytorch/gradebook";
import type { Database } from "better-sqlite3";
import { StoreRefusal } from "../../database/store-refusal.ts";
import type { Queue } from "../../grading/queue.ts";
import { inOrderOfName } from "../accounts/account.ts";
import type { Audit } from "../audit/audit.ts";
import type { Grades } from "../gradebook/store.ts";
import type { ChangeGrades } from "../outbox/grade-changes.ts";
import { openKeptSubmissions, type StoredKeptSubmission } from "./kept-submissions.ts";

/** Which submissions of a module are graded again. */
export type RegradeChoice =
  | { readonly module: string; readonly which: Exclude<RegradeWhich, "one"> }
  | { readonly module: string; readonly which: "one"; readonly submissionId: string };

/** A regrade and how far it is; times are times of day. */
export interface RegradeSummary {
  readonly id: string;
  readonly module: string;
  readonly which: RegradeWhich;
  readonly state: RegradeState;
  readonly createdAt: number;
  readonly appliedAt: number | null;
  /** Submissions to grade again, those that are graded, and those the grader broke on, which keep their run. */
  readonly total: number;
  readonly done: number;
  readonly failed: number;
}

/** A submission whose score a regrade changes. */
export interface StoredScoreChange {
  readonly userId: string;
  readonly userName: string;
  readonly submissionId: string;
  /** Whether the submission is the one that counts for its student in the module. */
  readonly counts: boolean;
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  readonly maxScore: number;
  readonly oldRunId: string;
  readonly newRunId: string;
}

/** A regrade with what it changes, by student, then by the order of handing in. */
export interface StoredRegrade extends RegradeSummary {
  readonly changes: readonly StoredScoreChange[];
  /** What it does not replace: as things stand, or as they stood when it was applied. */
  readonly kept: readonly StoredKeptSubmission[];
}

/**
 * Many submissions graded again, in two steps. Starting one really grades, with the seeds of the runs that stand, and
 * changes no grade; applying it puts the new runs in the old ones' place. Old runs stay, and the audit says what moved.
 */
export interface Regrades {
  /**
   * @throws StoreRefusal `nothing-to-regrade`, `missing` for one submission that the module does not have, or `not-possible` while
   *   another of the module is under way: the two would grade the same work twice, and the one that is applied last would hold.
   */
  start(actor: string, request: RegradeChoice): StoredRegrade;
  byId(id: string): StoredRegrade | undefined;
  /** Newest first. */
  list(): readonly RegradeSummary[];
  /**
   * Lets the new runs stand. A submission that was given another run since the start keeps that one.
   * @throws StoreRefusal `missing`, or `wrong-state` unless all is graded.
   */
  apply(actor: string, id: string): StoredRegrade;
  /** Ends a regrade that is not applied; what it graded stays on record. @throws StoreRefusal `missing`, `wrong-state`. */
  cancel(actor: string, id: string): StoredRegrade;
}

interface RegradeRow {
  readonly id: string;
  readonly module: string;
  readonly which: RegradeWhich;
  readonly createdAt: number;
  readonly cancelledAt: number | null;
  readonly appliedAt: number | null;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
}

type ChangeRow = Omit<StoredScoreChange, "counts" | "difference">;

interface ReplacementRow {
  readonly userId: string;
  readonly submissionId: string;
  readonly oldRunId: string;
  readonly newRunId: string;
  readonly before: number;
  readonly after: number;
}

const counted = `
  SELECT g.id, g.module, g.which, g.created_at AS createdAt, g.cancelled_at AS cancelledAt, g.applied_at AS appliedAt,
    count(j.id) AS total, count(r.id) AS done, count(*) FILTER (WHERE j.state = 'dead') AS failed
  FROM regrades g LEFT JOIN jobs j ON j.regrade_id = g.id LEFT JOIN runs r ON r.job_id = j.id`;

const renewed = `
  FROM jobs j JOIN runs new ON new.job_id = j.id JOIN runs old ON old.id = j.repeats_run_id
  JOIN submissions s ON s.id = j.submission_id JOIN users u ON u.id = s.user_id
  WHERE j.regrade_id = ?`;

export function openRegrades(
  database: Database,
  queue: Queue,
  { grades, changeGrades }: { readonly grades: Grades; readonly changeGrades: ChangeGrades },
  audit: Audit,
  now: () => number,
): Regrades {
  const keptSubmissions = openKeptSubmissions(database);
  const insert = database.prepare<[string, string, RegradeWhich, string, number]>(
    "INSERT INTO regrades (id, module, which, created_by, created_at) VALUES (?, ?, ?, ?, ?)",
  );
  const ofModule = database.prepare<[string, string]>("SELECT 1 FROM submissions WHERE id = ? AND module = ?");
  const rowOf = database.prepare<[string], RegradeRow>(`${counted} WHERE g.id = ? GROUP BY g.id`);
  const undecided = database.prepare<[string], RegradeRow>(
    `${counted} WHERE g.module = ? AND g.cancelled_at IS NULL AND g.applied_at IS NULL GROUP BY g.id ORDER BY g.rowid`,
  );
  const all = database.prepare<[], RegradeRow>(`${counted} GROUP BY g.id ORDER BY g.rowid DESC LIMIT 100`);
  const changesOf = database.prepare<[string], ChangeRow>(`
    SELECT u.id AS userId, u.name AS userName, s.id AS submissionId, old.id AS oldRunId, new.id AS newRunId,
      old.score AS before, new.score AS after, new.max_score AS maxScore
    ${renewed} AND (new.score <> old.score OR new.max_score <> old.max_score) ${inOrderOfName}, s.sequence`);
  const replacements = database.prepare<[string], ReplacementRow>(`
    SELECT s.user_id AS userId, s.id AS submissionId, old.id AS oldRunId, new.id AS newRunId, old.score AS before, new.score AS after
    ${renewed} ORDER BY s.sequence`);
  const replaceStanding = database.prepare<[string, string]>("UPDATE standing_runs SET run_id = ? WHERE run_id = ?");
  const markApplied = database.prepare<[number, string]>("UPDATE regrades SET applied_at = ? WHERE id = ?");
  const markCancelled = database.prepare<[number, string]>("UPDATE regrades SET cancelled_at = ? WHERE id = ?");
  const endJobs = database.prepare<[number, string]>(`
    UPDATE jobs SET state = 'done', ended_at = ?, lease_owner = NULL, lease_expires_at = NULL
    WHERE regrade_id = ? AND state IN ('queued', 'leased', 'dead')`);

  function byId(id: string): StoredRegrade | undefined {
    const row = rowOf.get(id);
    if (row === undefined) return undefined;
    const summary = summarize(row);
    const kept = keptBy(summary);
    const stays = new Set(kept.map(({ submissionId }) => submissionId));
    const changing = changesOf.all(id).filter(({ submissionId }) => !stays.has(submissionId));
    const changes = changing.map((change) => ({
      ...change,
      before: inHundredths(change.before),
      after: inHundredths(change.after),
      difference: inHundredths(change.after - change.before),
      counts: [change.oldRunId, change.newRunId].some((runId) => grades.counts(change.userId, row.module, runId)),
    }));
    return { ...summary, changes, kept };
  }

  function keptBy({ id, state }: RegradeSummary): readonly StoredKeptSubmission[] {
    if (state === "cancelled") return [];
    return state === "applied" ? keptSubmissions.stored(id) : keptSubmissions.now(id);
  }

  /** @throws StoreRefusal `missing`, or `wrong-state` when the regrade is in none of these states. */
  function expectState(id: string, states: readonly RegradeState[]): RegradeRow {
    const row = rowOf.get(id);
    if (row === undefined) throw new StoreRefusal("missing", `regrade: there must be one, got none with the id ${id}`);
    const state = stateOf(row);
    if (states.includes(state)) return row;
    const message = `This asks for a regrade that is ${states.join(" or ")}, and this one is ${state}.`;
    throw new StoreRefusal("wrong-state", message);
  }

  function stored(id: string): StoredRegrade {
    const regrade = byId(id);
    if (regrade === undefined) throw new Error("internal: regrade: it must be stored, got none");
    return regrade;
  }

  /** The runs that stand for the submissions a request is about, in the order of receipt. */
  function chosenRuns(request: RegradeChoice): readonly string[] {
    const chosen = grades.ofModule(request.module).flatMap((facts) => {
      if (request.which === "all") return facts.submissions;
      if (request.which === "one") return facts.submissions.filter(({ id }) => id === request.submissionId);
      const assignment = { ...facts.assignment, counts: request.which };
      const exceptions = facts.exceptions.filter(({ kind }) => kind !== "choice");
      return countingSubmission({ ...facts, assignment, exceptions }) ?? [];
    });
    return chosen.sort(byReceipt).flatMap(({ run }) => run?.id ?? []);
  }

  const start = database.transaction((actor: string, request: RegradeChoice): StoredRegrade => {
    const { module, which } = request;
    const submissionId = request.which === "one" ? request.submissionId : null;
    if (submissionId !== null && ofModule.get(submissionId, module) === undefined) {
      throw new StoreRefusal("missing", `regrade: the submission must be of ${module}, got ${submissionId}`);
    }
    const underWay = undecided.all(module).find((row) => stateOf(row) === "running");
    if (underWay !== undefined) {
      const { id, done, failed, total } = underWay;
      throw new StoreRefusal(
        "not-possible",
        `Regrade ${id} of ${module} is still under way, with ${done + failed} of ${total} graded again: wait until it is through, or end it, before another begins.`,
      );
    }
    const runs = chosenRuns(request);
    if (runs.length === 0) {
      throw new StoreRefusal(
        "nothing-to-regrade",
        `regrade: there must be graded work, got none for ${which} of ${module}`,
      );
    }
    const id = randomUUID();
    insert.run(id, module, which, actor, now());
    for (const runId of runs) queue.repeat({ kind: "regrade", runId, regradeId: id });
    const detail = { module, which, submissionId, total: runs.length };
    audit({ at: now(), actor, action: "regrade.started", subject: id, detail });
    return stored(id);
  });

  const apply = database.transaction((actor: string, id: string): StoredRegrade => {
    const { module } = expectState(id, ["ready"]);
    const kept = keptSubmissions.now(id);
    keptSubmissions.store(id, kept);
    const renewals = replacements.all(id);
    const people = renewals.map(({ userId }) => userId);
    const replaced = changeGrades({ people, module, cause: "regrade" }, () => {
      let count = 0;
      for (const { userId, submissionId, oldRunId, newRunId, before, after } of renewals) {
        const counts = grades.counts(userId, module, oldRunId);
        if (replaceStanding.run(newRunId, oldRunId).changes === 0) continue;
        count += 1;
        const detail = { regradeId: id, oldRunId, newRunId, before, after, counts };
        audit({ at: now(), actor, action: "run.replaced", subject: submissionId, detail });
      }
      return count;
    });
    markApplied.run(now(), id);
    audit({ at: now(), actor, action: "regrade.applied", subject: id, detail: { replaced, kept: kept.length } });
    return stored(id);
  });

  const cancel = database.transaction((actor: string, id: string): StoredRegrade => {
    expectState(id, ["running", "ready"]);
    // A run that ends later finds its lease gone and is dropped.
    const { changes: ended } = endJobs.run(now(), id);
    markCancelled.run(now(), id);
    audit({ at: now(), actor, action: "regrade.cancelled", subject: id, detail: { ended } });
    return stored(id);
  });

  return {
    start: (actor, request) => start.immediate(actor, request),
    byId,
    list: () => all.all().map(summarize),
    apply: (actor, id) => apply.immediate(actor, id),
    cancel: (actor, id) => cancel.immediate(actor, id),
  };
}

function summarize(row: RegradeRow): RegradeSummary {
  const { id, module, which, createdAt, appliedAt, total, done, failed } = row;
  return {
    id,
    module,
    which,
    state: stateOf(row),
    createdAt,
    appliedAt,
    total,
    done,
    failed,
  };
}

function stateOf({ cancelledAt, appliedAt, total, done, failed }: RegradeRow): RegradeState {
  if (cancelledAt !== null) return "cancelled";
  if (appliedAt !== null) return "applied";
  return done + failed === total ? "ready" : "running";
}
