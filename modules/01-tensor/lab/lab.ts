import { type Lab, paintIn } from "@tinytorch/lab";
import { runLab } from "@tinytorch/lab/terminal";
import type * as mine from "../src/index.ts";
import { type Absent, follow, type Reading, type Readings } from "./readings.ts";
import { stripLines } from "./strip.ts";

/** One storage, and the orders in which your views of it read it. */
export const lab: Lab<Pick<typeof mine, "arange">, Readings> = {
  data: ({ arange }) => follow(arange),
  draw({ storage, readings, absent }, { columns, colour }) {
    const grey = paintIn("grey", colour);
    const head = ["One storage, read in many orders", ""];
    const lines = readings.flatMap((reading) => [...stripLines(storage, reading, columns, colour), ""]);
    const foot =
      readings.length > 0
        ? [grey("Below each place of the storage: when it is read, first, second, third, …")]
        : ["There is nothing to read yet."];
    return [...head, ...lines, ...foot, ...absent.map(missing), ...closing(readings, absent)].join("\n");
  },
};

function missing({ name, reason }: Absent): string {
  return `  ${name} is not there yet: ${reason}`;
}

function closing(readings: readonly Reading[], absent: readonly Absent[]): string[] {
  const wrong = readings.filter(({ places, expected }) => String(places) !== String(expected));
  if (wrong.length > 0) {
    return ["", `Read in another order than PyTorch does: ${wrong.map(({ name }) => name).join(", ")}.`];
  }
  return absent.length > 0 ? ["", "Write it in src/, try pnpm tito test 01, and come back."] : [];
}

if (import.meta.main) await runLab(lab, import.meta.dirname);
export default lab;
