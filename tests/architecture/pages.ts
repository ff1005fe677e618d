import { existsSync, globSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { openProgram } from "../../apps/cli/src/program.ts";
import { readJson, readText } from "./workspace.ts";

const root = join(import.meta.dirname, "../..");

/** The guides and decisions, from the root. */
export const pages: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...globSync("docs/**/*.md", { cwd: root, exclude: ["**/node_modules"] }).sort(),
];

/** What a folder holds. */
export function pathsUnder(folder: string): string[] {
  return readdirSync(join(root, folder));
}

/** What stands between backticks, outside of blocks of code. */
export function spansIn(text: string): string[] {
  const prose = text.replace(/^ *```.*?^ *```$/gms, "");
  return Array.from(prose.matchAll(/`([^`]+)`/g), ([, span = ""]) => span.replace(/\s+/g, " "));
}

/** The lines of blocks of shell commands, without their remarks. */
export function shellLinesIn(text: string): string[] {
  const blocks = Array.from(text.matchAll(/^ *```sh\n(.*?)^ *```$/gms), ([, lines = ""]) => lines);
  return blocks.flatMap((lines) => lines.split("\n").map((line) => line.replace(/\s#.*/, "").trim()));
}

const folders = new Set(
  readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])),
);
const skipped = ["node_modules", "reports", ".git", ".turbo"];
const found = globSync("{*,*/**}", { cwd: root, exclude: (name) => skipped.includes(name) });
/** What `tito new-module` writes, as if it had. */
const templates = found.flatMap((path) => {
  const [, half, file] = /\/new-module\/template\/(\w+)\/(.+)\.template$/.exec(path) ?? [];
  return half === undefined ? [] : [`${half}/21-sampling/${file}`];
});
/** Every file and folder of the workspace, from the root, and those of a new module. */
const paths = [...found, ...templates];

/**
 * The paths of the repository among a text's spans of which there is no such file or folder. From the root when they begin with one of its
 * folders; a file of ours that is named shorter must be the end of some path. `<…>`, `NN` and `NN-name` stand for any name.
 */
export function missingPathsIn(text: string): string[] {
  const words = spansIn(text).flatMap((span) => span.split(" "));
  const named = words.map((word) => word.replace(/[,.;:]$/, "").replace(/\/$/, ""));
  return named.filter((word) => {
    // The module that the pages make as an example, which nobody keeps.
    if (word.includes("/21-sampling")) return false;
    if (!/^[\w<][\w.<>/-]*$/.test(word)) return false;
    const fromRoot = folders.has(word.split("/")[0] ?? "") && word.includes("/");
    if (!fromRoot && !/\w\.(ts|sql)$/.test(word)) return false;
    const pattern = word
      .replace(/<[^>]+>|\bN{2,3}-name\b|\bN{2,3}\b/g, "*")
      .split("*")
      .map((part) => part.replaceAll(".", "\\."))
      .join("[^/]+");
    const matches = new RegExp(`${fromRoot ? "^" : "(^|/)"}${pattern}$`);
    return !paths.some((path) => matches.test(path));
  });
}

/** The links of a page to files that are not there. */
export function brokenLinksIn(page: string, text: string): string[] {
  const targets = Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target = ""]) => target);
  return targets.filter((target) => {
    const [path = "", anchor] = target.split("#");
    if (/^https?:/.test(target)) return false;
    const file = path === "" ? page : normalize(join(dirname(page), path));
    return !existsSync(join(root, file)) || (anchor !== undefined && !anchorsIn(readText(file)).includes(anchor));
  });
}

function anchorsIn(text: string): string[] {
  return Array.from(text.matchAll(/^#+ (.+)$/gm), ([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .replaceAll(" ", "-"),
  );
}

const { scripts } = readJson<{ scripts: Readonly<Record<string, string>> }>("package.json");
const ofPnpm = ["install", "exec", "tito"];
const commands = (await openProgram([])).groups.flatMap((group) => group.commands);

/**
 * Of the commands on lines for a shell, those of tito that would be refused before anything is done: a command, an option or a choice
 * that there is not, a value that an option does not take, too few arguments or too many. Words in capitals, and those with `…` or
 * angle brackets, stand for what a reader has.
 */
export function refusedCommandsIn(lines: readonly string[]): readonly string[] {
  return lines
    .flatMap((line) => line.split(/&&|\|\|?|;/))
    .map((part) => part.replace(/\s[12]?>.*/, "").trim())
    .filter((part) => {
      const [, command] = /^(?:npx (?:-y )?(?:pnpm@?\S* )?|pnpm )?tito (.+)$/.exec(part) ?? [];
      return command !== undefined && isRefused(wordsOf(command));
    });
}

type Listed = (typeof commands)[number];

/** A command and what follows it. */
interface Named {
  readonly command: Listed | undefined;
  readonly words: readonly string[];
}

/** The command that words begin with, in the innermost of its own that they name, and the rest of them. */
function commandOf([name, ...words]: readonly string[], among: readonly Listed[] = commands): Named {
  const command = among.find((each) => each.name() === name);
  if (command === undefined || command.commands.length === 0 || words.length === 0) return { command, words };
  return commandOf(words, command.commands);
}

/** As a shell takes them: what stands in double quotes is one. */
function wordsOf(command: string): readonly string[] {
  return Array.from(command.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, plain = ""]) => quoted ?? plain);
}

function isRefused(line: readonly string[]): boolean {
  if (line[0] === "--help" || line[0] === "--version") return line.length > 1;
  const { command, words } = commandOf(line);
  if (command === undefined || command.commands.length > 0) return true;
  command.exitOverride().configureOutput({ writeErr: () => undefined, outputError: () => undefined });
  try {
    const { operands, unknown } = command.parseOptions(words.filter((word) => word !== "--help"));
    const given = command.registeredArguments;
    const least = given.filter(({ required }) => required).length;
    const most = given.some(({ variadic }) => variadic) ? Number.POSITIVE_INFINITY : given.length;
    const isChosen = given.every(({ argChoices }, index) => argChoices?.includes(operands[index] ?? "") ?? true);
    return unknown.length > 0 || operands.length < least || operands.length > most || !isChosen;
  } catch {
    return true;
  }
}

/** Of the commands in spans and shell blocks, `pnpm …` and `tito …`, those that there are not, or not with these options. */
export function wrongCommandsIn(text: string): string[] {
  return [...spansIn(text), ...shellLinesIn(text)].filter((line) => {
    const [program, name, ...words] = line.replace(/^npx -y pnpm@\S+|^npx pnpm\b/, "pnpm").split(" ");
    if (name === undefined || /^[<…]/.test(name)) return false;
    if (program === "pnpm" && name === "tito") return !isOfTito(words);
    if (program === "pnpm") return !(name in scripts || ofPnpm.includes(name));
    return program === "tito" && !isOfTito([name, ...words]);
  });
}

function isOfTito(line: readonly string[]): boolean {
  const [name] = line;
  if (name === undefined || /^[<…]/.test(name)) return true;
  if (name.startsWith("--")) return ["--help", "--version"].includes(name);
  const { command, words } = commandOf(line);
  if (command === undefined) return false;
  const options = ["--help", ...command.options.flatMap(({ long, short }) => [long, short])];
  return words.filter((word) => /^--?[a-z]/.test(word)).every((word) => options.includes(word.replace(/=.*/, "")));
}
