import { ExportRefusal, type LeftOut, someOf } from "./outcome.ts";

/** What a file for an importer would hold. */
export interface Contents {
  readonly about: ExportRefusal["about"];
  readonly people: number;
  readonly columns: number;
  readonly leftOut: readonly LeftOut[];
}

/**
 * A file of headers alone is imported without a word and changes nothing, so there is none.
 * @throws ExportRefusal saying who and what was left out, and why.
 */
export function requireSome(format: string, { about, people, columns, leftOut }: Contents): void {
  if (people > 0 && columns > 0) return;
  const got = people === 0 ? "somebody must be in the file, got nobody" : "a module must be in the file, got none";
  const reasons = [...Map.groupBy(leftOut, ({ because }) => because)].map(
    ([because, list]) => `; ${because}: ${someOf(list.map(({ login, module }) => login ?? module ?? ""))}`,
  );
  throw new ExportRefusal(about, `${format}: ${got}${reasons.join("")}.`);
}
