import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Tokens the service made by itself, one file each, readable by its owner alone: `tokens/instructor`. */
export interface TokenFiles {
  path(name: string): string;
  /** Undefined when there is no such file. */
  read(name: string): string | undefined;
  write(name: string, token: string): void;
  /** Of an account, whose name may be no file's. */
  remove(name: string): void;
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
      if (basename(name) === name && name !== "." && name !== "..") rmSync(path(name), { force: true });
    },
  };
}
