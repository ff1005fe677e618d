import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import type { People } from "./features/people/store.ts";

/** Tokens the service made by itself, one file each, readable by its owner alone: `tokens/instructor`. */
export interface TokenFiles {
  path(name: string): string;
  /** Undefined when there is no such file. */
  read(name: string): string | undefined;
  write(name: string, token: string): void;
  /** Of an account, whose name may be no file's. */
  remove(name: string): void;
  /** Of an account that has another name now; without a file of the old name nothing. A name that is no file's has none. */
  rename(before: string, after: string): void;
}

export function openTokenFiles(dataFolder: string): TokenFiles {
  const folder = join(dataFolder, "tokens");
  const path = (name: string) => join(folder, name);
  return {
    path,
    read(name) {
      try {
        return readFileSync(path(name), "utf8").trim();
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
      }
    },
    write(name, token) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // Whole or not at all, and never readable by others in between.
      writeFileSync(path(`${name}.new`), `${token}\n`, { mode: 0o600 });
      renameSync(path(`${name}.new`), path(name));
    },
    remove(name) {
      if (isFileName(name)) rmSync(path(name), { force: true });
    },
    rename(before, after) {
      if (!isFileName(before) || !existsSync(path(before))) return;
      if (isFileName(after)) renameSync(path(before), path(after));
      else rmSync(path(before));
    },
  };
}

/** Keeps each account's file under the name it has. What fails is logged: the change itself is made already. */
export function followRenames(people: Pick<People, "onChanged">, files: TokenFiles, log: FastifyBaseLogger): void {
  people.onChanged((changes) => {
    for (const { loginBefore, member } of changes) {
      if (member.login === loginBefore) continue;
      try {
        files.rename(loginBefore, member.login);
      } catch (error) {
        log.error({ err: error, user: member.id }, "the token file of a renamed account has its old name still");
      }
    }
  });
}

function isFileName(name: string): boolean {
  return basename(name) === name && name !== "." && name !== "..";
}
