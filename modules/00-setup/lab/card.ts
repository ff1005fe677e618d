import { bars, paintIn, type View } from "@tinytorch/lab";
import type { PersonalInfo, SystemInfo, Validation } from "../src/index.ts";
import { bytesPerParameter, networks } from "./networks.ts";

/** A part that works, or why it does not. */
interface Part<Value> {
  readonly value: Value | null;
  readonly missing: string | null;
}

/** Whatever a student's code gave; what it should be is not taken for granted. */
export interface Card {
  readonly person: Part<PersonalInfo>;
  readonly system: Part<SystemInfo>;
  readonly validation: Part<Validation>;
}

/** The machine as a card, what it can train, and what a first receipt will say. */
export function picture({ person, system, validation }: Card, { columns, colour }: View): string {
  const width = Math.max(50, Math.min(columns, 80));
  return [
    ...frame("This machine", machineLines(system, validation), width),
    "",
    ...trainingLines(system.value?.memoryGb, width, colour),
    ...frame("To be handed in", personLines(person), width),
  ].join("\n");
}

function machineLines({ value, missing }: Card["system"], validation: Card["validation"]): string[] {
  if (value === null) return notYet("systemInfo", missing);
  const { platform, processor, cores, memoryGb, node } = value;
  const all = [
    `system     ${platform}`,
    `processor  ${processor}`,
    `cores      ${cores}`,
    `memory     ${memoryGb} GB`,
    `Node       ${node}`,
  ];
  if (validation.value === null) return [...all, "", ...notYet("validateEnvironment", validation.missing)];
  const problems = Array.isArray(validation.value.problems) ? validation.value.problems : [];
  const verdict = validation.value.ok ? "✓ fit for the course" : "✗ not fit for the course yet:";
  return [...all, "", verdict, ...problems.map((problem) => `  ${problem}`)];
}

function personLines({ value, missing }: Card["person"]): string[] {
  if (value === null) return notYet("personalInfo", missing);
  const { name, handle, version } = value;
  return [
    `name     ${name}`,
    `handle   ${handle}`,
    `version  ${version}`,
    "",
    "tito submit 00-setup answers with your first receipt:",
    "Received: submission …, files …, next to be graded.",
  ];
}

function trainingLines(memoryGb: number | undefined, width: number, colour: boolean): string[] {
  if (typeof memoryGb !== "number" || !(memoryGb > 0)) return [];
  const bytes = memoryGb * 2 ** 30;
  const most = bytes / bytesPerParameter;
  const drawn = networks.map(({ name, parameters }) => {
    const share = (parameters * bytesPerParameter) / bytes;
    const fits = share <= 1;
    return {
      name,
      value: Math.min(share, 1),
      text: `${fits ? "✓" : "✗"} ${sizeText(parameters * bytesPerParameter).padStart(7)}`,
      paint: paintIn(fits ? "green" : "red", colour),
    };
  });
  // The last bar is all of the memory, whatever else is drawn.
  const whole = { name: "your memory", value: 1, text: `  ${sizeText(bytes).padStart(7)}` };
  return [
    `What training with Adam takes, ${bytesPerParameter} bytes for each number of the network`,
    "",
    ...bars([...drawn, whole], width),
    "",
    `The largest network whose Adam state fits: ${countText(most)} numbers.`,
    "",
  ];
}

function notYet(name: string, missing: string | null): string[] {
  const reason = missing?.replace(/^TODO\([^)]*\): /, "") ?? "it gave nothing";
  return [`${name} is not there yet:`, `  ${reason}`];
}

/** Lines in a box; one that is too long ends in an ellipsis. */
function frame(title: string, lines: readonly string[], width: number): string[] {
  const room = width - 4;
  const cut = (line: string) => (line.length > room ? `${line.slice(0, room - 1)}…` : line.padEnd(room));
  return [
    `┌─ ${title} ${"─".repeat(width - title.length - 5)}┐`,
    ...lines.map((line) => `│ ${cut(line)} │`),
    `└${"─".repeat(width - 2)}┘`,
  ];
}

function sizeText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"] as const;
  const power = Math.max(0, Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1));
  return `${Number((bytes / 2 ** (10 * power)).toPrecision(3))} ${units[power]}`;
}

function countText(count: number): string {
  return count >= 1e9 ? `${(count / 1e9).toFixed(1)} billion` : `${Math.round(count / 1e6)} million`;
}
