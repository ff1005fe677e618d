// Lane: process

import { join } from "node:path";
import { wholeReleasedCourse } from "@tinytorch/release";
import { expect, test } from "vitest";
import { completion } from "../../apps/cli/src/completion/completion.ts";
import { groups } from "../../apps/cli/src/student/commands.ts";
import { shellLinesIn, spansIn } from "../architecture/pages.ts";

const released = await wholeReleasedCourse(join(import.meta.dirname, "../.."));
const pages = Object.entries(released).filter(([path]) => path.endsWith(".md"));

const commands = [...groups.flatMap((group) => group.commands), completion];
/** What a student's help leaves out. */
const ofRepository = ["--solution", "--local", "--host", "--data", "--port"];

/** Of a text's commands, those that a student who has a release and nothing else cannot give. */
function wrongIn(text: string): readonly string[] {
  return [...spansIn(text), ...shellLinesIn(text)].filter((line) => {
    const words = line
      .replace(/^npx --no (-- )?/, "")
      .replace(/^alias .*/, "")
      .split(/\s+/);
    const [program = "", ...rest] = words;
    if (["pnpm", "vitest", "turbo"].includes(program)) return rest.length > 0;
    if (program === "npm") return rest.length > 0 && !["ci", "test"].includes(rest[0] ?? "");
    if (program === "node") return rest[0]?.includes("/") === true && !Object.hasOwn(released, rest[0]);
    return program === "tito" && !isStudents(rest);
  });
}

function isStudents([name = "help", ...words]: readonly string[]): boolean {
  if (name === "help" || /^(--help|--version|[<…])/.test(name)) return true;
  const command = commands.find((each) => each.name() === name);
  if (command === undefined) return false;
  const own = command.commands.find((each) => each.name() === words[0]);
  const options = [
    "--help",
    ...[...command.options, ...(own?.options ?? [])].flatMap(({ long, short }) => [long, short]),
  ];
  const isOfLab = name === "lab" || name === "race";
  const lacking = ofRepository.filter((option) => !(isOfLab && option === "--port"));
  return words
    .filter((word) => /^--?[a-z]/.test(word))
    .every((word) => options.includes(word) && !lacking.includes(word));
}

test.each(pages)("%s names only commands that a release has", (_, text) => {
  expect(wrongIn(text)).toEqual([]);
});

test("a command that a release has not is found", () => {
  const text =
    "`pnpm digits`, `tito verify 08`, `npx --no tito grade .`, `tito lab 08 --solution`, `node docs/examples/digits.ts`, `npm run x`\n\n```sh\nnpx --no tito start --data x\nnpx --no tito test 08 # fine\n```\n";
  expect(wrongIn(text)).toHaveLength(7);
});

test("no page speaks of what only the repository has, nor of how that is marked", () => {
  const telling = /grading\/|repository -->|pnpm|\btito start` (?:runs|without)/;
  expect(pages.filter(([, text]) => telling.test(text)).map(([path]) => path)).toEqual([]);
});

test("a module is page, manifest, hints, starter, visible tests and lab, and nothing else; what milestones run lies beside", () => {
  const isKnown =
    /^modules\/(\d\d-[a-z0-9-]+\/(README\.md|module\.json|hints\.json|(src|tests|lab)\/[\w./-]+\.(ts|json))|milestones\/.+)$/;
  const unknown = Object.keys(released).filter((path) => path.startsWith("modules/") && !isKnown.test(path));
  expect(unknown).toEqual([]);
});

test("every file of a starter that is to be written in still says so", () => {
  const solved = Object.entries(released)
    .filter(([path]) => /^modules\/\d\d-[^/]+\/module\.json$/.test(path))
    .map(([path]) => path.replace("module.json", "src/"))
    .filter(
      (folder) => !Object.entries(released).some(([path, text]) => path.startsWith(folder) && text.includes("TODO(")),
    );
  expect(solved).toEqual([]);
});
