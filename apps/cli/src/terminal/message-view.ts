import { visible } from "./visible.ts";
import { wrap } from "./wrap.ts";

/** What somebody wrote to somebody, as a terminal may show it: every line under the same indent, and nothing in it acts. */
export function viewMessage(text: string, indent: number): readonly string[] {
  return text
    .split("\n")
    .flatMap((line) => wrap(visible(line, Number.POSITIVE_INFINITY).replaceAll("\t", "  "), indent));
}

/** A name, which an earlier release may have taken with anything in it. */
export function viewName(person: { readonly name: string } | null): string {
  return person === null ? "somebody whose account was erased" : visible(person.name);
}
