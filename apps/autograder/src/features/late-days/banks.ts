import { type LateDayBank, lateDayBank, lateDaysIn } from "@tinytorch/gradebook";
import type { Database } from "better-sqlite3";
import { rememberRows } from "../../database/remembered-rows.ts";
import type { ExceptionsByModule, StandingExceptions } from "../exceptions/standing.ts";

/** Late days granted and spent. */
export interface LateDayBanks {
  of(userId: string): LateDayBank;
  /** Of anybody, read at once. */
  ofAll(): (userId: string) => LateDayBank;
}

interface GrantRow {
  readonly key: string | null;
  readonly days: number;
}

export function openLateDayBanks(
  database: Database,
  standing: Pick<StandingExceptions, "of" | "ofAll">,
): LateDayBanks {
  const grants = rememberRows<GrantRow, readonly number[], string | null>(database, "late_day_grants", {
    ...{ tables: { late_day_grants: "user_id" }, key: "user_id", order: "sequence", condition: "removed_at IS NULL" },
    select: "SELECT user_id AS key, days FROM late_day_grants",
    shape: (rows) => rows.map(({ days }) => days),
  });
  return {
    of: (userId) => lateDayBank([...grants.of(null), ...grants.of(userId)], spends(standing.of(userId))),
    ofAll() {
      const [granted, spent] = [grants.ofAll(), standing.ofAll()];
      return (userId) =>
        lateDayBank([...(granted.get(null) ?? []), ...(granted.get(userId) ?? [])], spends(spent.get(userId)));
    },
  };
}

/** What was spent in each module. */
function spends(exceptions: ExceptionsByModule = new Map()): readonly number[] {
  return Array.from(exceptions.values(), lateDaysIn);
}
