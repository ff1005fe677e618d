import type { User } from "@tinytorch/api";

/** Who is signed in. */
export interface Account extends Readonly<User> {
  readonly section: string | null;
}

/** A row of whoever a credential is of, as it is joined by every table of credentials. */
export interface AccountRow extends Pick<Account, "name" | "role" | "section"> {
  readonly userId: string;
  readonly droppedAt: number | null;
}

/** What an `AccountRow` is read by, from the table of accounts called `u`. */
export const accountColumns = "u.id AS userId, u.name, u.role, u.section, u.dropped_at AS droppedAt";

/** How every list of people is ordered, of the table of accounts called `u`: as they are read, so that case is no order. */
export const inOrderOfName = "ORDER BY coalesce(u.name_key, u.name), u.name";

export function accountOfRow({ userId: id, name, role, section }: AccountRow): Account {
  return { id, name, role, section };
}
