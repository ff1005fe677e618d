import { randomUUID } from "node:crypto";
import type { User } from "@tinytorch/api";
import type { Database } from "better-sqlite3";
import { StoreRefusal } from "../../database/store-refusal.ts";
import { createToken, hashToken } from "../../tokens.ts";
import { inOrderOfName } from "../accounts/account.ts";
import type { Audit } from "../audit/audit.ts";
import { idleMilliseconds } from "./sessions.ts";

/** A link's secret the moment it is made: afterwards it is nowhere. */
export interface NewInvitation {
  readonly id: string;
  readonly user: Pick<User, "id" | "name">;
  readonly secret: string;
  readonly expiresAt: number;
}

/** An invitation that was neither redeemed nor revoked. */
export interface StoredInvitation {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** One-time invitations. All that change anything are called inside a transaction of the caller's. */
export interface Invitations {
  /** In place of the account's open one; the account is there. */
  add(actor: string, userId: string, expiresAt: number): NewInvitation;
  /** The accounts with nothing to sign in with: no token, session, provider's subject or invitation that would work. */
  uninvited(): string[];
  /** Oldest first. */
  open(): StoredInvitation[];
  byId(id: string): StoredInvitation | undefined;
  /** @throws StoreRefusal `missing`; one that was redeemed or revoked counts as not there. */
  revoke(actor: string, id: string): void;
  /** How many they were. */
  revokeOf(actor: string, userId: string): number;
  /** Uses it up, and gives whose it is. @throws StoreRefusal `invitation-unknown`, `-used`, `-revoked` or `-expired`. */
  redeem(secret: string): User;
}

interface Row extends User {
  readonly invitationId: string;
  readonly expiresAt: number;
  readonly redeemedAt: number | null;
  readonly revokedAt: number | null;
}

export function openInvitations(database: Database, audit: Audit, now: () => number): Invitations {
  const user = database.prepare<[string], Pick<User, "id" | "name">>(
    "SELECT id, name FROM users WHERE id = ? AND erased_at IS NULL",
  );
  const insert = database.prepare<[string, string, Buffer, number, number]>(
    "INSERT INTO invitations (id, user_id, hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
  );
  const openOf = database
    .prepare<[string], string>(
      "SELECT id FROM invitations WHERE user_id = ? AND redeemed_at IS NULL AND revoked_at IS NULL",
    )
    .pluck();
  const selectOpen = `SELECT i.id, u.id AS userId, u.name, i.created_at AS createdAt, i.expires_at AS expiresAt
     FROM invitations i JOIN users u ON u.id = i.user_id WHERE i.redeemed_at IS NULL AND i.revoked_at IS NULL`;
  const open = database.prepare<[], StoredInvitation>(`${selectOpen} ORDER BY i.rowid`);
  const byId = database.prepare<[string], StoredInvitation>(`${selectOpen} AND i.id = ?`);
  const uninvited = database
    .prepare<[{ now: number; idle: number }], string>(
      `SELECT u.id FROM users u WHERE u.erased_at IS NULL AND u.dropped_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM tokens t WHERE t.user_id = u.id AND t.revoked_at IS NULL
           AND (t.expires_at IS NULL OR t.expires_at > @now))
         AND NOT EXISTS (SELECT 1 FROM browser_sessions s WHERE s.user_id = u.id AND s.ended_at IS NULL
           AND s.token_id IS NULL AND s.expires_at > @now AND s.last_used_at > @now - @idle)
         AND NOT EXISTS (SELECT 1 FROM identities n WHERE n.user_id = u.id)
         AND NOT EXISTS (SELECT 1 FROM invitations i WHERE i.user_id = u.id AND i.redeemed_at IS NULL
           AND i.revoked_at IS NULL AND i.expires_at > @now)
       ${inOrderOfName}`,
    )
    .pluck();
  const revoke = database
    .prepare<[number, string], string>(
      "UPDATE invitations SET revoked_at = ? WHERE id = ? AND redeemed_at IS NULL AND revoked_at IS NULL RETURNING user_id",
    )
    .pluck();
  const byHash = database.prepare<[Buffer], Row>(
    `SELECT u.id, u.name, u.role, i.id AS invitationId, i.expires_at AS expiresAt, i.redeemed_at AS redeemedAt,
       i.revoked_at AS revokedAt FROM invitations i JOIN users u ON u.id = i.user_id WHERE i.hash = ?`,
  );
  const redeem = database.prepare<[number, string]>("UPDATE invitations SET redeemed_at = ? WHERE id = ?");

  function revokeOne(actor: string, invitationId: string): void {
    const userId = revoke.get(now(), invitationId);
    if (userId === undefined) {
      throw new StoreRefusal(
        "missing",
        `revoke: there must be an open invitation, got none with the id ${invitationId}`,
      );
    }
    audit({ at: now(), actor, action: "invitation.revoked", subject: userId, detail: { invitationId } });
  }
  function revokeOf(actor: string, userId: string): number {
    const ids = openOf.all(userId);
    for (const id of ids) revokeOne(actor, id);
    return ids.length;
  }

  return {
    add(actor, userId, expiresAt) {
      const found = user.get(userId);
      if (found === undefined) throw new Error(`internal: add: there must be a user, got none with the id ${userId}`);
      revokeOf(actor, userId);
      const id = randomUUID();
      const secret = createToken();
      insert.run(id, userId, hashToken(secret), now(), expiresAt);
      audit({ at: now(), actor, action: "invitation.issued", subject: userId, detail: { invitationId: id } });
      return { id, user: found, secret, expiresAt };
    },
    uninvited: () => uninvited.all({ now: now(), idle: idleMilliseconds }),
    open: () => open.all(),
    byId: (id) => byId.get(id),
    revoke: revokeOne,
    revokeOf,
    redeem(secret) {
      const row = byHash.get(hashToken(secret));
      if (row === undefined) throw new StoreRefusal("invitation-unknown", "redeem: it must be an invitation, got none");
      const { id, name, role, invitationId, expiresAt, redeemedAt, revokedAt } = row;
      const about = `redeem: an invitation works once, in its time, got ${invitationId}`;
      if (redeemedAt !== null) throw new StoreRefusal("invitation-used", about);
      if (revokedAt !== null) throw new StoreRefusal("invitation-revoked", about);
      if (expiresAt <= now()) throw new StoreRefusal("invitation-expired", about);
      redeem.run(now(), invitationId);
      audit({ at: now(), actor: id, action: "invitation.redeemed", subject: id, detail: { invitationId } });
      return { id, name, role };
    },
  };
}
