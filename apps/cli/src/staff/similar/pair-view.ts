import type { Passage, SimilarPair } from "@tinytorch/api";
import { colors } from "../../terminal/terminal.ts";
import { visible } from "../../terminal/visible.ts";
import { widthOf } from "../../terminal/wrap.ts";

/** Fewer columns than this are too few for two texts beside each other. */
const fewest = 100;
/** Lines shown before and after a passage. */
const around = 2;
const colours = [colors.cyan, colors.yellow, colors.green, colors.magenta, colors.blue];

/** A line of one side: what marks it, its number and its text. */
interface Line {
  readonly mark: string;
  readonly text: string;
  readonly isAlike: boolean;
}

/**
 * A pair passage by passage, each with a letter and a colour, and what stands around it: both sides beside each other, or one above
 * the other where the terminal is narrow.
 *
 *     a  src/sgd.ts 4–9 of ann           │ a  src/sgd.ts 12–17 of cem
 *          3 {                           │     11 {
 *     a    4   let sum = 0;              │ a   12   let acc = 0;
 */
export function viewPair(pair: SimilarPair, columns = process.stdout.columns || 80): string {
  const { number, module, left, right, similarity, regions } = pair;
  const alike = `${Math.floor(similarity * 100)} % alike, in ${regions.length} ${regions.length === 1 ? "passage" : "passages"}`;
  const head = [
    colors.bold(`Pair ${number} of ${module}: ${left.student.name} and ${right.student.name}, ${alike}.`),
    `Submissions ${left.submissionId} and ${right.submissionId}.`,
    "A pointer for a person to look, never a mark.",
  ];
  const blocks = regions.map((region, index) => {
    const letter = letterOf(index);
    const paint = colours[index % colours.length] ?? colors.cyan;
    const [one, other] = [sideLines(left, region.left, letter), sideLines(right, region.right, letter)];
    return columns < fewest ? stacked(one, other, columns, paint) : beside(one, other, columns, paint);
  });
  return [...head, ...blocks.flatMap((block) => ["", ...block])].join("\n");
}

type Paint = (text: string) => string;

function sideLines(
  { student, files }: SimilarPair["left"],
  { path, from, to }: Passage,
  letter: string,
): readonly Line[] {
  const lines = (files[path] ?? "").split("\n");
  const first = Math.max(1, from - around);
  const last = Math.min(lines.length, to + around);
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const number = first + index;
    const isAlike = number >= from && number <= to;
    const text = `${String(number).padStart(4)} ${visible(lines[number - 1] ?? "").replaceAll("\t", "  ")}`;
    return { mark: isAlike ? letter : "", text, isAlike };
  });
  return [{ mark: letter, text: `${visible(path)} ${from}–${to} of ${student.name}`, isAlike: true }, ...shown];
}

function stacked(one: readonly Line[], other: readonly Line[], columns: number, paint: Paint): readonly string[] {
  const show = (line: Line) => painted(line, fitted(line, columns).trimEnd(), paint);
  return [...one.map(show), ...other.map(show)];
}

function beside(one: readonly Line[], other: readonly Line[], columns: number, paint: Paint): readonly string[] {
  const room = Math.floor((columns - 3) / 2);
  const cell = (line: Line | undefined) =>
    line === undefined ? " ".repeat(room) : painted(line, fitted(line, room), paint);
  return Array.from({ length: Math.max(one.length, other.length) }, (_, row) =>
    `${cell(one[row])} │ ${cell(other[row])}`.trimEnd(),
  );
}

function painted({ isAlike }: Line, text: string, paint: Paint): string {
  return isAlike ? paint(text) : colors.dim(text);
}

/** A line in exactly so many columns. */
function fitted({ mark, text }: Line, room: number): string {
  const whole = `${mark.padEnd(3)}${text}`;
  const missing = room - widthOf(whole);
  return missing >= 0 ? whole + " ".repeat(missing) : cut(whole, room);
}

function cut(text: string, room: number): string {
  let [shown, width] = ["", 0];
  for (const letter of text) {
    width += widthOf(letter);
    if (width > room - 1) break;
    shown += letter;
  }
  return `${shown}…${" ".repeat(Math.max(0, room - 1 - widthOf(shown)))}`;
}

/** a, b, …, z, aa, ab, … */
function letterOf(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : `${letterOf(Math.floor(index / 26) - 1)}${letter}`;
}
