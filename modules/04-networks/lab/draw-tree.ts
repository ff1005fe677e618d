import { type Bar, bars, paintIn, type View } from "@tinytorch/lab";
import { shortened } from "./shortened.ts";
import type { Tree } from "./tree.ts";

/** The network's lines as a tree by their paths, with a bar for what each learns. */
export function drawTree({ lines, total, reason }: Tree, { columns, colour }: View): string[] {
  const title = "A network for digits, as your summary sees it (a batch of 32)";
  if (reason !== null) return [title, shortened(`  ${reason}`, columns)];
  const groups = [...new Set(lines.map(({ name }) => groupOf(name)))];
  const drawn = groups.flatMap((group): Bar[] => {
    const inside = lines.filter(({ name }) => groupOf(name) === group);
    const sum = inside.reduce((all, { parameters }) => all + parameters, 0);
    const heading = { name: group, value: null, text: sum.toLocaleString("en-US") };
    const branches = inside.map(({ name, type, shape, parameters }, index) => ({
      name: `${`${index === inside.length - 1 ? "└" : "├"} ${name} ${type}`.padEnd(15)} [${shape.join(", ")}]`,
      value: parameters,
      text: parameters.toLocaleString("en-US"),
      paint: paintIn(group === groups[0] ? "cyan" : "yellow", colour),
    }));
    return [heading, ...branches];
  });
  const counted = total === null ? "?" : total.toLocaleString("en-US");
  return [title, ...bars(drawn, Math.max(48, Math.min(columns, 80))), `countParameters: ${counted}`];
}

/** What stands before the last point of a path. */
function groupOf(name: string): string {
  return name.split(".").slice(0, -1).join(".");
}
