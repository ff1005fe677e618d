import { randomUUID } from "node:crypto";
import { boughtNothing, type Facts, lateDaysIn, opennessOf } from "@tinytorch/gradebook";
import type { Database } from "better-sqlite3";
import { StoreRefusal } from "../../database/store-refusal.ts";
import type { Audit } from "../audit/audit.ts";
import type { ExceptionChanges } from "../exceptions/changes.ts";
import { noDetail, type StoredException, type StoredExceptions } from "../exceptions/store.ts";
import type { Grades } from "../gradebook/store.ts";
import { requireNotClosed } from "../submissions/admission.ts";
import type { LateDayBanks } from "./banks.ts";

/** Late days that were granted; to everybody where there is no person. */
export interface StoredGrant {
  readonly id: string;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly days: number;
  readonly because: string;
  readonly makerName: string | null;
  readonly madeAt: number;
}

/** The banks of late days, what goes into them and what is spent. */
export interface LateDays {
  readonly banks: LateDayBanks;
  /** All that hold, of everybody and of single persons; oldest first. */
  grants(): readonly StoredGrant[];
  grant(actor: string, userId: string | null, days: number, because: string): StoredGrant;
  /** @throws StoreRefusal `missing`, `not-possible` when somebody has spent what would be missing, or it was taken back before. */
  withdraw(actor: string, id: string, because: string): StoredGrant;
  /**
   * Until the close, and after it as many as were taken back then: the work that the grader broke on may be graded after all.
   * @throws StoreRefusal `closed`, `no-late-days` when fewer are left, `not-possible` where they would change nothing.
   */
  spend(userId: string, module: string, days: number): StoredException;
  /** Takes the newest spend on a module back; after the close only where the grader broke on all that came late. @throws StoreRefusal `closed`, `not-possible` when there is none. */
  takeBack(userId: string, module: string): StoredException;
}

export interface LateDaysOptions {
  readonly banks: LateDayBanks;
  readonly exceptions: StoredExceptions & ExceptionChanges;
  readonly grades: Pick<Grades, "facts">;
  readonly audit: Audit;
  readonly now: () => number;
  /** What `course.json` says that everybody has: granted once. */
  readonly first: number;
}

interface GrantRow extends StoredGrant {
  readonly removedAt: number | null;
}

const rows = `
  SELECT g.id, g.user_id AS userId, u.name AS userName, g.days, g.reason AS because, m.name AS makerName, g.made_at AS madeAt,
    g.removed_at AS removedAt
  FROM late_day_grants g LEFT JOIN users u ON u.id = g.user_id LEFT JOIN users m ON m.id = g.made_by`;

export function openLateDays(database: Database, options: LateDaysOptions): LateDays {
  const { banks, exceptions, grades, audit, now, first } = options;
  const byId = database.prepare<[string], GrantRow>(`${rows} WHERE g.id = ?`);
  const standing = database.prepare<[], GrantRow>(`${rows} WHERE g.removed_at IS NULL ORDER BY g.sequence`);
  const insert = database.prepare<[string, string | null, number, string, string | null, number]>(
    "INSERT INTO late_day_grants (id, user_id, days, reason, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const remove = database.prepare<[string, number, string, string]>(
    "UPDATE late_day_grants SET removed_by = ?, removed_at = ?, removal_reason = ? WHERE id = ?",
  );
  const fromCourse = database.prepare("SELECT 1 FROM late_day_grants WHERE made_by IS NULL LIMIT 1");
  const spenders = database
    .prepare<[], string>("SELECT DISTINCT user_id FROM exceptions WHERE kind = 'late-days' AND removed_at IS NULL")
    .pluck();

  function stored(id: string): GrantRow {
    const found = byId.get(id);
    if (found === undefined)
      throw new StoreRefusal("missing", `late days: there must be a grant, got none with the id ${id}`);
    return found;
  }

  const grant = database.transaction((actor: string | null, userId: string | null, days: number, because: string) => {
    const id = randomUUID();
    insert.run(id, userId, days, because, actor, now());
    const detail = { id, ...forWhom(userId), days, because };
    audit({ at: now(), actor: actor ?? "service", action: "late-days.granted", subject: userId ?? id, detail });
    return stored(id);
  });
  if (first > 0 && fromCourse.get() === undefined) grant.immediate(null, null, first, "the course's");

  const withdraw = database.transaction((actor: string, id: string, because: string) => {
    const { removedAt, userId, days } = stored(id);
    if (removedAt !== null) throw new StoreRefusal("not-possible", "This was taken back before.");
    for (const who of userId === null ? spenders.all() : [userId]) {
      const { granted, spent } = banks.of(who);
      if (granted - days < spent) throw new StoreRefusal("not-possible", "Some of these late days are spent already.");
    }
    remove.run(actor, now(), because, id);
    const detail = { id, ...forWhom(userId), days, because };
    audit({ at: now(), actor, action: "late-days.withdrawn", subject: userId ?? id, detail });
    return stored(id);
  });

  const spend = database.transaction((userId: string, module: string, days: number) => {
    const facts = grades.facts(userId, module);
    const again = spendableAgain(facts, exceptions.list({ userId, module, all: true }));
    if (days > again) requireNotClosed(facts, now());
    requireUse(facts, days);
    const { left } = banks.of(userId);
    if (days > left) {
      throw new StoreRefusal("no-late-days", `days: must be at most ${left}, which are left, got ${days}.`);
    }
    const because = "spent by the student";
    return exceptions.add(userId, { ...noDetail, kind: "late-days", userId, module, days, because });
  });

  const takeBack = database.transaction((userId: string, module: string) => {
    const facts = grades.facts(userId, module);
    if (!boughtNothing(facts)) requireNotClosed(facts, now());
    const newest = exceptions.list({ userId, module }).findLast(({ kind }) => kind === "late-days");
    if (newest === undefined) throw new StoreRefusal("not-possible", `No late days are spent on ${module}.`);
    return exceptions.withdraw(userId, newest.id, null);
  });

  return {
    banks,
    grants: () => standing.all(),
    grant: (actor, userId, days, because) => grant.immediate(actor, userId, days, because),
    withdraw: (actor, id, because) => withdraw.immediate(actor, id, because),
    spend: (userId, module, days) => spend.immediate(userId, module, days),
    takeBack: (userId, module) => takeBack.immediate(userId, module),
  };
}

function forWhom(userId: string | null): { readonly everybody?: true } {
  return userId === null ? { everybody: true } : {};
}

/** @throws StoreRefusal where so many late days would be spent for nothing. */
function requireUse(facts: Facts, days: number): void {
  const { module, due, late } = facts.assignment;
  if (due === null || late === null || late.percentPerDay === 0) {
    throw new StoreRefusal(
      "not-possible",
      `Being late costs nothing in ${module}, so late days would be spent for nothing.`,
    );
  }
  const spent = lateDaysIn(facts.exceptions);
  const most = Math.max(0, late.days - spent);
  if (days > most) {
    throw new StoreRefusal(
      "no-late-days",
      `days: must be at most ${most}, for ${module} has ${late.days} and ${spent} are spent, got ${days}.`,
    );
  }
}

/** Days that their owner took back after the close, which work that the grader broke on alone allows, and has not spent again since. */
function spendableAgain(facts: Facts, all: readonly StoredException[]): number {
  const isAfterClose = (time: number) => opennessOf(facts, time) === "closed";
  return all
    .filter(({ kind }) => kind === "late-days")
    .reduce((sum, { days, madeAt, removedAt, removalReason }) => {
      const returned = removedAt !== null && removalReason === null && isAfterClose(removedAt);
      return sum + (days ?? 0) * (Number(returned) - Number(isAfterClose(madeAt)));
    }, 0);
}
