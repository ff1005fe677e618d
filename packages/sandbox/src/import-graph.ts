import type { Place } from "./place.ts";

/**
 * The files that the entry leads to, those that a file imports before it, as the language evaluates them. Files that
 * import each other in a circle are one group.
 */
export function groupsInOrder(
  entry: string,
  importsOf: (file: string) => readonly string[],
): readonly (readonly string[])[] {
  const groups: string[][] = [];
  const numbers = new Map<string, number>();
  const open: string[] = [];
  const visit = (file: string): number => {
    const number = numbers.size;
    numbers.set(file, number);
    open.push(file);
    let low = number;
    for (const next of importsOf(file)) {
      if (!numbers.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, numbers.get(next) ?? low);
    }
    if (low === number) groups.push(open.splice(open.indexOf(file)));
    return low;
  };
  visit(entry);
  return groups;
}

/** What a source imports as the language reads it: the specifiers. */
export type ReadSpecifiers = (source: string) => readonly string[];

/** Where a file imports something: the specifier's place, or that of a name in the same statement. */
export function placeOfImport(
  { file, source, read }: { readonly file: string; readonly source: string; readonly read: ReadSpecifiers },
  specifier: string,
  name?: string,
): Place | null {
  const quoted = new RegExp(`\\b(?:from|import)\\s*(["'])(${escaped(specifier)})\\1`, "g");
  const matches = [...source.matchAll(quoted)];
  for (const match of matches.length > 1 ? importsAmong(matches, source, read) : matches) {
    const end = match.index + match[0].length;
    if (name === undefined) return placeAt(file, source, end - specifier.length - 2);
    const start = startOfStatement(source, match.index);
    const found = new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`).exec(source.slice(start, match.index));
    if (found !== null) return placeAt(file, source, start + found.index);
  }
  return null;
}

/** The specifiers of which a file hands on whatever they export. */
export function starsOf(source: string, read: ReadSpecifiers): readonly string[] {
  const matches = [...source.matchAll(/\bexport\s*\*\s*from\s*(["'])(.*?)\1/g)];
  return matches.length === 0 ? [] : importsAmong(matches, source, read).map(([, , specifier = ""]) => specifier);
}

/**
 * Of texts that end in a specifier and a quote, those that import it, and stand in no comment and in no text. The language says
 * which: each specifier is given a number, and what it then reads has the numbers of those that count.
 */
function importsAmong(
  matches: readonly RegExpExecArray[],
  source: string,
  read: ReadSpecifiers,
): readonly RegExpExecArray[] {
  let numbered = "";
  let end = 0;
  for (const [number, { index, 0: text }] of matches.entries()) {
    const quote = index + text.length - 1;
    numbered += `${source.slice(end, quote)}#${number}`;
    end = quote;
  }
  const found = new Set(read(numbered + source.slice(end)));
  return matches.filter(([, , specifier], number) => found.has(`${specifier}#${number}`));
}

/** Where the last `import` or `export` before a place begins, looked for from there: a source may be full of them. */
function startOfStatement(source: string, before: number): number {
  for (let at = source.lastIndexOf("port", before - 1); at > 1; at = source.lastIndexOf("port", at - 1)) {
    if (/(?<!\w)(?:im|ex)port(?!\w)/.test(source.slice(Math.max(0, at - 3), at + 5))) return at - 2;
  }
  return 0;
}

export function placeAt(file: string, source: string, index: number): Place {
  const before = source.slice(0, index).split("\n");
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
