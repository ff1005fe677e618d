import { existsSync } from "node:fs";
import { join } from "node:path";
import { normalName, type Role } from "@tinytorch/api";
import Database from "better-sqlite3";
import { DataFolderInUseError, databaseFile, openDatabase } from "../database/open-database.ts";
import { overwriteDeleted, purge } from "../database/purge.ts";
import { openUsers } from "../features/accounts/store.ts";
import { openAudit } from "../features/audit/audit.ts";
import { openCredentials } from "../features/credentials/store.ts";
import { openPeople } from "../features/people/store.ts";
import { openTokenFiles } from "../token-files.ts";
import { type Erasure, eraseAccount, planErasure } from "./erase-account.ts";
import { ErasureError } from "./erasure-error.ts";

export interface EraseOptions {
  readonly dataFolder: string;
  readonly name: string;
  /** False only says what would go. */
  readonly really: boolean;
  readonly now: () => number;
}

/** What went or would go, and whether the file holds nothing of it any more. */
export interface EraseResult extends Erasure {
  readonly purged: boolean;
}

/**
 * Erases a person from the data folder of a server that is stopped. All of it happens or nothing; what a kill leaves of
 * writing the file anew, the next start does.
 * @throws ErasureError when a server uses the folder, there is no such account, it is the last admin's or the last of those who teach, or there is no room.
 */
export function eraseUser({ dataFolder, name, really, now }: EraseOptions): EraseResult {
  if (!existsSync(join(dataFolder, databaseFile))) {
    throw new ErasureError(`erase-user: the data folder must hold a database, got none in ${dataFolder}`);
  }
  const { database, close } = openAlone(dataFolder, now);
  try {
    const audit = openAudit(database);
    const credentials = openCredentials(database, audit, now);
    const people = openPeople(database, credentials, audit, now);
    const users = openUsers(database, people, credentials);
    // A name of an earlier release stands as it was given, and may be another person's once it is in its form.
    const user = users.byName(name) ?? users.byName(normalName(name));
    if (user === undefined) throw new ErasureError(`erase-user: there must be an account of that name, got ${name}`);
    const erasure = planErasure(database, user.id, user.name);
    // Who was dropped has no rights of a role.
    const others = people.list().filter(({ id, droppedAt }) => id !== user.id && droppedAt === null);
    const isLeft = (roles: readonly Role[]) => others.some(({ role }) => roles.includes(role));
    if (user.role === "admin" && !isLeft(["admin"])) {
      throw new ErasureError("erase-user: an admin must be left, got the last one; make another first");
    }
    if (user.role === "instructor" && !isLeft(["instructor", "admin"])) {
      throw new ErasureError("erase-user: an instructor must be left, got the last one; make another first");
    }
    if (!really) return { ...erasure, purged: false };
    overwriteDeleted(database);
    eraseAccount(database, erasure, audit, now());
    openTokenFiles(dataFolder).remove(user.name);
    return { ...erasure, purged: purge(database, now) };
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(FULL|IOERR|READONLY|BUSY)/.test(error.code)) {
      throw new ErasureError(
        `erase-user: the data folder must be writable and have room, got ${error.message}; nothing was erased`,
      );
    }
    throw error;
  } finally {
    close();
  }
}

function openAlone(dataFolder: string, now: () => number) {
  try {
    return openDatabase(dataFolder, now);
  } catch (error) {
    if (!(error instanceof DataFolderInUseError)) throw error;
    throw new ErasureError(
      `erase-user: no server may use the data folder meanwhile, got ${dataFolder}, which one is using: stop it first`,
    );
  }
}
