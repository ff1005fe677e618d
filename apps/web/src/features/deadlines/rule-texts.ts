import type { AssignmentRules } from "@tinytorch/course";

const onTheWall = new Intl.DateTimeFormat(undefined, {
  ...({
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  } as const),
  timeZone: "UTC",
});

/** What each rule of a module is called, in the order in which they are shown. */
const labels = {
  release: "opens",
  due: "due",
  closes: "closes",
  zone: "clock",
  points: "points",
  attempts: "attempts",
  coolDownMinutes: "between attempts",
  counts: "which counts",
  late: "late work",
} as const;
type Rule = keyof typeof labels;

/** Each rule of a module for a person: what it is called, and what holds. */
export function ruleTexts(
  rules: AssignmentRules,
): readonly { readonly rule: Rule; readonly label: string; readonly text: string }[] {
  const { release, due, closes, zone, points, attempts, coolDownMinutes, counts, late } = rules;
  const texts: Readonly<Record<Rule, string>> = {
    release: release === null ? "always open" : sayWall(release),
    due: due === null ? "never" : sayWall(due),
    closes: closes === null ? sayEnd(rules) : sayWall(closes),
    zone,
    points: points === null ? "as many as the tests give" : String(points),
    attempts: attempts === null ? "as many as one likes" : String(attempts),
    coolDownMinutes: coolDownMinutes === 0 ? "no pause" : minutes(coolDownMinutes),
    counts: counting[counts],
    late: sayLate(late),
  };
  return order.map((rule) => ({ rule, label: labels[rule], text: texts[rule] }));
}

const order: readonly Rule[] = [
  "release",
  "due",
  "closes",
  "zone",
  "points",
  "attempts",
  "coolDownMinutes",
  "counts",
  "late",
];

/** Which submission is the grade, in words. */
export const counting = {
  latest: "the latest submission",
  best: "the best submission",
  chosen: "the one the student chooses",
} as const;

/** In the order in which they are offered. */
export const policies = ["latest", "best", "chosen"] as const satisfies readonly AssignmentRules["counts"][];

/** What becomes another, a line each: `due: Sun, 6 Dec 2026, 23:59 → Mon, 7 Dec 2026, 18:00`. */
export function changedTexts(before: AssignmentRules, after: AssignmentRules): readonly string[] {
  const old = new Map(ruleTexts(before).map(({ rule, text }) => [rule, text]));
  return ruleTexts(after)
    .filter(({ rule, text }) => text !== old.get(rule))
    .map(({ rule, label, text }) => `${label}: ${old.get(rule)} → ${text}`);
}

/** A time on the wall, without its zone: `Sun, 6 Dec 2026, 23:59`. */
export function sayWall(wall: string): string {
  const date = new Date(`${wall.slice(0, 16)}:00Z`);
  return Number.isNaN(date.getTime()) ? wall : onTheWall.format(date);
}

function sayEnd({ due, late }: AssignmentRules): string {
  return due === null || late === null ? "never" : "when the days for late work are over";
}

function sayLate(late: AssignmentRules["late"]): string {
  if (late === null) return "is marked and costs nothing";
  const { percentPerDay, days, graceMinutes } = late;
  const grace = graceMinutes === 0 ? "" : `, ${minutes(graceMinutes)} of grace`;
  if (days === 0) return `is not taken${grace}`;
  return `−${percentPerDay} % a day, for ${days === 1 ? "1 day" : `${days} days`}${grace}`;
}

function minutes(count: number): string {
  return count === 1 ? "1 minute" : `${count} minutes`;
}
