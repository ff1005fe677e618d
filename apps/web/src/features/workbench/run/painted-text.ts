/** A piece of a text in a terminal's colours. */
export interface Painted {
  readonly text: string;
  /** `red`; null where it has the page's own. */
  readonly colour: string | null;
}

const colours = new Map([
  ["31", "red"],
  ["32", "green"],
  ["33", "yellow"],
  ["34", "blue"],
  ["35", "magenta"],
  ["36", "cyan"],
  ["90", "grey"],
]);

/** A text with a terminal's codes of colour, as the pieces it is made of; other codes are left out. */
export function paintedText(text: string): readonly Painted[] {
  const pieces: Painted[] = [];
  let colour: string | null = null;
  for (const [index, part] of text.split("\u001b[").entries()) {
    const [code = "", number = ""] = (index === 0 ? null : /^([\d;]*)m/.exec(part)) ?? [];
    if (code !== "") colour = colours.get(number) ?? null;
    const rest = part.slice(code.length);
    if (rest !== "") pieces.push({ text: rest, colour });
  }
  return pieces;
}
