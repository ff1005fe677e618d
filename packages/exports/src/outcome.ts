/** Somebody, or a whole column, that an export does not hold, and why. */
export interface LeftOut {
  /** Null for a column. */
  readonly login: string | null;
  /** Null for all of a person. */
  readonly module: string | null;
  readonly because: string;
}

/** An export, and what whoever uses it must know. */
export interface Exported {
  readonly text: string;
  readonly leftOut: readonly LeftOut[];
  /** A sentence each. */
  readonly warnings: readonly string[];
}

/** What cannot be exported as it was asked for: one sentence, and what of the request it is about. */
export class ExportRefusal extends Error {
  override readonly name = "ExportRefusal";
  readonly about: "template" | "modules";

  constructor(about: ExportRefusal["about"], sentence: string) {
    super(sentence);
    this.about = about;
  }
}

/** Who is meant, without a sentence longer than can be read. */
export function someOf(names: readonly string[], most = 5): string {
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  return `${names.slice(0, most).join(", ")}${more}`;
}
