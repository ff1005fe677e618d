import { z } from "zod";

/** Ends a line, cannot be seen, or turns the text round it; words of Persian and Indic scripts and signs of several parts need the joiners. */
const unseen = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const seen = /[^\p{C}\p{Z}]/u;

/** One line of text from 1 to `longest` UTF-16 code units, all of which can be seen, without the white space at its ends. */
export function seenLineSchema(longest: number, whenEmpty?: string) {
  return z
    .string()
    .trim()
    .min(1, whenEmpty)
    .max(longest)
    .refine(
      (line) => line === "" || (!unseen.test(line) && seen.test(line)),
      "must be one line of characters that can be seen",
    );
}
