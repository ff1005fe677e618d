import type { LabChoice, Runner } from "./lab-choice.ts";
import type { Path } from "./lane.ts";
import { isOwn, ownClass } from "./own-rules.ts";
import { notRecorded, pointsOf, type RecordedRun } from "./recorded-runs.ts";
import { schedules } from "./rules.ts";
import type { Surface } from "./surfaces.ts";

/** Where PyTorch's optimizer was of the same rule, rate and schedule; or why nothing can be put beside, as the end of a sentence. */
export type Beside =
  | { readonly type: "recorded"; readonly points: Path["points"] }
  | { readonly type: "none"; readonly why: string };

/** Two paths on one map are elsewhere when they are further apart than this share of it: float32 stays far below, a wrong rule far above. */
const apart = 1e-4;

/** Recordings have twelve digits: what is nearer than that is as near as can be told (of a number as large as 1). */
const told = 1e-12;

/** What was recorded for a runner of so many steps. */
export function besideOf(
  { rule, rate, schedule }: Runner,
  { steps }: Pick<LabChoice, "steps">,
  runs: readonly RecordedRun[],
): Beside {
  const like = isOwn(rule) ? ownClass(rule).like : rule;
  if (like === null) return none("PyTorch has nothing of its name");
  const ofRule = runs.filter((run) => run.rule === like);
  const [first] = ofRule;
  if (first === undefined) return none(notRecorded[like] ?? "PyTorch's was not recorded");
  const alike = ofRule.find((run) => run.rate === rate && run.schedule === schedule);
  if (alike === undefined) return none(`PyTorch's was recorded ${listed(ofRule.map(sayChoice))}`);
  if (steps > alike.steps) return none(`PyTorch's was recorded for ${alike.steps} steps`);
  if (schedule !== "constant" && steps !== alike.steps) {
    return none(`PyTorch's was recorded for ${alike.steps} steps, and this schedule goes by their number`);
  }
  return { type: "recorded", points: pointsOf(alike).slice(0, steps + 1) };
}

function none(why: string): Beside {
  return { type: "none", why };
}

function sayChoice({ rate, schedule }: RecordedRun): string {
  return `at a rate of ${rate}, ${schedules[schedule].title}`;
}

function listed(words: readonly string[]): string {
  return words.join(" and ");
}

/** How far two paths are apart after each step that the recorded one has: as numbers, and as a share of the map. */
function distances({ points }: Pick<Path, "points">, recorded: Path["points"], { x, y }: Pick<Surface, "x" | "y">) {
  return recorded.map(([right, up], step) => {
    const [ownRight = Number.NaN, ownUp = Number.NaN] = points[step] ?? [];
    return {
      share: Math.hypot((ownRight - right) / (x[1] - x[0]), (ownUp - up) / (y[1] - y[0])),
      distance: Math.hypot(ownRight - right, ownUp - up),
    };
  });
}

/** The first step after which a path is elsewhere than PyTorch's; null when it never is, or nothing is beside it. */
export function firstApart(path: Pick<Path, "points">, beside: Beside, map: Pick<Surface, "x" | "y">): number | null {
  if (beside.type === "none") return null;
  // What is not a number is far from every number.
  const step = distances(path, beside.points, map).findIndex(({ share }) => !(share <= apart));
  return step === -1 ? null : step;
}

/** How one runs beside PyTorch's, in a sentence without its name: `ends where PyTorch's ends, to within 3e-13.` */
export function sayBeside(path: Path, beside: Beside, map: Pick<Surface, "x" | "y">): string {
  if (beside.type === "none") return `not compared: ${beside.why}.`;
  const parted = firstApart(path, beside, map);
  const { distance = 0 } = distances(path, beside.points, map).at(-1) ?? {};
  if (parted === null) {
    const last = beside.points.length - 1;
    if (path.points.length > beside.points.length) return `goes on where PyTorch's was lost, after step ${last}.`;
    return `ends where PyTorch's ends, to within ${Number(Math.max(distance, told).toPrecision(1))}.`;
  }
  if (path.lostAt !== null) return `elsewhere than PyTorch's from step ${parted} on, and lost at step ${path.lostAt}.`;
  return `elsewhere than PyTorch's from step ${parted} on, and ${distance.toPrecision(2)} from it at the end.`;
}
