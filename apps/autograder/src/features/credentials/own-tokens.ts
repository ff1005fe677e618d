import type { Database } from "better-sqlite3";

interface Issued {
  readonly actor: string;
  readonly tokenId: string;
  /** Absent where an earlier release did not write it down. */
  readonly isRecorded: 0 | 1;
  readonly madeWith: string | null;
}

/**
 * The ids of the tokens that somebody made for themselves, signed in with nothing that somebody else issued to them. Of which
 * it is not known is not one. A token for a redeemed invitation is: the link worked once.
 */
export function openOwnTokens(database: Database): (userId: string) => ReadonlySet<string> {
  const issued = database.prepare<[string], Issued>(
    `SELECT actor, detail ->> '$.tokenId' AS tokenId, detail ->> '$.madeWith' AS madeWith,
       json_type(detail, '$.madeWith') IS NOT NULL AS isRecorded
     FROM audit WHERE subject = ? AND action = 'token.issued' ORDER BY id`,
  );
  return (userId) => {
    const own = new Set<string>();
    for (const { actor, tokenId, isRecorded, madeWith } of issued.all(userId)) {
      if (actor !== userId || isRecorded === 0) continue;
      if (madeWith === null || own.has(madeWith)) own.add(tokenId);
    }
    return own;
  };
}
