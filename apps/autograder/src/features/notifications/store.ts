import type { NotificationKind, NotificationSettings } from "@tinytorch/api";
import type { Database } from "better-sqlite3";
import type { Audit } from "../audit/audit.ts";
import { openAddresses } from "./addresses.ts";
import { openChoices } from "./choices.ts";

/** What a person changes; what is not named stays. */
export interface NotificationChange {
  readonly address?: string | null | undefined;
  readonly on: readonly NotificationKind[];
  readonly off: readonly NotificationKind[];
}

/** What each person is told by e-mail, and where. */
export interface Notifications {
  of(userId: string): NotificationSettings;
  change(userId: string, change: NotificationChange): NotificationSettings;
}

export function openNotifications(database: Database, audit: Audit, now: () => number): Notifications {
  const addresses = openAddresses(database);
  const choices = openChoices(database);
  const of = (userId: string): NotificationSettings => ({
    address: addresses.of(userId),
    kinds: choices.of(userId),
  });
  const change = database.transaction((userId: string, { address, on, off }: NotificationChange) => {
    const before = JSON.stringify(of(userId));
    if (address !== undefined) addresses.set(userId, address);
    for (const kind of on) choices.set(userId, kind, true);
    for (const kind of off) choices.set(userId, kind, false);
    const after = of(userId);
    // What is said again and again is not written down again and again.
    if (JSON.stringify(after) === before) return after;
    // The audit outlives the account, so the address itself is not in it.
    const given = address === undefined ? {} : { address: address === null ? "taken away" : "given" };
    audit({
      at: now(),
      actor: userId,
      action: "notifications.changed",
      subject: userId,
      detail: { ...given, on: [...new Set(on)], off: [...new Set(off)] },
    });
    return after;
  });
  return { of, change: (userId, wish) => change.immediate(userId, wish) };
}
