/** Columns that `framed` puts before a picture: seven for a label, one for the line. */
export const frameColumns = 8;

/** A vertical axis to the left of a picture's lines, with a label at its upper and one at its lower end. */
export function framed(lines: readonly string[], top = "", bottom = ""): string[] {
  const label = (index: number) => (index === 0 ? top : index === lines.length - 1 ? bottom : "");
  return lines.map((line, index) => `${label(index).padStart(frameColumns - 1)}│${line}`);
}

/** A horizontal axis below a framed picture of that many columns, with a label at either end. */
export function horizontalAxis(columns: number, from: string, to: string): string {
  const line = "─".repeat(Math.max(0, columns - from.length - to.length));
  return `${" ".repeat(frameColumns - 1)}└${from}${line}${to}`;
}
