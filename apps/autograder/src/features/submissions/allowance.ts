import type { SubmittedFiles } from "@tinytorch/course";
import type { Database } from "better-sqlite3";
import { StoreRefusal } from "../../database/store-refusal.ts";
import { isOfTheDay } from "./loads.ts";
import type { FileStore } from "./submitted-files.ts";

const day = 86_400_000;

/** How many that do not load and earn nothing are taken for each that may be handed in. */
const slipsForEach = 10;

/** How much one account may hand in; null is no bound. */
export interface Allowance {
  /** Submissions of one module within 24 hours. */
  readonly perDay: number | null;
  /** What an account may keep here: each text of a file once, what was printed, and a sum for each submission. */
  readonly bytes: number | null;
}

export const unlimited: Allowance = { perDay: null, bytes: null };

/** To be called inside the transaction that would store the submission. @throws StoreRefusal `daily-cap`, `quota`. */
export type RequireRoom = (
  request: {
    readonly userId: string;
    readonly module: string;
    readonly files: SubmittedFiles;
    readonly now: number;
  },
  allowance: Allowance,
) => void;

/**
 * Bounds by the last 24 hours, which are nobody's time zone, and by what is kept. Receipts of a time that has not come
 * yet, from a clock that was ahead, bar nobody. Those that are known not to load and earned
 * nothing have a bound of their own, ten times as large, so that a slip costs nobody an attempt; one that staff handed in for the
 * account is of neither. All are kept and take their part of the quota.
 */
export function openAllowance(database: Database, fileStore: FileStore): RequireRoom {
  const nthBefore = database
    .prepare<
      [{ userId: string; module: string; now: number; since: number; others: number; ofTheDay: 0 | 1 }],
      number
    >(`
      SELECT s.received_at FROM submissions s
      WHERE s.user_id = @userId AND s.module = @module AND s.received_at > @since AND s.received_at <= @now
        AND ${isOfTheDay} = @ofTheDay
        AND NOT EXISTS (SELECT 1 FROM handed_in_for WHERE submission_id = s.id)
      ORDER BY s.received_at DESC LIMIT 1 OFFSET @others`)
    .pluck();

  return ({ userId, module, files, now }, { perDay, bytes }) => {
    if (perDay !== null) {
      // Whether it will load is not known yet: there must be room among both.
      const bounds = [
        { ofTheDay: 1, most: perDay },
        { ofTheDay: 0, most: perDay * slipsForEach },
      ] as const;
      const full = bounds.flatMap(({ ofTheDay, most }) => {
        const first = nthBefore.get({ userId, module, now, since: now - day, others: most - 1, ofTheDay });
        return first === undefined ? [] : [first];
      });
      if (full.length > 0) {
        const until = Math.max(...full) + day;
        throw new StoreRefusal(
          "daily-cap",
          `${perDay} submissions of a module are taken within 24 hours; the next one is taken from ${sayTime(until)} on.`,
          { retryAfter: Math.ceil((until - now) / 1000) },
        );
      }
    }
    if (bytes !== null && fileStore.storedBytes(userId) + fileStore.growth(userId, files) > bytes) {
      throw new StoreRefusal(
        "quota",
        `This account may keep ${sayBytes(bytes)} here and has ${sayBytes(fileStore.storedBytes(userId))}, so there is no ` +
          "room for these files; it ends when an operator raises the quota. What was handed in before is kept.",
      );
    }
  };
}

function sayTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function sayBytes(bytes: number): string {
  return `${Math.round((100 * bytes) / 2 ** 20) / 100} MiB`;
}
