import type { NestedNumbers } from "./nested.ts";

/** More numbers than this are told by their shape alone. */
const mostNumbers = 100;

/** Values as a person reads them: `[[1, 2], [3, 4.5]]`, each number to four decimals or as many significant digits. */
export function printValues(values: NestedNumbers, size: number, shape: string): string {
  return size > mostNumbers ? `${size} numbers of shape ${shape}` : printNested(values);
}

function printNested(values: NestedNumbers): string {
  if (typeof values === "number") return printNumber(values);
  return `[${values.map(printNested).join(", ")}]`;
}

function printNumber(value: number): string {
  if (Object.is(value, -0)) return "-0";
  return String(Number(Math.abs(value) >= 1 ? value.toFixed(4) : value.toPrecision(4)));
}
