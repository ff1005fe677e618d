import { type Client, type CurrentSession, createClient, type User } from "@tinytorch/api";
import { forgetAnswers, keepAnswersOf } from "./off-line.ts";

/**
 * Who uses these pages: `opening` while this browser's session is asked for, `unreachable` when the service did not answer to that,
 * and `ended` when the service no longer knows the session, which may be in the midst of work.
 */
export type SessionState =
  | { readonly kind: "opening" | "signed-out" | "unreachable" }
  | { readonly kind: "signed-in" | "ended"; readonly user: User };

let state: SessionState = { kind: "opening" };
let client = clientWith({});
const listeners = new Set<() => void>();

/** The cookie is all tabs': when one of them signs in or out, the others' token is no longer the session's. */
const tabs = new BroadcastChannel("tinytorch.session");
tabs.onmessage = () => void renewSession();

/** The session itself is a cookie, which no script sees; what changes something says the session's token as well. */
function clientWith(signedInBy: { readonly token?: string; readonly csrfToken?: string }): Client {
  return createClient({ baseUrl: location.origin, ...signedInBy });
}

function change(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** The service, as whoever is signed in. */
export function service(): Client {
  return client;
}

export function sessionState(): SessionState {
  return state;
}

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Asks for the session of this browser. */
export async function openSession(): Promise<void> {
  change({ kind: "opening" });
  try {
    begin(await client.currentSession());
    // It may have come with an institution's sign-in, of which nobody else told them.
    tabs.postMessage("changed");
  } catch (error) {
    if (!isRefusal(error)) return change({ kind: "unreachable" });
    await forgetAnswers().catch(() => undefined);
    change({ kind: "signed-out" });
  }
}

/** Without a word on the page unless it is gone. */
async function renewSession(): Promise<void> {
  try {
    begin(await clientWith({}).currentSession());
  } catch (error) {
    noticeRefusal(error);
  }
}

/** @throws ApiError for a token that nobody has or that may not sign in, and ServiceUnreachableError; what one was before, one still is then. */
export async function signInByToken(token: string): Promise<void> {
  begin(await clientWith({ token }).startSession());
  tabs.postMessage("changed");
}

/** @throws ApiError for an invitation that was used, taken back or has expired, and ServiceUnreachableError. */
export async function signInByInvitation(invitation: string): Promise<void> {
  const unknown = clientWith({});
  await unknown.redeemInvitation({ invitation, as: "session" });
  begin(await unknown.currentSession());
  tabs.postMessage("changed");
}

function begin({ user, csrfToken }: CurrentSession): void {
  // Where a browser keeps nothing, nothing is to be forgotten.
  void keepAnswersOf(user.id).catch(() => undefined);
  client = clientWith({ csrfToken });
  change({ kind: "signed-in", user });
}

export async function signOut(): Promise<void> {
  try {
    await client.signOut();
  } catch (error) {
    if (!isRefusal(error)) return change({ kind: "unreachable" });
  }
  await forgetAnswers();
  client = clientWith({});
  change({ kind: "signed-out" });
  tabs.postMessage("changed");
}

/** The service refused what one signed in with: what is on the page stays there, and one signs in again. */
export function noticeRefusal(error: unknown): void {
  if (isRefusal(error) && state.kind === "signed-in") change({ kind: "ended", user: state.user });
}

/** Whether the service does not know who is asking. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && "code" in error && error.code === "unauthorized";
}
