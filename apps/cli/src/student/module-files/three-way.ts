import { diff3Merge } from "node-diff3";

/** What lies at a path in the student's folder. */
export type Lying =
  | { readonly kind: "nothing" }
  | { readonly kind: "file"; readonly text: string }
  /** A folder, a link, or bytes that are no text. */
  | { readonly kind: "other" };

/** What a correction does to one file. */
export type Correction =
  /** Written as it is handed out now: the student has not touched it, or has it not. */
  | { readonly kind: "updated" | "added"; readonly text: string }
  /** Both changed it, in different places. */
  | { readonly kind: "merged"; readonly text: string }
  /** Both changed it in the same place: the student's stays. */
  | { readonly kind: "conflict"; readonly text: string }
  /** The course has it no more, and the student has not touched it. */
  | { readonly kind: "removed" };

/**
 * What becomes of a file: `base` is what the student began with, `mine` what is there, `theirs` what is handed out now; null
 * for none. Lines may end in either way: that alone is no change, and what is written has the student's.
 * @returns null when nothing is to be done.
 */
export function correct(base: string | null, mine: Lying, theirs: string | null): Correction | null {
  if (theirs === null) {
    const isUntouched = mine.kind === "file" && base !== null && plain(mine.text) === plain(base);
    return isUntouched ? { kind: "removed" } : null;
  }
  if (base !== null && plain(base) === plain(theirs)) return null;
  if (mine.kind === "nothing") return { kind: "added", text: theirs };
  if (mine.kind === "other") return { kind: "conflict", text: theirs };
  const own = plain(mine.text);
  if (own === plain(theirs)) return null;
  const ended = (text: string) => (mine.text.includes("\r\n") ? plain(text).replaceAll("\n", "\r\n") : text);
  if (base === null) return { kind: "conflict", text: ended(theirs) };
  if (own === plain(base)) return { kind: "updated", text: ended(theirs) };
  const regions = diff3Merge(own.split("\n"), plain(base).split("\n"), plain(theirs).split("\n"), {
    excludeFalseConflicts: true,
  });
  if (regions.some(({ conflict }) => conflict !== undefined)) return { kind: "conflict", text: ended(theirs) };
  return { kind: "merged", text: ended(regions.flatMap(({ ok = [] }) => ok).join("\n")) };
}

function plain(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
