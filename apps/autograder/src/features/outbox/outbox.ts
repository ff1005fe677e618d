import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import type { Clock } from "../../clock.ts";
import { openAddresses } from "../notifications/addresses.ts";
import { openChoices } from "../notifications/choices.ts";
import { activeWebhooks } from "../webhooks/active-webhooks.ts";
import type { NewEvent } from "./event.ts";

/** The channel of e-mail among those of webhooks, which are named by their ids. */
export const mailChannel = "mail";

const hour = 60 * 60_000;

/** E-mails to one address within an hour, of however many accounts; what happens beyond is seen with the service alone. */
const lettersPerHour = 20;

/** Writes down what happened, for every receiver; meant to run inside the transaction that makes it so. */
export type Outbox = (event: NewEvent) => void;

export interface OutboxOptions {
  readonly clock: Clock;
  /** Whether this server sends e-mail: without, none is kept back for a day on which it does. */
  readonly mail: boolean;
}

export function openOutbox(database: Database, { clock: { now, steady }, mail }: OutboxOptions): Outbox {
  const insert = database.prepare<[string, string, string, string, string | null, string | null, number]>(
    "INSERT INTO events (id, user_id, kind, module, subject, cause, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const toWebhooks = database.prepare<[string, string, number]>(`
    INSERT INTO deliveries (event_id, user_id, webhook_id, channel, available_at)
    SELECT ?, ?, id, id, ? FROM webhooks WHERE id IN (${activeWebhooks}) ORDER BY rowid`);
  const toPerson = database.prepare<[string, string, string, number]>(
    "INSERT INTO deliveries (event_id, user_id, channel, available_at) VALUES (?, ?, ?, ?)",
  );
  const lately = database
    .prepare<[string, string, number], number>(
      `SELECT count(*) FROM deliveries d JOIN events v ON v.id = d.event_id
       WHERE d.channel = ? AND d.user_id IN (SELECT value FROM json_each(?)) AND v.at > ?`,
    )
    .pluck();
  const { of: addressOf, sharing } = openAddresses(database);
  /** Who hands in without end, or names somebody else's address from several accounts, fills nobody's letter box. */
  const hasRoom = (address: string) =>
    (lately.get(mailChannel, JSON.stringify(sharing(address)), now() - hour) ?? 0) < lettersPerHour;
  const isChosen = openChoices(database).isOn;

  return (event) => {
    const { kind, userId, module } = event;
    const id = randomUUID();
    const subject = event.kind === "grade.changed" ? null : event.subject;
    const cause = event.kind === "grade.changed" ? event.cause : null;
    insert.run(id, userId, kind, module, subject, cause, now());
    toWebhooks.run(id, userId, steady());
    // That a submission was graded is a letter of its own: the grade that it makes is in it.
    if (!mail || cause === "submission") return;
    if (!isChosen(userId, kind)) return;
    const address = addressOf(userId);
    if (address !== null && hasRoom(address)) toPerson.run(id, userId, mailChannel, steady());
  };
}
