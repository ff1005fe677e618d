/** Indented lines of at most 100 columns, fewer where the terminal has fewer, broken between words, or in one that is longer. */
export function wrap(text: string, indent: number, columns = process.stdout.columns ?? 100): string[] {
  const room = Math.max(Math.min(columns, 100) - indent, 20);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((each) => pieces(each, room))) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each) => " ".repeat(indent) + each);
}

/** A terminal would go on with a word that is too long at its very left, where our own lines begin. */
function pieces(word: string, room: number): string[] {
  const found: string[] = [];
  let piece = "";
  for (const part of word.split(paint).flatMap((each, index) => (index % 2 === 1 ? [each] : [...each]))) {
    if (widthOf(piece) + widthOf(part) > room) {
      found.push(piece);
      piece = "";
    }
    piece += part;
  }
  return [...found, piece];
}

/** What a colour is told by, which takes no room. */
const paint = new RegExp(`(${String.fromCharCode(27)}\\[\\d+m)`);

/** Letters that take two columns, and few that take one. Emoji are two characters anyway. */
const wide = /[\u1100-\u11ff\u2e80-\ud7ff\uf900-\uffff]/g;

/** How many columns a line takes. */
export function widthOf(text: string): number {
  const plain = text.split(paint).filter((_, index) => index % 2 === 0);
  return plain.reduce((sum, each) => sum + each.length + (each.match(wide)?.length ?? 0), 0);
}
