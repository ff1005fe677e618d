import { randomBytes, randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import { StoreRefusal } from "../../database/store-refusal.ts";
import type { Audit } from "../audit/audit.ts";
import { isActive } from "./active-webhooks.ts";

/** A receiver with what waits for it and what it did not take; `createdAt` is a time of day. */
export interface StoredWebhook {
  readonly id: string;
  readonly url: string;
  readonly createdAt: number;
  readonly createdById: string;
  readonly createdByName: string;
  /** Told nothing, since who added it may add none any more: dropped, or of another role. */
  readonly paused: boolean;
  readonly waiting: number;
  readonly dead: number;
}

/** Where messages go, and what they are signed with. */
export interface WebhookTarget {
  readonly url: string;
  readonly secret: string;
}

/** There may be as many: each is told of everything. */
const most = 50;

type WebhookRow = Omit<StoredWebhook, "paused"> & { readonly active: 0 | 1 };

/** The receivers of events. */
export interface Webhooks {
  /** In the order in which they were added. */
  list(): readonly StoredWebhook[];
  /** From now on it is told of every event. The secret is given this once. @throws StoreRefusal `wrong-state` beyond 50. */
  add(actor: string, url: string): StoredWebhook & { readonly secret: string };
  /** Removes it with all that waits for it. @throws StoreRefusal `missing`. */
  remove(actor: string, id: string): void;
  target(id: string): WebhookTarget | undefined;
}

export function openWebhooks(database: Database, audit: Audit, now: () => number): Webhooks {
  const list = database.prepare<[], WebhookRow>(`
    SELECT w.id, w.url, w.created_at AS createdAt, u.id AS createdById, u.name AS createdByName, ${isActive} AS active,
      (SELECT count(*) FROM deliveries d WHERE d.webhook_id = w.id AND d.state = 'waiting') AS waiting,
      (SELECT count(*) FROM deliveries d WHERE d.webhook_id = w.id AND d.state = 'dead') AS dead
    FROM webhooks w JOIN users u ON u.id = w.created_by ORDER BY w.rowid`);
  const count = database.prepare<[], number>("SELECT count(*) FROM webhooks").pluck();
  const nameOf = database.prepare<[string], string>("SELECT name FROM users WHERE id = ?").pluck();
  const insert = database.prepare<[string, string, string, string, number]>(
    "INSERT INTO webhooks (id, url, secret, created_by, created_at) VALUES (?, ?, ?, ?, ?)",
  );
  const target = database.prepare<[string], WebhookTarget>("SELECT url, secret FROM webhooks WHERE id = ?");
  const removeDeliveries = database.prepare<[string]>("DELETE FROM deliveries WHERE webhook_id = ?");
  const removeIt = database.prepare<[string]>("DELETE FROM webhooks WHERE id = ?");

  const add = database.transaction((actor: string, url: string) => {
    if ((count.get() ?? 0) >= most) {
      throw new StoreRefusal("wrong-state", `There are ${most} webhooks, as many as there may be: remove one first.`);
    }
    const [id, secret, createdAt] = [randomUUID(), randomBytes(32).toString("base64url"), now()];
    insert.run(id, url, secret, actor, createdAt);
    // An address may hold a key of the receiver's: the audit has its host alone.
    audit({ at: createdAt, actor, action: "webhook.added", subject: id, detail: { host: new URL(url).host } });
    const by = { createdById: actor, createdByName: nameOf.get(actor) ?? "" };
    return { id, url, createdAt, ...by, paused: false, secret, waiting: 0, dead: 0 };
  });
  const remove = database.transaction((actor: string, id: string) => {
    removeDeliveries.run(id);
    if (removeIt.run(id).changes === 0) {
      throw new StoreRefusal("missing", `remove: there must be a webhook, got none with the id ${id}`);
    }
    audit({ at: now(), actor, action: "webhook.removed", subject: id });
  });

  return {
    list: () => list.all().map(({ active, ...webhook }) => ({ ...webhook, paused: active === 0 })),
    add: (actor, url) => add.immediate(actor, url),
    remove: (actor, id) => remove.immediate(actor, id),
    target: (id) => target.get(id),
  };
}
