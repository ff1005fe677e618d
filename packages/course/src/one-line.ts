/** A text on one line, without anything that a terminal would obey or that is a blank by another name: no text of a submission's looks like a line of ours. */
export function oneLine(text: string): string {
  return text.replace(/[\p{C}\p{Z}\u115f\u1160\u2800\u3164\uffa0]+/gu, " ").trim();
}
