import { type Paint, plain } from "./paint.ts";

export interface Bar {
  readonly name: string;
  /** At least 0. Null, NaN and the infinities have no bar. */
  readonly value: number | null;
  /** What stands after the bar; the value by default. */
  readonly text?: string;
  readonly paint?: Paint;
}

/** Horizontal bars, the longest as long as the room allows, in eighths of a cell. */
export function bars(drawn: readonly Bar[], columns: number): string[] {
  const names = Math.max(0, ...drawn.map(({ name }) => name.length));
  const texts = drawn.map(({ value, text }) => text ?? String(value ?? "?"));
  const room = Math.max(8, columns - names - Math.max(0, ...texts.map((text) => text.length)) - 2);
  const lengths = drawn.map(({ value }) => (value !== null && Number.isFinite(value) ? Math.max(0, value) : 0));
  const longest = Math.max(...lengths, Number.MIN_VALUE);
  return drawn.map(({ name, paint = plain }, index) => {
    const eighths = Math.round(((lengths[index] ?? 0) / longest) * room * 8);
    const part = eighths % 8 === 0 ? "" : String.fromCodePoint(0x2590 - (eighths % 8));
    const bar = `${"█".repeat(Math.floor(eighths / 8))}${part}`;
    return `${name.padEnd(names)} ${paint(bar)}${" ".repeat(room - bar.length)} ${texts[index]}`;
  });
}
