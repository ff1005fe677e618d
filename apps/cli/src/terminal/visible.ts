/**
 * A line of what a program or a file holds as a terminal may show it: nothing in it moves the cursor or changes what stands above.
 *
 * @param most characters that are shown.
 */
export function visible(line: string, most = 500): string {
  return line.replace(/[^\P{C}\t]/gu, " ").slice(0, most);
}
