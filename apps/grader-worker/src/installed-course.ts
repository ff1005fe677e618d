import { existsSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import {
  type GraderKey,
  type GradingServer,
  packCourse,
  requireSignature,
  unpackCourse,
  type Welcome,
} from "@tinytorch/work-queue";

/** Courses kept besides the one in use: what a server goes back to is there. */
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
  const courses = join(cacheFolder, "courses");
  const folder = join(courses, sha256);
  await mkdir(courses, { recursive: true, mode: 0o700 });
  if (existsSync(folder) && (await packCourse(folder)).sha256 === sha256) return folder;
  await unpackCourse(await server.course(sha256), sha256, folder);
  const others = (await readdir(courses)).filter((name) => name !== sha256).sort();
  for (const name of others.slice(keptCourses)) await rm(join(courses, name), { recursive: true, force: true });
  return folder;
}
