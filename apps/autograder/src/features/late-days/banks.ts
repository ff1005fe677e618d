import { type LateDayBank, lateDayBank, lateDaysIn } from "@tinytorch/gradebook";
import type { Memory } from "../../database/memory.ts";
import { rememberRows } from "../../database/remembered-rows.ts";
import type { ExceptionsByModule, StandingExceptions } from "../exceptions/standing.ts";

/** A person's late days, and in which modules they are spent. */
export interface Bank extends LateDayBank {
  readonly spends: { readonly module: string; readonly days: number }[];
}

/** Late days granted and spent. */
export interface LateDayBanks {
  of(userId: string): Bank;
  /** Of anybody, read at once. */
  ofAll(): (userId: string) => Bank;
}

interface GrantRow {
  readonly key: string | null;
  readonly days: number;
}

export function openLateDayBanks(memory: Memory, standing: Pick<StandingExceptions, "of" | "ofAll">): LateDayBanks {
  const grants = rememberRows<GrantRow, readonly number[], string | null>(memory, "late_day_grants", {
    ...{ tables: { late_day_grants: "user_id" }, key: "user_id", order: "sequence", condition: "removed_at IS NULL" },
    select: "SELECT user_id AS key, days FROM late_day_grants",
    shape: (rows) => rows.map(({ days }) => days),
  });
  return {
    of: (userId) => bankOf([...grants.of(null), ...grants.of(userId)], standing.of(userId)),
    ofAll() {
      const [granted, exceptions] = [grants.ofAll(), standing.ofAll()];
      return (userId) => bankOf([...(granted.get(null) ?? []), ...(granted.get(userId) ?? [])], exceptions.get(userId));
    },
  };
}

function bankOf(granted: readonly number[], exceptions: ExceptionsByModule = new Map()): Bank {
  const spends = Array.from(exceptions, ([module, all]) => ({ module, days: lateDaysIn(all) }));
  const spent = spends.filter(({ days }) => days > 0);
  return {
    ...lateDayBank(
      granted,
      spent.map(({ days }) => days),
    ),
    spends: spent,
  };
}
