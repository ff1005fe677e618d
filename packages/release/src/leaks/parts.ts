/** Finds which of many texts stand in a longer one, in one walk over it. */
export class Parts<Part extends { readonly form: string }> {
  readonly #shortest: number;
  readonly #byBeginning: ReadonlyMap<string, readonly Part[]>;

  /** @param shortest parts that are shorter are left out */
  constructor(parts: readonly Part[], shortest: number) {
    this.#shortest = shortest;
    this.#byBeginning = Map.groupBy(
      parts.filter(({ form }) => form.length >= shortest),
      ({ form }) => form.slice(0, shortest),
    );
  }

  /** Those that stand in the text. */
  of(text: string): ReadonlySet<Part> {
    const found = new Set<Part>();
    for (let at = 0; at + this.#shortest <= text.length; at += 1) {
      for (const part of this.#byBeginning.get(text.slice(at, at + this.#shortest)) ?? []) {
        if (text.startsWith(part.form, at)) found.add(part);
      }
    }
    return found;
  }
}
