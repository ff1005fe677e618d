import type { Database } from "better-sqlite3";
import type { Clock } from "../../clock.ts";
import { StoreRefusal } from "../../database/store-refusal.ts";
import type { Audit } from "../audit/audit.ts";
import { activeWebhooks } from "../webhooks/active-webhooks.ts";
import { backOff, longestPauseMilliseconds } from "./back-off.ts";
import type { StoredEvent } from "./event.ts";

/** How long what was delivered, or never will be, is kept with its event. */
const keptMilliseconds = 30 * 24 * 60 * 60_000;

/** Longer than all attempts of one together: what has waited so long stood behind others that were not taken. */
const waitsMilliseconds = 2 * 24 * 60 * 60_000;

/** As many dead ones are told at once. */
const mostTold = 1000;

/** An event on its way to one receiver. */
export interface Delivery {
  readonly id: number;
  /** Null: by e-mail to the person. */
  readonly webhookId: string | null;
  readonly attempts: number;
  readonly event: StoredEvent & { readonly userName: string };
}

/** One that its receiver did not take at any attempt; `diedAt` is a time of day. */
export interface StoredDeadDelivery extends Pick<StoredEvent, "kind" | "module" | "userId"> {
  readonly id: number;
  readonly webhookId: string | null;
  readonly userName: string;
  readonly attempts: number;
  readonly error: string;
  readonly diedAt: number;
}

/** Of what is on its way by one kind of channel: how many, and for how many seconds the oldest waits. */
export interface OutboxLoad {
  readonly channel: "mail" | "webhook";
  readonly waiting: number;
  readonly dead: number;
  readonly oldestSeconds: number;
}

/**
 * What is still to be told, at least once each. Within a channel one person's messages go in the order in which things
 * happened: while one waits for its next attempt, those behind it wait too. One that is dead holds up nobody. People take turns:
 * whoever has many waiting delays nobody by more than one.
 */
export interface Deliveries {
  /** Channels that have something due. */
  channels(): readonly string[];
  /** The next of a channel that is due. */
  next(channel: string): Delivery | undefined;
  sent(id: number): void;
  /** Tried again after a pause that grows, and dead after the last attempt. */
  failed(id: number, reason: string): void;
  /** Oldest first, a thousand at most. */
  dead(): readonly StoredDeadDelivery[];
  /** All attempts are before it again. @throws StoreRefusal `missing`. */
  retry(actor: string, id: number): void;
  load(): readonly OutboxLoad[];
  /** Gives up what has waited too long, and forgets what ended long ago. */
  forget(): void;
}

interface DeliveryRow extends StoredEvent {
  readonly deliveryId: number;
  readonly webhookId: string | null;
  readonly attempts: number;
  readonly userName: string;
}

/** An earlier process may have written by a clock that was ahead: what lies further off than any pause counts as passed. */
const due = `d.state = 'waiting' AND (d.webhook_id IS NULL OR d.webhook_id IN (${activeWebhooks})) AND (d.available_at <= @now OR d.available_at > @now + ${longestPauseMilliseconds})
  AND NOT EXISTS (SELECT 1 FROM deliveries e
    WHERE e.state = 'waiting' AND e.channel = d.channel AND e.user_id = d.user_id AND e.id < d.id)`;

export function openDeliveries(database: Database, audit: Audit, { now, steady }: Clock): Deliveries {
  const channels = database
    .prepare<[{ now: number }], string>(`SELECT DISTINCT d.channel FROM deliveries d WHERE ${due}`)
    .pluck();
  const next = database.prepare<[{ now: number; channel: string; after: number }], DeliveryRow>(`
    SELECT d.id AS deliveryId, d.webhook_id AS webhookId, d.attempts, u.name AS userName, v.id, v.kind, v.user_id AS userId,
      v.module, v.subject, v.cause, v.at
    FROM deliveries d JOIN events v ON v.id = d.event_id JOIN users u ON u.id = d.user_id
    WHERE d.channel = @channel AND ${due} ORDER BY u.rowid <= @after, u.rowid, d.id LIMIT 1`);
  /** Whose turn was the last, by channel. */
  const turns = new Map<string, number>();
  const sent = database.prepare<[number, number]>(
    "UPDATE deliveries SET state = 'sent', attempts = attempts + 1, last_error = NULL, ended_at = ? WHERE id = ? AND state = 'waiting'",
  );
  const attemptsOf = database.prepare<[number], number>("SELECT attempts FROM deliveries WHERE id = ?").pluck();
  const postpone = database.prepare<[string, number, number]>(
    "UPDATE deliveries SET attempts = attempts + 1, last_error = ?, available_at = ? WHERE id = ? AND state = 'waiting'",
  );
  const bury = database.prepare<[string, number, number]>(
    "UPDATE deliveries SET attempts = attempts + 1, last_error = ?, state = 'dead', ended_at = ? WHERE id = ? AND state = 'waiting'",
  );
  const dead = database.prepare<[], StoredDeadDelivery>(`
    SELECT d.id, d.webhook_id AS webhookId, v.kind, v.module, v.user_id AS userId, u.name AS userName, d.attempts,
      d.last_error AS error, d.ended_at AS diedAt
    FROM deliveries d JOIN events v ON v.id = d.event_id JOIN users u ON u.id = d.user_id
    WHERE d.state = 'dead' AND d.ended_at IS NOT NULL ORDER BY d.ended_at, d.id LIMIT ${mostTold}`);
  const revive = database.prepare<[number, number], { userId: string }>(`
    UPDATE deliveries SET state = 'waiting', attempts = 0, available_at = ?, ended_at = NULL
    WHERE id = ? AND state = 'dead' RETURNING user_id AS userId`);
  const load = database.prepare<[number], OutboxLoad>(`
    SELECT iif(d.webhook_id IS NULL, 'mail', 'webhook') AS channel, count(*) FILTER (WHERE d.state = 'waiting') AS waiting,
      count(*) FILTER (WHERE d.state = 'dead') AS dead,
      coalesce(max((? - v.at) / 1000.0) FILTER (WHERE d.state = 'waiting'), 0) AS oldestSeconds
    FROM deliveries d JOIN events v ON v.id = d.event_id WHERE d.state IN ('waiting', 'dead') GROUP BY 1`);
  const buryOld = database.prepare<[{ now: number; before: number }]>(
    `UPDATE deliveries SET state = 'dead', ended_at = @now,
       last_error = coalesce(last_error, 'its receiver took nothing that came before it')
     WHERE state = 'waiting' AND attempts = 0 AND last_error IS NULL AND event_id IN (SELECT id FROM events WHERE at < @before)`,
  );
  const forgetSent = database.prepare<[number]>(
    "DELETE FROM deliveries WHERE state IN ('sent', 'dead') AND ended_at < ?",
  );
  const forgetEvents = database.prepare<[number]>(
    "DELETE FROM events WHERE at < ? AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = events.id)",
  );

  const placeOf = database.prepare<[number], { channel: string; place: number }>(
    "SELECT d.channel, u.rowid AS place FROM deliveries d JOIN users u ON u.id = d.user_id WHERE d.id = ?",
  );
  /** Who was told, or tried, stands behind all others in the channel. */
  function takeTurn(id: number): void {
    const turn = placeOf.get(id);
    if (turn !== undefined) turns.set(turn.channel, turn.place);
  }

  const retry = database.transaction((actor: string, id: number) => {
    const revived = revive.get(steady(), id);
    if (revived === undefined) {
      throw new StoreRefusal("missing", `retry: there must be a dead delivery, got none with the id ${id}`);
    }
    audit({ at: now(), actor, action: "delivery.retried", subject: revived.userId, detail: { deliveryId: id } });
  });
  const forget = database.transaction(() => {
    buryOld.run({ now: now(), before: now() - waitsMilliseconds });
    forgetSent.run(now() - keptMilliseconds);
    forgetEvents.run(now() - keptMilliseconds);
  });

  return {
    channels: () => channels.all({ now: steady() }),
    next(channel) {
      const row = next.get({ channel, now: steady(), after: turns.get(channel) ?? 0 });
      if (row === undefined) return undefined;
      const { deliveryId, webhookId, attempts, ...event } = row;
      return { id: deliveryId, webhookId, attempts, event };
    },
    sent(id) {
      takeTurn(id);
      sent.run(now(), id);
    },
    failed(id, reason) {
      takeTurn(id);
      const pause = backOff((attemptsOf.get(id) ?? 0) + 1);
      if (pause === null) bury.run(reason, now(), id);
      else postpone.run(reason, steady() + pause, id);
    },
    dead: () => dead.all(),
    retry: (actor, id) => retry.immediate(actor, id),
    load: () => load.all(now()),
    forget: () => forget.immediate(),
  };
}
