import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { echoCourse, repository } from "./run-tito.ts";

/** A copy of the echo course to change at will, gone when the test ends. */
export async function copyCourse(): Promise<string> {
  const course = await temporaryFolder();
  await cp(join(echoCourse, "modules"), join(course, "modules"), { recursive: true });
  await cp(join(echoCourse, "grading"), join(course, "grading"), { recursive: true });
  await symlink(join(repository, "tests/node_modules"), join(course, "node_modules"));
  return course;
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tito-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
