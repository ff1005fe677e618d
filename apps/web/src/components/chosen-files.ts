import { isSubmittablePath, type ModuleSummary, submissionLimits } from "@tinytorch/api";

/** A file as it was dropped or chosen: where it lay, `08-optimizers/src/sgd.ts` or `sgd.ts`, and what is in it. */
export interface DroppedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What of it would be handed in, and what a person should know first. With problems nothing can be handed in. */
export interface ChosenFiles {
  /** By path: `src/sgd.ts`. */
  readonly files: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
  /** What was left out, or taken from elsewhere than it seems. */
  readonly notes: readonly string[];
}

type Target = Pick<ModuleSummary, "id" | "submittedFiles" | "fileBytes">;

interface ChoiceOptions {
  /** Whether some of the module's files alone will do: the others are there already. */
  readonly isPartial?: boolean;
}

const clutter = /(^|\/)(\.[^/]*|node_modules|__MACOSX|Thumbs\.db)(\/|$)/;
const picture = /\.(png|jpe?g|gif|webp|svg|bmp|heic|pdf)$/i;
const code = /\.ts$/;

/**
 * Finds a module's files in what was dropped: its `src` folder, the folder it lies in, one still further up that has other
 * modules too, or single files. What it cannot use it says in a sentence, which tells what to do instead.
 */
export function chooseFiles(
  module: Target,
  others: readonly Pick<ModuleSummary, "id" | "submittedFiles">[],
  dropped: readonly DroppedFile[],
  { isPartial = false }: ChoiceOptions = {},
): ChosenFiles {
  const notes: string[] = [];
  const problems: string[] = [];
  const wanted = dropped
    .map(({ path, bytes }) => ({ path: path.replaceAll("\\", "/").replace(/^(\.?\/)+/, ""), bytes }))
    .filter(({ path }) => !clutter.test(path));
  const placed = wanted.map((file) => ({ ...file, ...placeOf(file.path, module) }));

  const foreign = placed.flatMap(({ module: id }) => (id !== null && id !== module.id ? [id] : []));
  const own = placed.filter(({ module: id }) => id === null || id === module.id);
  if (foreign.length > 0 && own.some(({ place }) => place !== null)) {
    notes.push(`The folder holds other modules as well (${unique(foreign)}); only ${module.id} was taken.`);
  } else if (foreign.length > 0) {
    problems.push(`These files are of ${unique(foreign)}, and this is ${module.id}. Drop the folder ${module.id}.`);
  }

  const files: Record<string, string> = {};
  for (const { path, place, bytes } of own) {
    if (place === null) {
      const sentence = sayUnused(path, module, others);
      if (sentence !== null) (picture.test(path) ? notes : problems).push(sentence);
      continue;
    }
    if (bytes.length > module.fileBytes) {
      problems.push(
        `${place} is too large: a file may have ${sayBytes(module.fileBytes)}, and it has ${sayBytes(bytes.length)}. Is it the right one?`,
      );
      continue;
    }
    if (!isSubmittablePath(place)) {
      problems.push(
        `${place} is not handed in by that name: small letters, digits and hyphens, as in src/helpers/two-words.ts.`,
      );
      continue;
    }
    const text = asText(bytes);
    if (text === null) problems.push(`${place} is no text, though its name ends in .ts. Save it as UTF-8.`);
    else files[place] = text;
  }

  const owner = isPartial ? ownerOf(Object.keys(files), module, others) : undefined;
  if (owner !== undefined && problems.length === 0) {
    problems.push(`These files are of ${owner.id}, and this is ${module.id}. Drop the folder ${module.id}.`);
  }
  const tooMuch = sayTooMuch(files);
  if (tooMuch !== null) problems.push(tooMuch);

  const isEnough = isPartial && Object.keys(files).length > 0;
  const missing = isEnough ? [] : module.submittedFiles.filter((path) => files[path] === undefined);
  if (problems.length === 0 && missing.length > 0) {
    problems.push(
      Object.keys(files).length === 0
        ? `There is no file of ${module.id} in what you dropped. Drop its folder src, the one with ${module.submittedFiles[0]} in it.`
        : `Missing: ${missing.join(", ")}. Drop the whole folder src; what you have not written yet may stay as you received it.`,
    );
  }
  return { files, problems, notes };
}

/** Where a file belongs in a module, and of which module its folder says that it is. */
function placeOf(
  path: string,
  { id, submittedFiles }: Target,
): { readonly place: string | null; readonly module: string | null } {
  const named = path.split("/").findLast((part) => /^\d\d-[a-z][a-z0-9-]*$/.test(part)) ?? null;
  if (named !== null && named !== id) return { place: null, module: named };
  const inside = /(?:^|\/)(src\/.+)$/.exec(path)?.[1];
  if (inside !== undefined) return { place: code.test(inside) ? inside : null, module: named };
  const single = submittedFiles.find((file) => file === `src/${path}` || file.endsWith(`/${path}`));
  return { place: single ?? null, module: named };
}

/** Another module whose files these are, as a folder that is called `src` does not say: it lists some, and none is listed here alone. */
function ownerOf<Other extends Pick<ModuleSummary, "id" | "submittedFiles">>(
  paths: readonly string[],
  { submittedFiles }: Target,
  others: readonly Other[],
): Other | undefined {
  const listed = paths.filter((path) => submittedFiles.includes(path));
  const helpers = paths.filter((path) => !submittedFiles.includes(path));
  return others.find(
    (other) =>
      listed.every((path) => other.submittedFiles.includes(path)) &&
      helpers.some((path) => other.submittedFiles.includes(path)),
  );
}

/** What the service would say of all files together; null where it takes them. */
function sayTooMuch(files: ChosenFiles["files"]): string | null {
  const count = Object.keys(files).length;
  if (count > submissionLimits.files) {
    return `These are ${count} files, and a module may have ${submissionLimits.files}. Is it the right folder?`;
  }
  const bytes = Object.values(files).reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0);
  if (bytes <= submissionLimits.bytes) return null;
  return `All files together may have ${sayBytes(submissionLimits.bytes)}, and these have ${sayBytes(bytes)}. Hand in code, not data.`;
}

/** Why a file is not handed in; null where nobody would think it should be. */
function sayUnused(
  path: string,
  module: Target,
  others: readonly Pick<ModuleSummary, "id" | "submittedFiles">[],
): string | null {
  const name = path.split("/").at(-1) ?? path;
  if (picture.test(path)) return `${name} is a picture; it was left out, since only TypeScript is graded.`;
  if (!code.test(path) || /(^|\/)(tests|lab)\//.test(path)) return null;
  const owner = others.find((each) => each.id !== module.id && each.submittedFiles.includes(`src/${name}`));
  if (owner !== undefined) return `${name} is a file of ${owner.id}, and this is ${module.id}.`;
  return `${name} is no file of ${module.id}. If it is a helper of your own, drop the whole folder src that it lies in.`;
}

function asText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}

function unique(names: readonly string[]): string {
  return [...new Set(names)].sort().join(", ");
}

function sayBytes(bytes: number): string {
  return bytes < 10_000 ? `${bytes} bytes` : `${Math.round(bytes / 1000)} kB`;
}
