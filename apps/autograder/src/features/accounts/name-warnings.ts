import { nameKey } from "./name-key.ts";

/**
 * Letters of Cyrillic and Greek, and a few signs, that look like Latin ones: those that names are likely to have, folded by
 * case. They are a small part of the data of Unicode's UTS #39 ("confusables"), which is some six thousand lines and would
 * warn of more than anybody reads.
 */
const lookAlikes = new Map<string, string>(
  Object.entries({
    ...{
      а: "a",
      в: "b",
      с: "c",
      ԁ: "d",
      е: "e",
      ё: "ë",
      һ: "h",
      н: "h",
      і: "i",
      ї: "ï",
      ј: "j",
      к: "k",
      ӏ: "l",
      м: "m",
    },
    ...{ о: "o", р: "p", ԛ: "q", г: "r", ѕ: "s", т: "t", ԝ: "w", ѵ: "v", х: "x", у: "y", ү: "y", з: "3", б: "6" },
    ...{
      α: "a",
      β: "b",
      ε: "e",
      η: "n",
      ι: "i",
      κ: "k",
      ν: "v",
      ο: "o",
      ρ: "p",
      τ: "t",
      υ: "u",
      χ: "x",
      γ: "y",
      ω: "w",
    },
    ...{
      "0": "o",
      "1": "l",
      "|": "l",
      ı: "i",
      ɑ: "a",
      ɡ: "g",
      "‐": "-",
      "‑": "-",
      "–": "-",
      "—": "-",
      "−": "-",
      "’": "'",
    },
  }),
);
/** Capitals that look alike although the small letters do not: Η and H, Μ and M, Ν and N, Ζ and Z, and in Cyrillic Н. */
const capitalLookAlikes = new Map(
  Object.entries({ Η: "h", Μ: "m", Ν: "n", Ζ: "z", Υ: "y", Ρ: "p", Β: "b", Ι: "i", І: "i" }),
);

const scripts = ["Latin", "Cyrillic", "Greek"] as const;

/** What a person should look at twice before using a new name; nothing of it is refused. */
export function nameWarnings(name: string, others: readonly string[]): readonly string[] {
  const key = nameKey(name);
  const forms = new Set(skeletons(name));
  const alike = others.filter((other) => nameKey(other) !== key && skeletons(other).some((form) => forms.has(form)));
  const mixed = name
    .split(/[^\p{L}\p{M}]+/u)
    .map((word) => scripts.filter((script) => new RegExp(`\\p{Script=${script}}`, "u").test(word)))
    .find((found) => found.length > 1);
  return [
    ...(mixed === undefined ? [] : [`The name mixes ${mixed.join(" and ")} letters in one word.`]),
    ...(alike.length === 0 ? [] : [`The name looks like that of another account: ${alike.slice(0, 3).join(", ")}.`]),
  ];
}

/** What a name looks like, in Latin letters: as small letters and as capitals. */
function skeletons(name: string): readonly string[] {
  const small = nameKey(name);
  const capitals = [...name.normalize("NFKC")]
    .map((character) => capitalLookAlikes.get(character) ?? character)
    .join("");
  return [small, nameKey(capitals)].map((form) =>
    [...form].map((character) => lookAlikes.get(character) ?? character).join(""),
  );
}
