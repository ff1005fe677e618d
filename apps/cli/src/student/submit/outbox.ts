import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { SubmitRequest } from "@tinytorch/api";
import type { SubmittedFiles } from "@tinytorch/course";
import { z } from "zod";
import { oneLine } from "../../terminal/explain-error.ts";
import { writeWhole } from "../../terminal/write-whole.ts";

const letterSchema = z.strictObject({
  module: z.string().min(1),
  files: z.record(z.string(), z.string()),
  idempotencyKey: z.uuid(),
  /** When it was to be handed in. */
  at: z.iso.datetime(),
  /** The service that it is for. */
  url: z.url(),
  /** Who hands it in, as `openService` says it: nobody else sends it. */
  sender: z.string().min(1),
});

/** What is to be handed in, under the key by which the service takes it once, however often it is sent. */
export type Letter = z.infer<typeof letterSchema>;

/** What waits in a course's outbox, oldest first. */
export interface Outbox {
  readonly letters: readonly Letter[];
  /** Files in it that are not what was put there, each with what is wrong. */
  readonly damaged: readonly string[];
}

/** Where a course keeps what could not be sent yet. */
export function outboxFolder(course: string): string {
  return join(course, ".tito", "outbox");
}

/** What waits there; nothing where there is no such folder. What cannot be read keeps nobody from handing in. */
export async function readOutbox(course: string): Promise<Outbox> {
  const { readJson } = await import("@tinytorch/course-files");
  const folder = outboxFolder(course);
  const damaged: string[] = [];
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") damaged.push(`it must be a folder that can be read, got ${error.code}`);
    return [];
  });
  const letters: Letter[] = [];
  for (const name of names.filter((each) => each.endsWith(".json")).sort()) {
    try {
      const letter = await readJson(join(folder, name), (json) => letterSchema.parse(json));
      letters.push(letter);
      readFrom.set(letter, join(folder, name));
    } catch (error) {
      damaged.push(`${name}: ${await oneLine(error)}`);
    }
  }
  return { letters, damaged };
}

/** The letter for files: the newest of their module that waits, where it has the same files for the same service, or a new one. */
export function letterFor(
  letters: readonly Letter[],
  { module, files, url, sender }: Omit<SubmitRequest, "idempotencyKey"> & Pick<Letter, "url" | "sender">,
): Letter {
  const newest = letters.findLast((each) => each.module === module);
  if (newest !== undefined && isFor(newest, { url, sender }) && isSame(newest.files, files)) return newest;
  return { module, files, idempotencyKey: randomUUID(), at: new Date().toISOString(), url, sender };
}

/** Whether a letter is for a service, and from who is signed in to it. */
export function isFor(letter: Letter, { url, sender }: Pick<Letter, "url" | "sender">): boolean {
  return letter.url === url && letter.sender === sender;
}

function isSame(one: SubmittedFiles, other: SubmittedFiles): boolean {
  const paths = Object.keys(one);
  return paths.length === Object.keys(other).length && paths.every((path) => one[path] === other[path]);
}

/** Puts a letter into the outbox, whole or not at all; one that is there already stays. */
export async function keepLetter(course: string, letter: Letter): Promise<void> {
  await writeWhole(fileOf(course, letter), `${JSON.stringify(letter, null, 2)}\n`, { file: 0o600, folder: 0o755 });
}

/** Takes a letter out: it has arrived, or never will. Where that cannot be done it is sent again, under the same key. */
export async function dropLetter(course: string, letter: Letter): Promise<void> {
  await rm(fileOf(course, letter), { force: true }).catch(() => {});
}

/** Puts a letter that the service will never take where it stands in no other's way; gives the folder. */
export async function putAside(course: string, letter: Letter): Promise<string> {
  const file = fileOf(course, letter);
  const aside = join(dirname(file), "refused", basename(file));
  await mkdir(dirname(aside), { recursive: true });
  await rename(file, aside);
  return dirname(aside);
}

/** Where letters were read: one that was copied or renamed has another name than it was given. */
const readFrom = new WeakMap<Letter, string>();

/** Names are in the order of time. */
function fileOf(course: string, letter: Letter): string {
  const { at, idempotencyKey } = letter;
  return readFrom.get(letter) ?? join(outboxFolder(course), `${at.replaceAll(":", "-")}-${idempotencyKey}.json`);
}
