import { curves, legendLine, stylesFor, type View } from "@tinytorch/lab";
import { shortened } from "./shortened.ts";
import type { Signal } from "./signal.ts";

/** The signals over depth, one above the other on a logarithmic scale, and a line of words for each. */
export function drawDepth(signals: readonly Signal[], { columns, colour }: View): string[] {
  const styles = stylesFor(
    signals.map(({ name }) => name),
    colour,
  );
  const styled = signals.flatMap((signal, index) =>
    styles[index] ? [{ ...signal, style: styles[index] }] : [],
  );
  const width = Math.max(40, Math.min(columns, 88)) - 8;
  return [
    "A signal's standard deviation through 30 layers of 100 (logarithmic)",
    ...curves(
      styled.map(({ deviations, style }) => ({ ...style, values: deviations })),
      { columns: width, rows: 14, colour, scale: "logarithmic", floor: 1e-40, axis: ["0", "layer 30"] },
    ),
    "",
    ...styled.map(({ name, expected, deviations, reason, style }) => {
      const last = deviations.at(-1)?.toPrecision(2) ?? "?";
      const text = reason ?? `${last} at the end; expected ${expected}`;
      // The mark and the name take 29 columns of the line.
      return legendLine(name, style, colour, shortened(text, columns - 30));
    }),
  ];
}
