/** A text that fits into so many columns, with dots where it was cut. */
export function shortened(text: string, columns: number): string {
  return text.length <= columns ? text : `${text.slice(0, Math.max(columns - 2, 0)).trimEnd()} …`;
}
