import { sectionsOf } from "@tinytorch/api";

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** Every section that one of these is in, in order: `lab 2` before `lab 10`. */
export function sectionsIn(people: readonly { readonly section: string | null }[]): readonly string[] {
  return [...new Set(people.flatMap(({ section }) => sectionsOf(section)))].toSorted(collator.compare);
}
