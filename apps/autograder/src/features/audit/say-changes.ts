import { assignmentRulesSchema, type LatePolicy } from "@tinytorch/course";
import { z } from "zod";

const rules = assignmentRulesSchema.partial();
const changesSchema = z.record(z.string(), z.tuple([z.unknown(), z.unknown()]));

/** What was decided about a module, of an entry's changes: `due 2026-12-06 23:59 (it was none), attempts 3 (it was any number)`. */
export function sayChanges(json: string): string {
  const changes = changesSchema.safeParse(json === "" ? {} : JSON.parse(json));
  if (!changes.success || Object.keys(changes.data).length === 0) return "as it was";
  return Object.entries(changes.data)
    .map(([name, [before, after]]) => `${names[name] ?? name} ${say(name, after)} (it was ${say(name, before)})`)
    .join(", ");
}

const names: Readonly<Record<string, string>> = {
  closes: "close",
  coolDownMinutes: "cool-down",
  counts: "what counts is",
  late: "late work",
};

const none: Readonly<Record<string, string>> = {
  points: "what the tests give",
  attempts: "any number",
  late: "costs nothing",
};

function say(name: string, value: unknown): string {
  if (value === null) return none[name] ?? "none";
  if (name === "coolDownMinutes") return `${value} min`;
  const { late } = rules.safeParse({ [name]: value }).data ?? {};
  if (late) return sayPolicy(late);
  return String(value).replace(/^(\d{4}-\d\d-\d\d)T/, "$1 ");
}

function sayPolicy({ percentPerDay, days, graceMinutes }: LatePolicy): string {
  const grace = graceMinutes === 0 ? "" : ` after ${graceMinutes} min of grace`;
  return `costs ${percentPerDay} % a day for ${days} days${grace}`;
}
