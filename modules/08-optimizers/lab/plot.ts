import { contours, type Plot, type PlotPath, stylesFor } from "@tinytorch/lab";
import type { Lane } from "./picture.ts";
import type { Surface } from "./surface.ts";

/** One line for every doubling of the height, from a sixteenth to a thousand, as the terminal's bands have it. */
const levels = Array.from({ length: 15 }, (_, doubling) => 2 ** (doubling - 4));

/** The paths over the surface's contours; beside one that goes another way than the reference the reference's, dashed. */
export function plotOf(surface: Surface, lanes: readonly Lane[]): Plot {
  const styles = stylesFor(
    lanes.map(({ name }) => name),
    true,
  );
  const paths = lanes.flatMap(({ name, path, reference, firstApart }, index): PlotPath[] => {
    const colour = styles[index]?.colour ?? "grey";
    const own: PlotPath = { name, colour, dashed: false, points: path };
    if (firstApart === null) return [own];
    return [own, { name: `${name}, the reference`, colour, dashed: true, points: reference }];
  });
  const parted = lanes.flatMap(({ path, firstApart }) => {
    const at = firstApart === null ? undefined : path[firstApart];
    return firstApart === null || at === undefined ? [] : [{ text: "!", at, from: firstApart }];
  });
  return {
    title: surface.title,
    x: surface.x,
    y: surface.y,
    contours: contours(surface.height, { x: surface.x, y: surface.y, levels }),
    paths,
    marks: [{ text: "×", at: surface.minimum, from: 0 }, ...parted],
  };
}
