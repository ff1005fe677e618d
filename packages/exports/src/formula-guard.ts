// What a spreadsheet may run: its signs in both widths, behind white space too. Apostrophes before them are our own or somebody's.
const risky = /^'*\s*[=+\-@\t\r＝＋－＠]/;

/** Whether a spreadsheet might take the text for a formula. */
export function looksLikeFormula(text: string): boolean {
  return risky.test(text) && !text.startsWith("'");
}

/** The text with an apostrophe in front of what a spreadsheet might run, so that a name stays a name. */
export function guarded(text: string): string {
  return risky.test(text) ? `'${text}` : text;
}

/** The text that was guarded: `unguarded(guarded(text))` is the text, whatever it is. */
export function unguarded(cell: string): string {
  return risky.test(cell) && cell.startsWith("'") ? cell.slice(1) : cell;
}
