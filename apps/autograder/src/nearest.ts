import leven, { closestMatch } from "leven";

/** The name that is written most like a text, where no more than a third of its letters are others. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  const best = closestMatch(text, names);
  return best !== undefined && leven(text, best) <= best.length / 3 ? best : undefined;
}
