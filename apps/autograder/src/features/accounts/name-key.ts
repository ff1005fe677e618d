/**
 * What makes two names the same: one key. Compatibility forms are what they stand for (ﬁ is fi, Ａ is A), case does not
 * matter (ß is ss), nor do joiners.
 */
export function nameKey(name: string): string {
  const folded = [...name.normalize("NFKC")].map(foldCase).join("");
  return folded
    .normalize("NFKC")
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replaceAll(/\p{Zs}+/gu, " ")
    .trim();
}

/** By the long way round, which knows what one letter becomes; the Turkish ı is a letter of its own and no i. */
function foldCase(character: string): string {
  return character === "ı" ? character : character.toUpperCase().toLowerCase();
}
