import type { BrowserSession, Invitation, Token } from "@tinytorch/api";
import type { Credential } from "../../http/authentication.ts";
import type { StoredInvitation } from "./invitations.ts";
import type { StoredSession } from "./sessions.ts";
import type { StoredToken } from "./tokens.ts";

/** A token as the contract shows it to who came with `used`. */
export function showToken(token: StoredToken, used: Credential | null, now: number): Token {
  const { id, label, scope, createdAt, expiresAt, lastUsedAt } = token;
  return {
    ...{ id, label, scope },
    createdAt: iso(createdAt),
    expiresAt: isoOrNull(expiresAt),
    isExpired: expiresAt !== null && expiresAt <= now,
    lastUsedAt: isoOrNull(lastUsedAt),
    isCurrent: used?.id === id,
  };
}

export function showSession(session: StoredSession, used: Credential | null): BrowserSession {
  const { id, browser, createdAt, lastUsedAt, expiresAt } = session;
  return {
    ...{ id, browser },
    createdAt: iso(createdAt),
    lastUsedAt: iso(lastUsedAt),
    expiresAt: iso(expiresAt),
    isCurrent: used?.id === id,
  };
}

export function showInvitation({ id, userId, name, createdAt, expiresAt }: StoredInvitation, now: number): Invitation {
  return {
    id,
    user: { id: userId, name },
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
    isExpired: expiresAt <= now,
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}
