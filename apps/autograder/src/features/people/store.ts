import { randomUUID } from "node:crypto";
import {
  type Action,
  type ChangePersonRequest,
  type CourseMember,
  type NewPerson,
  type Owner,
  type PersonFacts,
  personFieldNames,
  reaches,
  reachesFurther,
} from "@tinytorch/api";
import Database from "better-sqlite3";
import { StoreRefusal } from "../../database/store-refusal.ts";
import { isoTime } from "../../http/iso-time.ts";
import { inOrderOfName } from "../accounts/account.ts";
import { nameKey } from "../accounts/name-key.ts";
import type { Audit } from "../audit/audit.ts";
import type { Credentials } from "../credentials/store.ts";

/** What may be changed of a person. */
export type PersonChange = ChangePersonRequest & { readonly login?: string; readonly dropped?: boolean };

/** Somebody new; what is not named is not known. */
export type PersonToAdd = Pick<NewPerson, "login" | "role"> & Partial<PersonFacts>;

/** What whoever goes on for long has to know: somebody's rights may be others now, and a login another. */
export interface PersonChanged {
  readonly loginBefore: string;
  readonly member: CourseMember;
}

/** The people of the course, whom the accounts are of. Erased ones are nobody's. */
export interface People {
  byId(id: string): CourseMember | undefined;
  /** Whoever has the address, which is one person's alone; capitals are as small letters. */
  byEmail(email: string): CourseMember | undefined;
  /** By login, with those who were dropped. */
  list(): readonly CourseMember[];
  /** As far as it decides who may see what is somebody's; also of who was erased, whose account stays. */
  owner(id: string): Owner | undefined;
  /** The ids of those to whom an account may do something. */
  reached(action: Action, account: Owner): readonly string[];
  /** A new account, without a token; its id. Inside a transaction of the caller's. @throws StoreRefusal `identifier-taken`, `name-taken`. */
  add(actor: string, person: PersonToAdd): string;
  /**
   * Changes what is named and writes down what it was; what is as it was writes nothing. A role that may do more to others ends
   * the credentials that somebody else issued to the person.
   * @throws StoreRefusal `missing`, `name-taken`, `identifier-taken` with its field, or `last-admin`.
   */
  change(actor: string, id: string, change: PersonChange): CourseMember;
  /** The same inside a transaction of the caller's, who announces it afterwards. */
  changeWithin(actor: string, id: string, change: PersonChange): PersonChanged;
  /** Tells the listeners of changes that are committed. */
  announce(changes: readonly PersonChanged[]): void;
  /** Calls `listener` after people were changed. */
  onChanged(listener: (changes: readonly PersonChanged[]) => void): void;
}

const unknownFacts: PersonFacts = { name: null, email: null, sisId: null, lmsId: null, section: null };

interface PersonRow extends Omit<CourseMember, "droppedAt"> {
  readonly droppedAt: number | null;
}

const columns = `id, name AS login, display_name AS name, email, sis_id AS sisId, lms_id AS lmsId, section, role,
  dropped_at AS droppedAt`;

/** Ends what others may hold of an account, inside a transaction of the caller's. */
type EndOfOthers = Pick<Credentials, "endOfOthers">;

export function openPeople(
  database: Database.Database,
  { endOfOthers }: EndOfOthers,
  audit: Audit,
  now: () => number,
): People {
  const all = database.prepare<[], PersonRow>(
    `SELECT ${columns} FROM users u WHERE erased_at IS NULL ${inOrderOfName}`,
  );
  const byId = database.prepare<[string], PersonRow>(`SELECT ${columns} FROM users WHERE id = ? AND erased_at IS NULL`);
  const byEmail = database.prepare<[string], PersonRow>(
    `SELECT ${columns} FROM users WHERE lower(email) = lower(?) AND erased_at IS NULL`,
  );
  const owner = database.prepare<[string], Owner>("SELECT id, role, section FROM users WHERE id = ?");
  const owners = database.prepare<[], Owner>("SELECT id, role, section FROM users WHERE erased_at IS NULL");
  const otherAdmins = database
    .prepare<[string], number>(
      "SELECT count(*) FROM users WHERE role = 'admin' AND erased_at IS NULL AND dropped_at IS NULL AND id <> ?",
    )
    .pluck();
  const insert = database.prepare<[PersonToAdd & { id: string; key: string; now: number }]>(
    `INSERT INTO users (id, name, name_key, role, created_at, display_name, email, sis_id, lms_id, section)
     VALUES (@id, @login, @key, @role, @now, @name, @email, @sisId, @lmsId, @section)`,
  );
  const update = database.prepare<[PersonRow & { key: string }]>(
    `UPDATE users SET name = @login, name_key = @key, role = @role, display_name = @name, email = @email, sis_id = @sisId,
       lms_id = @lmsId, section = @section, dropped_at = @droppedAt WHERE id = @id`,
  );

  function requireAdmin(before: PersonRow, after: PersonRow): void {
    const isLost = before.role === "admin" && before.droppedAt === null;
    if (!isLost || (after.role === "admin" && after.droppedAt === null)) return;
    if (otherAdmins.get(before.id) === 0) {
      throw new StoreRefusal("last-admin", `change: an admin must be left, got the last one, ${before.login}`);
    }
  }

  function changeWithin(actor: string, id: string, { dropped, ...given }: PersonChange): PersonChanged {
    const before = byId.get(id);
    if (before === undefined) {
      throw new StoreRefusal("missing", `change: there must be a person, got none with the id ${id}`);
    }
    const at = now();
    const droppedAt = dropped === undefined ? before.droppedAt : dropped ? (before.droppedAt ?? at) : null;
    const after: PersonRow = { ...before, ...given, droppedAt };
    requireAdmin(before, after);
    const changes = changesBetween(before, after);
    if (Object.keys(changes).length === 0 && droppedAt === before.droppedAt) {
      return { loginBefore: before.login, member: describe(before) };
    }
    distinct(() => update.run({ ...after, key: nameKey(after.login) }));
    // Who issued a credential for less must not hold one for more.
    const ended = reachesFurther(after.role, before.role) ? { ended: endOfOthers(actor, id) } : {};
    if (Object.keys(changes).length > 0)
      audit({ at, actor, action: "person.changed", subject: id, detail: { changes, ...ended } });
    if (droppedAt !== before.droppedAt) {
      audit({ at, actor, action: droppedAt === null ? "person.restored" : "person.dropped", subject: id });
    }
    return { loginBefore: before.login, member: describe(after) };
  }
  const change = database.transaction(changeWithin);

  const listeners: ((changes: readonly PersonChanged[]) => void)[] = [];
  function announce(changes: readonly PersonChanged[]): void {
    if (changes.length > 0) for (const listener of listeners) listener(changes);
  }

  return {
    byId(id) {
      const row = byId.get(id);
      return row === undefined ? undefined : describe(row);
    },
    byEmail(email) {
      const row = byEmail.get(email);
      return row === undefined ? undefined : describe(row);
    },
    list: () => all.all().map(describe),
    owner: (id) => owner.get(id),
    reached: (action, account) =>
      owners
        .all()
        .filter((each) => reaches(action, account, each))
        .map(({ id }) => id),
    add(actor, person) {
      const id = randomUUID();
      const { login, role } = person;
      distinct(() => insert.run({ ...unknownFacts, ...person, id, key: nameKey(login), now: now() }));
      audit({ at: now(), actor, action: "user.created", subject: id, detail: { name: login, role } });
      return id;
    },
    change(actor, id, given) {
      const changed = change.immediate(actor, id, given);
      announce([changed]);
      return changed.member;
    },
    changeWithin,
    announce,
    onChanged: (listener) => void listeners.push(listener),
  };
}

function describe({ droppedAt, ...row }: PersonRow): CourseMember {
  return { ...row, droppedAt: isoTime(droppedAt) };
}

const fields = ["login", ...personFieldNames, "role"] as const;

/** Each with what it was and what it is: `{ section: ["A", "B"] }`. */
function changesBetween(before: PersonRow, after: PersonRow): Readonly<Record<string, readonly (string | null)[]>> {
  const changed = fields.filter((field) => before[field] !== after[field]);
  return Object.fromEntries(changed.map((field) => [field, [before[field], after[field]]]));
}

/** By what SQLite says of an index that two rows would share. */
const taken = [
  { said: /users_by_email/, field: "email", what: "e-mail address" },
  { said: /users\.sis_id|users_by_sis_id/, field: "sisId", what: "SIS id" },
  { said: /users\.lms_id|users_by_lms_id/, field: "lmsId", what: "LMS id" },
] as const;

function distinct(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || error.code !== "SQLITE_CONSTRAINT_UNIQUE") throw error;
    const found = taken.find(({ said }) => said.test(error.message));
    if (found === undefined)
      throw new StoreRefusal("name-taken", "person: a login must be new, got one that is taken", { field: "login" });
    const { field, what } = found;
    const message = `${field}: another account has this ${what} already; it can be one person's alone.`;
    throw new StoreRefusal("identifier-taken", message, { field });
  }
}
