import { constants } from "node:fs";
import { open } from "node:fs/promises";

/** A link is not followed and a pipe not waited for; where a system has no such flags there is neither. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * A regular file's text, of which no more than the limit is ever read; its size in bytes when that is over the limit.
 * @throws when it cannot be read, or is no file
 */
export async function readBounded(path: string, limit: number): Promise<string | { readonly bytes: number }> {
  const file = await open(path, flags);
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new Error(`${path} must be a file`);
    if (found.size > limit) return { bytes: found.size };
    const buffer = Buffer.alloc(limit + 1);
    let length = 0;
    for (let more = 1; more > 0 && length <= limit; length += more) {
      more = (await file.read(buffer, length, buffer.length - length, null)).bytesRead;
    }
    return length > limit ? { bytes: length } : buffer.toString("utf8", 0, length);
  } finally {
    await file.close();
  }
}
