import { expect, test } from "vitest";
import { normalName, userNameSchema } from "./user-name.ts";

test.each([
  ["composed, whatever was typed", "Zoe\u0308", "Zo\u00EB"],
  ["with one plain space for a run of spaces of any kind", " Ada \u00A0\u3000 Lovelace\u2003", "Ada Lovelace"],
  ["as it is, with a Persian half-space", "علی\u200Cرضا", "علی\u200Cرضا"],
  ["as it is, with a half-space after a vowel mark", "عَ\u200Cلی", "عَ\u200Cلی"],
  ["as it is, with a joiner after a virama", "क्\u200Dष", "क्\u200Dष"],
  ["as it is, with a chillu that ends in a joiner", "അവന്\u200D", "അവന്\u200D"],
  ["as it is, with Sinhala's joined letters", "ශ්\u200Dරී", "ශ්\u200Dරී"],
  ["as it is, with a Bengali joiner before the virama", "র\u200D্যা", "র\u200D্যা"],
  ["as it is, in any script", "李小龍 Ольга Ωμέγα 🦊", "李小龍 Ольга Ωμέγα 🦊"],
])("a name is taken %s", (_, given, kept) => {
  expect(userNameSchema.parse(given)).toBe(kept);
  expect(normalName(kept)).toBe(kept);
});

test.each([
  ["a joiner between Latin letters", "ad\u200Da", "U+200D"],
  ["a non-joiner at the end", "Ada\u200C", "U+200C"],
  ["a joiner at the beginning", "\u200Dअ", "U+200D"],
  ["two joiners", "علی\u200C\u200Cرضا", "U+200C"],
  ["a space of no width", "a\u200Bb", "U+200B"],
  ["an override of direction", "a\u202Eb", "U+202E"],
  ["an isolate of direction", "a\u2066b\u2069", "U+2066"],
  ["a soft hyphen", "a\u00ADb", "U+00AD"],
  ["a byte-order mark inside", "a\uFEFFb", "U+FEFF"],
  ["a tag character", "a\u{E0041}", "U+E0041"],
  ["a Hangul filler", "a\u3164", "U+3164"],
  ["a Braille pattern without dots", "a\u2800", "U+2800"],
  ["a variation selector", "a\uFE0F", "U+FE0F"],
  ["a line break", "a\nb", "U+000A"],
  ["a line separator", "a\u2028b", "U+2028"],
  ["a private character", "a\uE000", "U+E000"],
  ["half a character", "a\uD800b", "U+D800"],
])("a name with %s is refused, and the character is named", (_, name, code) => {
  const { error } = userNameSchema.safeParse(name);
  expect(error?.issues).toHaveLength(1);
  expect(error?.issues[0]?.message).toMatch(/^must (not have characters that cannot be seen|have a joiner)/);
  expect(error?.issues[0]?.message).toContain(code);
});

test.each(["", "   ", "\u3000", "x".repeat(101)])("%j is no name", (name) => {
  expect(userNameSchema.safeParse(name).success).toBe(false);
});
