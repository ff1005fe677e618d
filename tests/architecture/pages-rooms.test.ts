import { expect, test } from "vitest";
import { importsIn, readText, resolveRelative, sourceFiles } from "./workspace.ts";

const src = "apps/web/src";

/** What a file of the pages imports of the pages, by room: `features/lab` and so on. */
function foreignRooms(file: string, text: string): readonly string[] {
  const own = roomOf(file);
  return importsIn(file, text)
    .filter(({ specifier }) => specifier.startsWith("."))
    .map(({ specifier }) => roomOf(resolveRelative(file, specifier)))
    .filter((room) => room !== own);
}

function roomOf(file: string): string {
  const [room = "", inner = ""] = file.slice(src.length + 1).split("/");
  return room === "features" ? `features/${inner}` : room;
}

/** Whether a room may import another: a feature what all share, and what all share no page and no feature. */
function mayImport(room: string, other: string): boolean {
  if (room.startsWith("features/")) return ["components", "queries", "session"].includes(other);
  if (room === "workers") return other.startsWith("features/");
  if (room === "session") return other === "components";
  if (room === "queries") return other === "session";
  if (room === "components") return ["session", "queries", "routes", "icon.svg"].includes(other);
  return true;
}

function refused(file: string, text: string): readonly string[] {
  return foreignRooms(file, text)
    .filter((other) => !mayImport(roomOf(file), other))
    .map((other) => `${file} -> ${other}`);
}

test("a feature of the pages imports what all share, and never another feature", () => {
  const files = sourceFiles(src);
  expect(files.length).toBeGreaterThan(30);
  expect(files.flatMap((file) => refused(file, readText(file)))).toEqual([]);
});

test("one that did would be found", () => {
  const file = `${src}/features/grades/a.tsx`;
  expect(refused(file, 'import { B } from "../lab/b.ts";\nimport { C } from "../../components/c.tsx";')).toEqual([
    `${file} -> features/lab`,
  ]);
  expect(refused(`${src}/components/a.tsx`, 'import("../features/lab/lab.tsx");')).toHaveLength(1);
});
