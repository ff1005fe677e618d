import { type Lab, paintIn } from "@tinytorch/lab";
import { runLab } from "@tinytorch/lab/terminal";
import type * as mine from "../src/index.ts";
import { type Absent, type Apart, follow, type Reading, type Readings } from "./readings.ts";
import { stripLines } from "./strip.ts";

/** One storage, and the orders in which your views of it read it. */
export const lab: Lab<Pick<typeof mine, "arange">, Readings> = {
  data: ({ arange }) => follow(arange),
  draw({ storage, readings, absent, firstApart }, { columns, colour }) {
    const grey = paintIn("grey", colour);
    const head = ["One storage, read in many orders", ""];
    const lines = readings.flatMap((reading) => [...stripLines(storage, reading, columns, colour), ""]);
    const foot =
      readings.length > 0
        ? [grey("Below each place of the storage: when it is read, first, second, third, …")]
        : ["There is nothing to read yet."];
    return [
      ...head,
      ...lines,
      ...foot,
      ...absent.map(missing),
      ...closing(readings, absent, firstApart),
    ].join("\n");
  },
  say: ({ readings, absent, firstApart }) =>
    [
      ...(readings.length === 0
        ? ["There is nothing to read yet."]
        : [`${readings.length} views of one storage of six numbers.`, orderLine(firstApart)]),
      ...absent.map(({ name }) => `${name} is not there yet.`),
    ].join(" "),
};

function missing({ name, reason }: Absent): string {
  return `  ${name} is not there yet: ${reason}`;
}

function closing(
  readings: readonly Reading[],
  absent: readonly Absent[],
  firstApart: Apart | null,
): string[] {
  const order = readings.length > 0 ? [orderLine(firstApart)] : [];
  if (firstApart !== null) {
    const wrong = readings.filter(({ places, expected }) => String(places) !== String(expected));
    const names = wrong.map(({ name }) => name).join(", ");
    return ["", ...order, `Read in another order than PyTorch does: ${names}.`];
  }
  return [...order, ...(absent.length > 0 ? ["", "Write it in src/, try tito test 01, and come back."] : [])];
}

function orderLine(firstApart: Apart | null): string {
  if (firstApart === null) return "Each view reads as PyTorch's does.";
  const { name, number, place, expected } = firstApart;
  const [is, should] = [place, expected].map((where) => (where === null ? "nowhere" : `from place ${where}`));
  return `First apart from PyTorch: number ${number} of ${name} is read ${is}, and should be ${should}.`;
}

if (import.meta.main) await runLab(lab, import.meta.dirname);
export default lab;
