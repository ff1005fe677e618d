import { expect, test } from "vitest";
import { renderTable } from "../terminal/table.ts";
import { widthOf } from "../terminal/wrap.ts";
import { moduleHeadings } from "./module-headings.ts";

const modules = ["08-optimizers", "09-training"];
const rows = [
  ["ada", "100", "84.6 1d"],
  ["grace", "–", "EX"],
];

test("names stand over the columns where the table is no wider than the terminal, and numbers where it would be", async () => {
  const [first = ""] = (await renderTable(["Student", ...modules], rows)).split("\n");
  const width = widthOf(first);
  expect(moduleHeadings(modules, rows, width)).toEqual(modules);
  expect(moduleHeadings(modules, rows, width - 1)).toEqual(["08", "09"]);
});

test("two modules of one number keep their names", () => {
  expect(moduleHeadings(["08-optimizers", "08-other"], rows, 20)).toEqual(["08-optimizers", "08-other"]);
});
