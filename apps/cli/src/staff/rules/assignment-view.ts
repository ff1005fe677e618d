import type { Assignment } from "@tinytorch/api";
import { courseTimeOf } from "@tinytorch/course";
import { viewWhy } from "../../student/submissions/exception-view.ts";
import { courseMoment } from "../../terminal/course-moment.ts";
import { listed } from "../../terminal/listed.ts";
import { viewName } from "../../terminal/message-view.ts";
import { colors, localTime } from "../../terminal/terminal.ts";

/** What each rule of a module is called, in the order in which they are shown. */
const labels = {
  release: "released",
  due: "due",
  closes: "work is taken until",
  zone: "zone",
  points: "points",
  attempts: "attempts",
  coolDown: "cool-down",
  counts: "counts",
  late: "late work",
} as const;

type RuleTexts = Readonly<Record<keyof typeof labels, string>>;

/** Each rule for a person; `–` where nobody is held back. */
export function ruleTexts(assignment: Assignment): RuleTexts {
  const { zone, points, attempts, coolDownMinutes, counts, late } = assignment;
  const moment = (instant: string | null) => (instant === null ? "–" : courseMoment(instant, zone));
  return {
    release: moment(assignment.releaseAt),
    due: moment(assignment.dueAt),
    closes: moment(assignment.closesAt),
    zone,
    points: points === null ? "–" : String(points),
    attempts: attempts === null ? "–" : String(attempts),
    coolDown: coolDownMinutes === 0 ? "–" : minutes(coolDownMinutes),
    counts,
    late: sayLate(late),
  };
}

/** Everything that is decided about a module, a line each, and who decided it last. */
export function viewAssignment(assignment: Assignment): readonly string[] {
  const { module, changed } = assignment;
  const width = Math.max(...Object.values(labels).map(({ length }) => length));
  return [
    colors.bold(module),
    ...entries(ruleTexts(assignment)).map(([rule, text]) => `  ${labels[rule].padEnd(width)}  ${text}`),
    changed === null
      ? "Nobody changed it: this is what course.json says, or what holds where it says nothing."
      : `Changed by ${viewName({ name: changed.by })}, ${localTime(changed.at)}${changed.because === "" ? "" : `: ${viewWhy(changed.because)}`}.`,
  ];
}

/** A module as a line of a table of all: times on the wall of its zone, and what is not as it is without a word. */
export function viewRow({
  module,
  zone,
  dueAt,
  closesAt,
  points,
  attempts,
  coolDownMinutes,
  counts,
  late,
}: Assignment) {
  const wall = (instant: string | null) =>
    instant === null ? "–" : courseTimeOf(Date.parse(instant), zone).wall.replace("T", " ");
  const rules = [
    ...(points === null ? [] : [`${points} points`]),
    ...(attempts === null ? [] : [attempts === 1 ? "1 attempt" : `${attempts} attempts`]),
    ...(coolDownMinutes === 0 ? [] : [`${minutes(coolDownMinutes)} between`]),
    ...(counts === "latest" ? [] : [`the ${counts} counts`]),
    ...(late === null ? [] : [sayLate({ ...late, graceMinutes: 0 })]),
    ...(late === null || late.graceMinutes === 0 ? [] : [`${minutes(late.graceMinutes)} of grace`]),
  ];
  return [module, wall(dueAt), wall(closesAt), rules.length === 0 ? "–" : rules.join("\n")];
}

/** On whose clocks the times of a table are: what one zone has most of, and the modules of others. */
export function sayZones(assignments: readonly Assignment[]): string {
  const byZone = [...Map.groupBy(assignments, ({ zone }) => zone)].toSorted(([, a], [, b]) => b.length - a.length);
  const [[zone] = ["UTC"], ...others] = byZone;
  const said = others.map(([other, list]) => `; of ${listed(list.map(({ module }) => module))} those of ${other}`);
  return `Times are those of ${zone}${said.join("")}. The rest of a module: \`tito assign show 08\`.`;
}

/** What is another than before, a line each: `due: Sat … → Sun …`. */
export function viewChanges(before: Assignment, after: Assignment): readonly string[] {
  const old = ruleTexts(before);
  return entries(ruleTexts(after))
    .filter(([rule, text]) => text !== old[rule])
    .map(([rule, text]) => `  ${labels[rule]}: ${old[rule]} → ${text}`);
}

function entries(texts: RuleTexts): readonly (readonly [keyof RuleTexts, string])[] {
  return rules.map((rule) => [rule, texts[rule]]);
}

const rules: readonly (keyof RuleTexts)[] = [
  ...(["release", "due", "closes", "zone", "points"] as const),
  ...(["attempts", "coolDown", "counts", "late"] as const),
];

function sayLate(late: Assignment["late"]): string {
  if (late === null) return "marked, costs nothing";
  const { percentPerDay, days, graceMinutes } = late;
  if (days === 0) return `not taken${graceMinutes === 0 ? "" : `, ${minutes(graceMinutes)} of grace`}`;
  const taken = days === 1 ? "1 day" : `${days} days`;
  return `−${percentPerDay} % a day, ${taken}${graceMinutes === 0 ? "" : `, ${minutes(graceMinutes)} of grace`}`;
}

function minutes(count: number): string {
  return count === 1 ? "1 minute" : `${count} minutes`;
}
