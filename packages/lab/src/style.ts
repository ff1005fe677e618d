import { type Colour, type Paint, paintIn } from "./paint.ts";

/** How one of several lines is told from the others: by colour, and by a letter where there is none. */
export interface Style {
  readonly paint: Paint;
  readonly letter: string;
  readonly colour: Colour;
}

const colours = ["red", "yellow", "cyan", "green", "magenta", "blue"] as const satisfies readonly Colour[];

/** A style for each name: the first of its letters that no earlier name took. */
export function stylesFor(names: readonly string[], hasColour: boolean): Style[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const letters = [...name.toLowerCase()].filter((letter) => /\p{L}|\p{N}/u.test(letter));
    const letter = letters.find((candidate) => !taken.has(candidate)) ?? letters[0] ?? "?";
    taken.add(letter);
    const colour = colours[index % colours.length] ?? "red";
    return { letter, colour, paint: paintIn(colour, hasColour) };
  });
}

/** A line of a legend: the mark, the name in a column of its own, and what there is to say. */
export function legendLine(name: string, { paint, letter }: Style, hasColour: boolean, text = ""): string {
  return `  ${hasColour ? paint("━━") : letter.repeat(2)} ${name.padEnd(24)} ${text}`.trimEnd();
}
