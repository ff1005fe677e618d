import pico from "picocolors";

/** Colours for stdout: none when it is not a terminal or NO_COLOR is set. */
export const colors = pico.createColors(process.stdout.isTTY === true && pico.isColorSupported);

/** One line, or several, for a person or a pipe. */
export function print(text = ""): void {
  process.stdout.write(`${text}\n`);
}

/** The one thing that a `--json` command writes to stdout. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** `███████░░░` */
export function bar(done: number, total: number, width = 24): string {
  const full = total === 0 ? 0 : Math.floor((done / total) * width);
  return "█".repeat(full) + "░".repeat(width - full);
}

/** A moment as the reader's clock shows it: `2026-11-22 18:51`. */
export function localTime(iso: string): string {
  const date = new Date(iso);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
