import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import { StoreRefusal } from "../../database/store-refusal.ts";
import { createToken, hashToken } from "../../tokens.ts";
import { type Account, type AccountRow, accountColumns, accountOfRow } from "../accounts/account.ts";
import type { Audit } from "../audit/audit.ts";
import type { LastUses } from "./last-uses.ts";

const day = 24 * 3_600_000;
/** A session nobody uses ends after this; one in use after `longestMilliseconds`. */
export const idleMilliseconds = 7 * day;
export const longestMilliseconds = 30 * day;
/** Sessions of one account: one more ends the one that was used longest ago. */
export const mostSessions = 20;

/** A session the moment it begins: its secret is in the browser's cookie alone. */
export interface NewSession {
  readonly id: string;
  readonly secret: string;
  readonly expiresAt: number;
}

/** The token that a session began with. */
export interface StartingToken {
  readonly id: string;
  readonly expiresAt: number | null;
}

export interface SessionStart {
  /** What the browser calls itself. */
  readonly browser?: string | undefined;
  /** The token that started it, with which it ends. */
  readonly token?: StartingToken | undefined;
}

/** A session that has not ended. */
export interface StoredSession {
  readonly id: string;
  readonly userId: string;
  readonly browser: string | null;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
}

/** A session whose cookie came with a request, and whose it is. */
export interface HeldSession extends Pick<StoredSession, "id" | "expiresAt"> {
  readonly account: Account;
  /** It signs nobody in while the person is dropped from the course. */
  readonly dropped: boolean;
  /** Null for another way of signing in. */
  readonly startedWith: StartingToken | null;
}

/** Browser sessions. */
export interface Sessions {
  /** Undefined for one that is unknown or has ended, by hand, by time, by lack of use or with its token. */
  held(secret: string): HeldSession | undefined;
  /** Inside a transaction of the caller's. */
  start(userId: string, how: SessionStart): NewSession;
  /** Those that have not ended, newest first. */
  ofUser(userId: string): StoredSession[];
  byId(id: string): StoredSession | undefined;
  /** Inside a transaction of the caller's. @throws StoreRefusal `missing`; one that has ended counts as not there. */
  end(actor: string, id: string): void;
}

interface HeldRow extends StoredSession, AccountRow {
  readonly tokenId: string | null;
  readonly tokenExpiresAt: number | null;
}

export function openSessions(database: Database, audit: Audit, now: () => number, uses: LastUses): Sessions {
  const columns = `s.id, s.user_id AS userId, s.browser, s.created_at AS createdAt, s.last_used_at AS lastUsedAt,
    s.expires_at AS expiresAt`;
  const going = `s.ended_at IS NULL AND s.expires_at > @now AND (s.token_id IS NULL OR EXISTS (
    SELECT 1 FROM tokens t WHERE t.id = s.token_id AND t.revoked_at IS NULL))`;
  const held = database.prepare<[{ hash: Buffer; now: number }], HeldRow>(
    `SELECT ${columns}, ${accountColumns}, s.token_id AS tokenId, started.expires_at AS tokenExpiresAt
     FROM browser_sessions s JOIN users u ON u.id = s.user_id LEFT JOIN tokens started ON started.id = s.token_id
     WHERE s.hash = @hash AND ${going}`,
  );
  const ofUser = database.prepare<[{ userId: string; now: number }], StoredSession>(
    `SELECT ${columns} FROM browser_sessions s WHERE s.user_id = @userId AND ${going} ORDER BY s.rowid DESC`,
  );
  const byId = database.prepare<[{ id: string; now: number }], StoredSession>(
    `SELECT ${columns} FROM browser_sessions s WHERE s.id = @id AND ${going}`,
  );
  const insert = database.prepare<[object]>(
    `INSERT INTO browser_sessions (id, user_id, hash, token_id, browser, created_at, last_used_at, expires_at)
     VALUES (@id, @userId, @hash, @tokenId, @browser, @at, @at, @expiresAt)`,
  );
  const end = database.prepare<[number, string]>("UPDATE browser_sessions SET ended_at = ? WHERE id = ?");
  // What came of it is in the audit.
  const forget = database.prepare<[{ userId: string; now: number; idle: number }]>(
    `DELETE FROM browser_sessions WHERE user_id = @userId
     AND (ended_at IS NOT NULL OR expires_at <= @now OR last_used_at <= @now - @idle)`,
  );

  function inUse<Row extends StoredSession>(row: Row | undefined): Row | undefined {
    if (row === undefined) return undefined;
    const lastUsedAt = uses.pending(row.id) ?? row.lastUsedAt;
    return now() - lastUsedAt < idleMilliseconds ? { ...row, lastUsedAt } : undefined;
  }
  const listed = (userId: string) => ofUser.all({ userId, now: now() }).flatMap((row) => inUse(row) ?? []);

  function close(actor: string, { id, userId }: Pick<StoredSession, "id" | "userId">): void {
    end.run(now(), id);
    audit({ at: now(), actor, action: "session.ended", subject: userId, detail: { sessionId: id } });
  }

  return {
    held(secret) {
      const row = inUse(held.get({ hash: hashToken(secret), now: now() }));
      if (row === undefined) return undefined;
      const { id, expiresAt, droppedAt, tokenId, tokenExpiresAt } = row;
      const startedWith = tokenId === null ? null : { id: tokenId, expiresAt: tokenExpiresAt };
      return { id, expiresAt, startedWith, account: accountOfRow(row), dropped: droppedAt !== null };
    },
    start(userId, { browser, token }) {
      const at = now();
      forget.run({ userId, now: at, idle: idleMilliseconds });
      const longestUnused = listed(userId).sort((a, b) => b.lastUsedAt - a.lastUsedAt);
      for (const session of longestUnused.slice(mostSessions - 1)) close("service", session);
      const id = randomUUID();
      const secret = createToken();
      const expiresAt = Math.min(at + longestMilliseconds, token?.expiresAt ?? Number.POSITIVE_INFINITY);
      insert.run({
        ...{ id, userId, hash: hashToken(secret), tokenId: token?.id ?? null },
        ...{ browser: browser ?? null, at, expiresAt },
      });
      audit({ at, actor: userId, action: "session.started", subject: userId, detail: { sessionId: id } });
      return { id, secret, expiresAt };
    },
    ofUser: listed,
    byId: (id) => inUse(byId.get({ id, now: now() })),
    end(actor, id) {
      const session = inUse(byId.get({ id, now: now() }));
      if (session === undefined) {
        throw new StoreRefusal("missing", `end: there must be a session that goes on, got none with the id ${id}`);
      }
      close(actor, session);
    },
  };
}
