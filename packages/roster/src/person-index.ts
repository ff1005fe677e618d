/** What tells people apart. */
export interface Identity {
  readonly login?: string | undefined;
  readonly email?: string | null | undefined;
  readonly sisId?: string | null | undefined;
  readonly lmsId?: string | null | undefined;
}

/** People, found by what is one person's alone. */
export interface PersonIndex<Entry extends Identity> {
  add(entry: Entry): void;
  /** Everybody who has something of this, each once; first who has the LMS id, then the SIS id, the login and the address. */
  sharing(identity: Identity): readonly Entry[];
}

/** `loginKey` says what makes two logins the same; addresses are the same in any case. */
export function openIndex<Entry extends Identity>(
  entries: readonly Entry[],
  loginKey: (login: string) => string,
): PersonIndex<Entry> {
  const found = new Map<string, Entry>();

  function keys({ lmsId, sisId, login, email }: Identity): string[] {
    return [
      ...(lmsId == null ? [] : [`lms ${lmsId}`]),
      ...(sisId == null ? [] : [`sis ${sisId}`]),
      ...(login === undefined ? [] : [`login ${loginKey(login)}`]),
      ...(email == null ? [] : [`email ${lowerAscii(email)}`]),
    ];
  }
  function add(entry: Entry): void {
    for (const key of keys(entry)) found.set(key, entry);
  }
  for (const entry of entries) add(entry);
  return {
    add,
    sharing: (identity) => [...new Set(keys(identity).flatMap((key) => found.get(key) ?? []))],
  };
}

/** As SQLite's own `lower`, by which addresses are one person's alone. */
function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
