import { z } from "zod";

/** Persian and Indic words need the joiners: after a letter or mark of such a script, and before one or after a virama. */
const joined =
  "\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Nko}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}" +
  "\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}" +
  "\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}";
const virama = "\\u094D\\u09CD\\u0A4D\\u0ACD\\u0B4D\\u0BCD\\u0C4D\\u0CCD\\u0D4D\\u0DCA\\u17D2\\u1039\\u103A";
const joiner = new RegExp(
  `(?<=[${joined}]\\p{M}*)[\\u200C\\u200D](?=[${joined}])|(?<=[${virama}])[\\u200C\\u200D]`,
  "gu",
);

/** Nobody sees these, or they turn the text round them: control, format and bidirectional characters, fillers, a blank sign. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** A name as it is kept and looked for: composed (NFC), with one plain space for any run of spaces, and none at its ends. */
export function normalName(name: string): string {
  return name
    .normalize("NFC")
    .replace(/\p{Zs}+/gu, " ")
    .trim();
}

/** The first character of a name that nobody would see there; undefined when there is none. */
function unseenCharacter(name: string): string | undefined {
  return unseen.exec(name.replaceAll(joiner, ""))?.[0];
}

/** An account's name. Whatever script it is written in, all of it can be seen, and it is in one normal form. */
export const userNameSchema = z
  .string()
  .overwrite(normalName)
  .min(1)
  .max(100)
  .superRefine((name, context) => {
    const found = unseenCharacter(name);
    if (found === undefined) return;
    const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    const isJoiner = found === "\u200C" || found === "\u200D";
    context.addIssue(
      isJoiner
        ? `must have a joiner (U+${code}) only between letters that it joins or parts`
        : `must not have characters that cannot be seen, got U+${code}`,
    );
  });
