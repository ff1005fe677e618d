import { unzip } from "fflate";
import type { DroppedFile } from "./chosen-files.ts";

/** A file of a browser's, with where it lay where a folder was dropped or chosen. */
type BrowserFile = File & { readonly path?: string };

/** More than any module's folder has: a larger choice is somebody's whole disk. */
const mostFiles = 5_000;
const mostBytes = 64 * 1024 * 1024;

/** Reads what was dropped; what a zip holds as if it had been dropped itself. @throws Error in a sentence for a person. */
export async function readDropped(chosen: readonly BrowserFile[]): Promise<readonly DroppedFile[]> {
  const files = chosen.filter((file) => !/\/(node_modules|\.git)\//.test(`/${pathOf(file)}`));
  if (files.length > mostFiles || files.reduce((sum, { size }) => sum + size, 0) > mostBytes) {
    throw new Error("That is more than a module can be. Drop the module's folder, or the folder src in it.");
  }
  const read = await Promise.all(
    files.map(async (file) => {
      const bytes = new Uint8Array(await file.arrayBuffer().catch(() => unreadable(file)));
      return /\.zip$/i.test(file.name) ? unpack(file.name, bytes) : [{ path: pathOf(file), bytes }];
    }),
  );
  return read.flat();
}

function pathOf({ path, webkitRelativePath, name }: BrowserFile): string {
  return path || webkitRelativePath || name;
}

function unreadable({ name }: File): never {
  throw new Error(
    `${name} could not be read. If it is open in another program or was changed just now, choose it again.`,
  );
}

function unpack(name: string, bytes: Uint8Array): Promise<readonly DroppedFile[]> {
  return new Promise((resolve, reject) => {
    let total = 0;
    // What would fill the memory is not unpacked at all.
    const filter = ({ originalSize }: { readonly originalSize: number }) => {
      total += originalSize;
      return total <= mostBytes;
    };
    unzip(bytes, { filter }, (error, entries) => {
      if (error !== null) {
        return reject(new Error(`${name} cannot be unpacked: it is damaged, or no zip. Drop the folder src itself.`));
      }
      if (total > mostBytes)
        return reject(new Error(`${name} holds more than a module can be. Drop the folder src itself.`));
      resolve(
        Object.entries(entries)
          .filter(([path]) => !path.endsWith("/"))
          .map(([path, content]) => ({ path, bytes: content })),
      );
    });
  });
}
