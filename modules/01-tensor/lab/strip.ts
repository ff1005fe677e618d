import { paintIn } from "@tinytorch/lab";
import type { Reading } from "./readings.ts";

const cell = 5;
const margin = "  ";

/** A view's name and layout, the storage as a strip, and under it a line for each row that the view reads. */
export function stripLines(storage: number, reading: Reading, columns: number, colour: boolean): string[] {
  const { name, shape, strides, offset, shared, places, expected } = reading;
  const [cyan, red, grey] = [paintIn("cyan", colour), paintIn("red", colour), paintIn("grey", colour)];
  const layout = `shape [${shape.join(", ")}]  strides [${strides.join(", ")}]  offset ${offset}`;
  const head =
    name.length + layout.length + 2 <= columns
      ? [`${cyan(name)}  ${layout}`]
      : [cyan(name), `${margin}${layout}`];
  const width = Math.max(1, shape.at(-1) ?? 1);
  const rows = Array.from({ length: Math.ceil(places.length / width) }, (_, row) =>
    places.slice(row * width, (row + 1) * width),
  );
  const right = String(places) === String(expected);
  const strip = (text: (place: number) => string) =>
    Array.from({ length: storage }, (_, place) => text(place));
  const owner = shared ? "the storage of x" : "copied from the storage of x";
  return [
    ...head,
    grey(`${margin}${strip((place) => `[ ${place} ]`).join("")}  ${owner}`),
    ...rows.map((row, number) => {
      const when = strip((place) => {
        const step = row.indexOf(place);
        return (step < 0 ? "·" : String(number * width + step + 1)).padStart(3).padEnd(cell);
      });
      return `${margin}${when.join("")}  row ${number}: ${row.join(" ")}`.trimEnd();
    }),
    ...(right ? [] : [red(`${margin}${" ".repeat(cell * storage)}  but it should be ${expected.join(" ")}`)]),
  ];
}
