import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { guarded, unguarded } from "./formula-guard.ts";
import { peopleCsv } from "./people-csv.ts";
import { column, excused, people, person, points, row } from "./testing/sample-class.ts";

const columns = [column("08-optimizers"), column("01-tensor")];
const rows = people.map((each) =>
  row(each, points("08-optimizers", 47.125, 50), ...(each.login === "li" ? [excused("01-tensor")] : [])),
);

test("it begins with the mark by which Excel on Windows knows UTF-8, unless it is not wanted", () => {
  const { text } = peopleCsv({ columns, rows });
  expect(new TextEncoder().encode(text).slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
  expect(peopleCsv({ columns, rows }, { mark: false }).text).toBe(text.slice(1));
});

test("a line for each person and a cell for each module: points of the column's, EX, or nothing", () => {
  const { text, leftOut } = peopleCsv({ columns, rows }, { mark: false });
  const [header, ada, , li] = text.split("\r\n");
  expect(header).toBe(
    "login,name,email,sis_id,lms_id,section,status,account_id,08-optimizers (of 100),01-tensor (of 100)",
  );
  expect(ada).toBe('ada,"Lovelace, Ada ""Countess""",ada@example.edu,S01,101,A,active,account-ada,94.25,');
  expect(li).toBe("li,李明,li@example.edu,S03,103,B,active,account-li,94.25,EX");
  expect(leftOut).toEqual([{ login: "gone", module: null, because: "dropped" }]);
  expect(peopleCsv({ columns, rows }, { withDropped: true }).text).toContain(",dropped,account-gone,");
});

test("read again it is the people that were written, also those whose name is a formula", () => {
  const odd = [
    ...people,
    person("=login", { name: "@all", section: "-1" }),
    person("x", { name: "'=quoted", email: "+a@b.c" }),
  ];
  const { text } = peopleCsv({ columns: [], rows: odd.map((each) => row(each)) }, { withDropped: true });
  const read: Record<string, string>[] = parse(text, { bom: true, columns: true });
  const back = read.map(({ login = "", name = "", email = "", section = "" }) =>
    [login, name, email, section].map(unguarded),
  );
  expect(back).toEqual(odd.map(({ login, name, email, section }) => [login, name, email ?? "", section ?? ""]));
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "'=1"])(
  "a name that is a formula, %j, is made text",
  (name) => {
    expect(guarded(name)).toBe(`'${name}`);
  },
);

test("what was guarded is read as it was, whatever it is, and no cell begins like a formula", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[' =+@-]{0,4}\w*$/)), (text) => {
      expect(unguarded(guarded(text))).toBe(text);
      expect(guarded(text)).not.toMatch(/^\s*[=+\-@]/);
    }),
  );
});
