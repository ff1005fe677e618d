/**
 * Text as it is compared: what a formatter, a minifier or JSON may change of it is left out. Blanks, escapes and the kind of quotes
 * do not count, nor the zero before a point.
 */
export function normalForm(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\[nrt]/g, "")
    .replace(/[\s\\]/g, "")
    .replace(/["'`]/g, '"')
    .replace(/(?<!\d)0\./g, ".");
}

/** The numbers of a text that have seven digits or more, as JavaScript writes them. */
export function longNumbers(text: string): readonly string[] {
  return Array.from(text.matchAll(/(?<![\w.])(?:\d[\d_]*)?\.?\d[\d_]*(?:e[+-]?\d+)?/gi), ([token]) =>
    token.replaceAll("_", ""),
  )
    .filter((token) => significant(token) >= 7)
    .map((token) => String(Number(token)));
}

function significant(token: string): number {
  return token
    .replace(/e.*$/i, "")
    .replace(".", "")
    .replace(/^0+|0+$/g, "").length;
}
