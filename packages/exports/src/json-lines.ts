/** A JSON document on each line: everything, for programs that read one line at a time. */
export function jsonLines(documents: readonly unknown[]): string {
  return documents.map((document) => `${JSON.stringify(document)}\n`).join("");
}
