/** Changes of a text, collected by the places that they have in the text as it was. */
export class Edits {
  readonly #edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];

  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text });
  }

  insert(at: number, text: string): void {
    this.#edits.push({ start: at, end: at, text });
  }

  /** Puts blanks there, and leaves the ends of lines. */
  blank(start: number, end: number, source: string): void {
    this.replace(start, end, source.slice(start, end).replace(/[^\n\r\u2028\u2029]/g, " "));
  }

  /** Of several at one place the first comes first. */
  apply(source: string): string {
    let [text, at] = ["", 0];
    for (const edit of [...this.#edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
      text += source.slice(at, edit.start) + edit.text;
      at = edit.end;
    }
    return text + source.slice(at);
  }
}
