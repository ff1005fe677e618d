import { describe, expect, test } from "vitest";
import {
  brokenLinksIn,
  missingPathsIn,
  pages,
  pathsUnder,
  refusedCommandsIn,
  shellLinesIn,
  spansIn,
  wrongCommandsIn,
} from "./pages.ts";
import { roomTable } from "./table.ts";
import { readText, readWorkspace, sourceFiles } from "./workspace.ts";

describe.each(pages)("%s", (page) => {
  const text = readText(page);

  test("every path of the repository in it is there", () => {
    expect(missingPathsIn(text)).toEqual([]);
  });

  test("every link in it leads somewhere", () => {
    expect(brokenLinksIn(page, text)).toEqual([]);
  });

  test("every command in it is a script or one of tito's, with these options", () => {
    expect(wrongCommandsIn(text)).toEqual([]);
  });

  test("no table of it stands twice", () => {
    // A table's head is followed by its line of dashes: what is the same in both is a table that was joined wrongly.
    const heads = Array.from(text.matchAll(/^(?<head>\|.*\|)\n\| ?-[-| :]*\|\n(?<first>.*)$/gm), ([, ...parts]) =>
      parts.slice(0, 2).join("\n").replaceAll(/ +/g, " "),
    );
    expect(heads.filter((head, place) => heads.indexOf(head) < place)).toEqual([]);
  });
});

test.each(pages)("every command for a shell in %s would be begun", (page) => {
  expect(refusedCommandsIn(shellLinesIn(readText(page)))).toEqual([]);
});

test("a command that would be refused is found, wherever it stands on its line", () => {
  const lines = [
    "tito test 08 sgd && tito sumbit 08",
    "tito gradebook --csv > grades.csv",
    "tito verify 08 --seeds none",
    "tito add-user ada --role dean | cat",
    "tito retry",
    "npx -y pnpm@10.34.9 tito grades 08",
    "pnpm tito completion tcsh",
    "tito status 95da58f7-…",
  ];
  expect(refusedCommandsIn(lines)).toEqual([
    "tito sumbit 08",
    "tito verify 08 --seeds none",
    "tito add-user ada --role dean",
    "tito retry",
    "npx -y pnpm@10.34.9 tito grades 08",
    "pnpm tito completion tcsh",
  ]);
});

test("a link to a file or a heading that is not there is found", () => {
  const links =
    "[a](operator.md) [b](operators.md) [c](operator.md#settings) [d](operator.md#setting) [e](https://x.org)";
  expect(brokenLinksIn("docs/student.md", links)).toEqual(["operators.md", "operator.md#setting"]);
});

describe("the page on how it is built", () => {
  const text = readText("docs/architecture.md");
  const rooms = readWorkspace().filter(({ folder }) => /^(packages|apps)\//.test(folder));

  test("its table is the one that lint holds files to", () => {
    const told = Array.from(text.matchAll(/^\| ([\w/, -]+?) +\| ([\w/, -]+?) +\|$/gm), ([, names = "", may = ""]) => {
      const list = may === "nothing of ours" ? [] : may.split(", ").sort();
      return names.split(", ").map((name) => [name.includes("/") ? name : `packages/${name}`, list] as const);
    }).flat();
    const held = rooms.map(({ folder, name }) => {
      const others = roomTable[folder]?.any.filter((each) => each !== name.replace("@tinytorch/", ""));
      const short = others?.map((each) => (each.startsWith("module-") ? "modules" : each));
      return [folder, [...new Set(short)].sort()] as const;
    });
    const table = new Map<string, readonly string[]>(told);
    expect(held.map(([folder]) => [folder, table.get(folder)])).toEqual(held);
  });

  test("it names every room and every feature", () => {
    const names = rooms.map(({ folder }) => `${folder.split("/")[1]}/`);
    expect(names.filter((name) => !new RegExp(`^  ${name} `, "m").test(text))).toEqual([]);
    const features = pathsUnder("apps/autograder/src/features").filter((path) => !path.includes("."));
    const sentence = /lies by feature: (.*?),\s+each/s.exec(text)?.[1] ?? "";
    expect(sentence.split(/,\s+|\s+and\s+/).sort()).toEqual(features.sort());
  });
});

test("decisions are numbered without gaps, each number once", () => {
  const numbers = pages.flatMap((page) => /^docs\/decisions\/(\d{4})-/.exec(page)?.[1] ?? []);
  expect(numbers).toEqual(numbers.map((_, index) => String(index + 1).padStart(4, "0")));
});

describe("the glossary", () => {
  const glossary = readText("docs/glossary.md");
  const folders = ["packages", "apps", "bench", "modules", "grading", "tests/harness", "tests/run", "tests/fixtures"];
  const files = folders.flatMap(sourceFiles);
  const source = [...files, "apps/autograder/migrations/002-grading-again.sql"].map(readText).join("\n");
  const words = new Set(["biome.json", ...(source.match(/[\w.-]+/g) ?? [])]);
  for (const word of source.match(/\w+/g) ?? []) words.add(word);
  const unknownIn = (text: string) => spansIn(text).filter((span) => /^\w[\w.]*$/.test(span) && !words.has(span));

  test("the names in it are in the source", () => {
    expect(spansIn(glossary).length).toBeGreaterThan(50);
    // What others call it is named to be told apart.
    expect(unknownIn(glossary)).toEqual(["nn.Module", "autograd.Function"]);
  });

  test("a name that is not in the source is found", () => {
    expect(unknownIn("`gradeOf` is not `gradesOf`")).toEqual(["gradesOf"]);
  });

  test("it tells each word once", () => {
    const entries = Array.from(glossary.matchAll(/^\*\*(.+?)\.\*\*/gm), ([, entry]) => entry);
    expect(entries.length).toBeGreaterThan(30);
    expect(new Set(entries).size).toBe(entries.length);
  });
});
