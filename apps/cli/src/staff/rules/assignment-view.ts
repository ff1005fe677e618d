import type { Assignment } from "@tinytorch/api";
import { viewWhy } from "../../student/submissions/exception-view.ts";
import { courseMoment } from "../../terminal/course-moment.ts";
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
