import { type KeyObject, randomUUID, sign, verify } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { contentHash, folderTexts } from "@tinytorch/course-files";
import { z } from "zod";
import { QueueError } from "./queue-error.ts";

/** A course as graders on other machines get it: all that decides a grade, named by its content. */
export interface CourseBundle {
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** Bytes that a bundle may unpack to. */
const longestBundle = 268_435_456;

const textsSchema = z.record(z.string(), z.string());

/** What of a course's folder is no course: what tools leave there. */
const isCourse = (path: string) => !/(^|\/)(node_modules|reports|\.[^/]*)\//.test(path);

/** Packs a course: `modules` and `grading`, as they lie there now. */
export async function packCourse(root: string): Promise<CourseBundle> {
  const parts = await Promise.all(
    ["modules", "grading"].map(async (part) =>
      Object.entries(await folderTexts(join(root, part), isCourse)).map(([path, text]) => [`${part}/${path}`, text]),
    ),
  );
  const texts: Readonly<Record<string, string>> = Object.fromEntries(parts.flat());
  return { sha256: contentHash(texts), bytes: await promisify(gzip)(JSON.stringify(texts)) };
}

/** The server's word that the course with this hash is its own. */
export function signBundle(sha256: string, key: KeyObject): string {
  return sign(null, signed(sha256), key).toString("base64url");
}

/** @throws QueueError when it is somebody else's word, or about another course. */
export function requireSignature(sha256: string, signature: string, serverKey: KeyObject): void {
  if (verify(null, signed(sha256), serverKey, Buffer.from(signature, "base64url"))) return;
  throw new QueueError(
    "server: the course must be signed by the server that made this grader's key, got another's signature; make a key there with tito grader-key add",
  );
}

/**
 * Unpacks a bundle into a folder; whole or not at all. What another unpacked there meanwhile stays, since it may be in use.
 * @throws QueueError when it is not what its hash says.
 */
export async function unpackCourse(bytes: Uint8Array, sha256: string, folder: string): Promise<void> {
  const texts = await readBundle(bytes);
  if (texts === undefined || contentHash(texts) !== sha256) {
    throw new QueueError(
      `bundle: the course must have the hash ${sha256.slice(0, 12)}…, got another; nothing is graded`,
    );
  }
  const outside = Object.keys(texts).find((path) => !isInside(path));
  if (outside !== undefined) {
    throw new QueueError(`bundle: its paths must lie inside it, got ${JSON.stringify(outside)}`);
  }
  const unfinished = `${folder}.${randomUUID()}.new`;
  for (const [path, text] of Object.entries(texts)) {
    const file = join(unfinished, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  try {
    await rename(unfinished, folder);
  } catch {
    if ((await packCourse(folder)).sha256 !== sha256) {
      await rm(folder, { recursive: true, force: true });
      await rename(unfinished, folder);
    }
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function readBundle(bytes: Uint8Array): Promise<Readonly<Record<string, string>> | undefined> {
  try {
    const json = await promisify(gunzip)(bytes, { maxOutputLength: longestBundle });
    return textsSchema.safeParse(JSON.parse(json.toString("utf8"))).data;
  } catch {
    return undefined;
  }
}

function isInside(path: string): boolean {
  return path.split("/").every((part) => part !== "" && part !== "." && part !== ".." && !/[\\\0]/.test(part));
}

function signed(sha256: string): Buffer {
  return Buffer.from(`tinytorch course bundle ${sha256}`);
}
