import { existsSync } from "node:fs";
import { mkdir, readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import {
  type GraderKey,
  type GradingServer,
  packCourse,
  queueNameOf,
  requireSignature,
  unpackCourse,
  type Welcome,
} from "@tinytorch/work-queue";

/** Courses of a server that are kept besides the one in use, the last used: what it goes back to is there. */
const keptCourses = 3;

/**
 * The folder of the course that a server wants work to be graded by, fetched when it is not there, or is not what its hash says any more.
 * @throws QueueError when it is not signed by the server that made the grader's key, or is another than it says.
 */
export async function installedCourse(
  { bundle: { sha256, signature } }: Pick<Welcome, "bundle">,
  {
    server,
    key,
    cacheFolder,
  }: { readonly server: Pick<GradingServer, "course">; readonly key: GraderKey; readonly cacheFolder: string },
): Promise<string> {
  requireSignature(sha256, signature, key.serverKey);
  // Another server's courses are in a folder of their own: they may be in use by a grader beside this one.
  const courses = join(cacheFolder, "courses", queueNameOf(key.serverKey));
  const folder = join(courses, sha256);
  await mkdir(courses, { recursive: true, mode: 0o700 });
  if (!existsSync(folder) || (await packCourse(folder)).sha256 !== sha256) {
    await unpackCourse(await server.course(sha256), sha256, folder);
  }
  const now = new Date();
  await utimes(folder, now, now);
  const others = (await lastUsedFirst(courses)).filter((other) => other !== folder);
  for (const other of others.slice(keptCourses)) await rm(other, { recursive: true, force: true });
  return folder;
}

async function lastUsedFirst(folder: string): Promise<readonly string[]> {
  const paths = (await readdir(folder)).map((name) => join(folder, name));
  const used = await Promise.all(
    // What a grader beside this one has just finished or removed is not there any more.
    paths.map(async (path) => ({ path, at: (await stat(path).catch(() => undefined))?.mtimeMs ?? 0 })),
  );
  return used.sort((one, other) => other.at - one.at).map(({ path }) => path);
}
