import { type LateDayBank, lateDayBank } from "@tinytorch/gradebook";
import type { Database } from "better-sqlite3";

/** Late days granted and spent. */
export interface LateDayBanks {
  of(userId: string): LateDayBank;
  /** Of anybody, read at once. */
  ofAll(): (userId: string) => LateDayBank;
}

interface DaysRow {
  readonly userId: string | null;
  readonly days: number;
}

export function openLateDayBanks(database: Database): LateDayBanks {
  const grants = "SELECT user_id AS userId, days FROM late_day_grants WHERE removed_at IS NULL";
  const spends = "SELECT user_id AS userId, days FROM exceptions WHERE kind = 'late-days' AND removed_at IS NULL";
  const own = database.prepare<[string], DaysRow>(`${grants} AND (user_id = ? OR user_id IS NULL)`);
  const spentBy = database.prepare<[string], DaysRow>(`${spends} AND user_id = ?`);
  const allGrants = database.prepare<[], DaysRow>(grants);
  const allSpends = database.prepare<[], DaysRow>(spends);
  const days = (rows: readonly DaysRow[] = []) => rows.map((row) => row.days);
  return {
    of: (userId) => lateDayBank(days(own.all(userId)), days(spentBy.all(userId))),
    ofAll() {
      const granted = Map.groupBy(allGrants.all(), ({ userId }) => userId);
      const spent = Map.groupBy(allSpends.all(), ({ userId }) => userId);
      return (userId) =>
        lateDayBank(days([...(granted.get(null) ?? []), ...(granted.get(userId) ?? [])]), days(spent.get(userId)));
    },
  };
}
