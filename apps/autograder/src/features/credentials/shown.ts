import type { BrowserSession, Invitation, IssuedToken, Token } from "@tinytorch/api";
import type { Credential } from "../../http/authentication.ts";
import { isoTime } from "../../http/iso-time.ts";
import type { StoredInvitation } from "./invitations.ts";
import type { StoredSession } from "./sessions.ts";
import type { NewToken, StoredToken } from "./tokens.ts";

/** A token as the contract shows it to who came with `used`. */
export function showToken(token: StoredToken, used: Credential | null, now: number): Token {
  const { id, label, scope, createdAt, expiresAt, lastUsedAt } = token;
  return {
    ...{ id, label, scope },
    createdAt: isoTime(createdAt),
    expiresAt: isoTime(expiresAt),
    isExpired: expiresAt !== null && expiresAt <= now,
    lastUsedAt: isoTime(lastUsedAt),
    isCurrent: used?.id === id,
  };
}

/** A token the moment it is made. */
export function showNewToken({ tokenId, token, expiresAt }: NewToken): IssuedToken {
  return { tokenId, token, expiresAt: isoTime(expiresAt) };
}

export function showSession(session: StoredSession, used: Credential | null): BrowserSession {
  const { id, browser, createdAt, lastUsedAt, expiresAt } = session;
  return {
    ...{ id, browser },
    createdAt: isoTime(createdAt),
    lastUsedAt: isoTime(lastUsedAt),
    expiresAt: isoTime(expiresAt),
    isCurrent: used?.id === id,
  };
}

export function showInvitation({ id, userId, name, createdAt, expiresAt }: StoredInvitation, now: number): Invitation {
  return {
    id,
    user: { id: userId, name },
    createdAt: isoTime(createdAt),
    expiresAt: isoTime(expiresAt),
    isExpired: expiresAt <= now,
  };
}
