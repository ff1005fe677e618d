import { setTimeout } from "node:timers/promises";
import type { ApiError, Client, Receipt } from "@tinytorch/api";
import { CliError } from "../../terminal/cli-error.ts";
import { localTime } from "../../terminal/terminal.ts";
import { display } from "../course/course-folder.ts";
import { dropLetter, keepLetter, type Letter, outboxFolder, putAside } from "./outbox.ts";

/** Where letters are from and go to. */
export interface Post {
  readonly client: Client;
  readonly course: string;
}

/**
 * Hands a letter in. It is in the outbox from before it is sent until it has arrived or was refused for good, so that an end at any
 * moment leaves what can be sent again, under the same key.
 * @throws CliError with exit code 3 when it waits there; ApiError when it was refused.
 */
export async function handIn(letter: Letter, post: Post): Promise<Receipt> {
  try {
    return await deliver(letter, post);
  } catch (error) {
    const { ApiError } = await import("@tinytorch/api");
    if (!(error instanceof ApiError)) throw error;
    if (!isForGood(error)) throw unreached(error, post.course, await tryToKeep(post.course, letter));
    await dropLetter(post.course, letter);
    throw error;
  }
}

/** Sends a letter that is in the outbox, and stays there unless it arrives. */
async function deliver(letter: Letter, { client, course }: Post): Promise<Receipt> {
  const isKept = await tryToKeep(course, letter);
  const { ServiceUnreachableError } = await import("@tinytorch/api");
  try {
    const receipt = await send(letter, client);
    await dropLetter(course, letter);
    return receipt;
  } catch (error) {
    if (error instanceof ServiceUnreachableError) throw unreached(error, course, isKept);
    throw error;
  }
}

/** Puts a letter into the outbox and says whether that went well: in a course that cannot be written to, handing in matters more. */
export function tryToKeep(course: string, letter: Letter): Promise<boolean> {
  return keepLetter(course, letter).then(
    () => true,
    () => false,
  );
}

/** A connection may break after the service stored the files: the same key makes the second try safe. */
async function send({ module, files, idempotencyKey }: Letter, client: Client): Promise<Receipt> {
  const { ServiceUnreachableError } = await import("@tinytorch/api");
  const request = { module, files, idempotencyKey };
  try {
    return await client.submit(request);
  } catch (error) {
    if (!(error instanceof ServiceUnreachableError)) throw error;
    await setTimeout(500);
    return client.submit(request);
  }
}

/** What is said when the service does not answer, of work that waits in the outbox. */
export function unreached(error: Error, course: string, isKept: boolean): CliError {
  const kept = isKept
    ? `your files wait in ${display(outboxFolder(course))} and are handed in once, by the next \`tito submit\` or by \`tito submit --pending\`; the time that counts is that of their arrival`
    : `your files could not be kept in ${display(outboxFolder(course))}: hand them in again`;
  return new CliError(3, `${error.message}; ${kept}`);
}

/** What became of a letter that waited: the service took it, would never take it, or does not take it now. */
export type Sent = { readonly letter: Letter } & (
  | { readonly receipt: Receipt }
  | { readonly refused: string }
  | { readonly held: string }
);

/**
 * Sends letters that waited, in their order, and tells of each as it is done. One that the service will never take is put aside and
 * holds up no other; one that it does not take now holds up those of its module alone, which go on waiting.
 * @throws CliError with exit code 3 when the service cannot be reached; ApiError when nobody is signed in there.
 */
export async function sendWaiting(letters: readonly Letter[], post: Post, onSent: (sent: Sent) => void): Promise<void> {
  const { ApiError } = await import("@tinytorch/api");
  const held = new Set<string>();
  for (const letter of letters) {
    if (held.has(letter.module)) continue;
    try {
      onSent({ letter, receipt: await deliver(letter, post) });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 401) throw error;
      if (isForGood(error)) {
        const folder = await putAside(post.course, letter);
        onSent({ letter, refused: `${error.message} Its files are in ${display(folder)}.` });
      } else {
        held.add(letter.module);
        onSent({ letter, held: error.message });
      }
    }
  }
}

/** Whether the same would be refused at any time. Of 500 and more it may have been stored all the same. */
function isForGood({ status, code }: ApiError): boolean {
  return code === "dropped" || (status < 500 && !mayPass.has(status));
}

/** Not signed in, not allowed, too much at once. */
const mayPass: ReadonlySet<number> = new Set([401, 403, 429]);

/** Of which hand-in something is told: `08-optimizers of 2026-11-29 22:14`. */
export function viewLetter({ module, at }: Letter): string {
  return `${module} of ${localTime(at)}`;
}
