import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What is written to see that there is room: as much as a small submission takes. */
const trial = Buffer.alloc(65_536, 1);
/** However often anybody asks, the disk is written to once in this time. */
const keptMilliseconds = 1_000;

/** Says why the data folder's disk takes no more; undefined while it does. */
export type DiskTrouble = () => Promise<string | undefined>;

/** Tries the disk of a data folder by writing to it. A database may go on for a while in the room it has, and lets no one know. */
export function watchDisk(folder: string, steady: () => number): DiskTrouble {
  const file = join(folder, "room-for-more");
  let tried: { readonly at: number; readonly trouble: Promise<string | undefined> } | undefined;

  async function tryToWrite(): Promise<string | undefined> {
    try {
      await writeFile(file, trial, { flush: true });
      return undefined;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      return code === "ENOSPC" || code === "EDQUOT"
        ? "The disk of the data folder is full."
        : "The data folder cannot be written to.";
    } finally {
      // Where nothing can be written, it may be that nothing can be removed.
      await rm(file, { force: true }).catch(() => {});
    }
  }

  return () => {
    if (tried === undefined || steady() - tried.at >= keptMilliseconds) tried = { at: steady(), trouble: tryToWrite() };
    return tried.trouble;
  };
}
