/** Puts colour on a text, or leaves it alone. */
export type Paint = (text: string) => string;

export const plain: Paint = (text) => text;

const codes = { red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36, grey: 90 } as const;

export type Colour = keyof typeof codes;

/** The colour's escape codes around a text; a plain text where there is no colour. */
export function paintIn(colour: Colour, hasColour: boolean): Paint {
  return hasColour ? (text) => `\u001b[${codes[colour]}m${text}\u001b[39m` : plain;
}
