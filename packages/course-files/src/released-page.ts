import { posix } from "node:path";

/**
 * A page as it is true for a student: commands go through npx, which may install nothing, a link to what a student does not have is left as
 * words, and what stands between `<!-- repository -->` and `<!-- /repository -->` is left out.
 *
 * @param path of the page, from the course's folder.
 * @param isThere whether a student has what lies at a path from there.
 */
export function releasedPage(path: string, text: string, isThere: (path: string) => boolean): string {
  return text
    .replace(/^<!-- repository -->\n.*?^<!-- \/repository -->\n+| ?<!-- repository -->.*?<!-- \/repository -->/gms, "")
    .replace(/\b(?:npx -y )?pnpm(?:@[\d.]+)?\s(?:exec\s)?(?=tito\s|node\s)/g, "npx --no ")
    .replace(codeOrLink, (whole, words: string | undefined, target = "") =>
      words === undefined || isThere(posix.join(posix.dirname(path), target)) ? whole : words,
    );
}

/** Code, in which nothing is a link, or else `[words](target#part)` of what is no address. */
const codeOrLink = /```[\s\S]*?```|`[^`\n]*`|\[([^\]]*)\]\(([^)#:]+)(?:#[^)]*)?\)/g;
