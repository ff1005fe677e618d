import type { Point } from "@tinytorch/lab";
import type { Lane } from "./picture.ts";
import type { Surface } from "./surface.ts";

/** How far two paths may be apart, as a share of the map: rounding to float32 stays a hundred times below, a wrong rule far above. */
const nothing = 1e-4;

/** The first step after which a path is elsewhere than the reference, from 1; null when it never is. */
export function firstApart(
  path: readonly Point[],
  reference: readonly Point[],
  surface: Surface,
): number | null {
  const [width, height] = [surface.x[1] - surface.x[0], surface.y[1] - surface.y[0]];
  const step = reference.findIndex(([x, y], at) => {
    const [ownX, ownY] = path[at] ?? [Number.NaN, Number.NaN];
    // What is not a number is far from every number.
    return !(Math.hypot((ownX - x) / width, (ownY - y) / height) <= nothing);
  });
  return step < 0 ? null : step;
}

/** Who parts from the reference first, and after which step. */
export function earliest(lanes: readonly Lane[]): { readonly name: string; readonly step: number } | null {
  const apart = lanes.flatMap(({ name, firstApart: step }) => (step === null ? [] : [{ name, step }]));
  return apart.reduce<(typeof apart)[number] | null>(
    (first, each) => (first === null || each.step < first.step ? each : first),
    null,
  );
}
