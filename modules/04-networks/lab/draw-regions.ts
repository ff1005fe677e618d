import { paintIn, type View } from "@tinytorch/lab";
import type { Region } from "./regions.ts";
import { shortened } from "./shortened.ts";

/** The squares side by side, each with its depth above it. */
export function drawRegions(regions: readonly Region[], { columns, colour }: View): string[] {
  const drawn = regions.filter(({ reason }) => reason === null);
  const [inside, outside] = [paintIn("cyan", colour), paintIn("grey", colour)];
  const width = drawn[0]?.above[0]?.length ?? 18;
  const row = (cells: readonly string[]) =>
    cells
      .map((cell) => cell.padEnd(width))
      .join(" ")
      .trimEnd();
  const lines = Array.from({ length: drawn[0]?.above.length ?? 0 }, (_, line) =>
    drawn
      .map(({ above }) => above[line].map((isAbove) => (isAbove ? inside("█") : outside("·"))).join(""))
      .join(" "),
  );
  const reasons = new Set(regions.flatMap(({ reason }) => reason ?? []));
  return [
    "Where untrained networks of 2 numbers say more (█) and less (·), by hidden layers",
    ...(drawn.length === 0
      ? []
      : [
          row(drawn.map(({ hidden }) => `${hidden} hidden`)),
          ...lines,
          row(drawn.map(({ border }) => `border ${border}`)),
          row(drawn.map(({ parameters }) => `${parameters?.toLocaleString("en-US")} parameters`)),
        ]),
    ...Array.from(reasons, (reason) => shortened(`  ${reason}`, columns)),
  ];
}
