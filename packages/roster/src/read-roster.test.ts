import { unguarded } from "@tinytorch/exports";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readRoster } from "./read-roster.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

/** As Excel writes “Unicode text”. */
function utf16(text: string, isBigEndian = false, mark = true): Uint8Array {
  const marked = mark ? `\uFEFF${text}` : text;
  const view = new DataView(new ArrayBuffer(marked.length * 2));
  for (let at = 0; at < marked.length; at += 1) view.setUint16(at * 2, marked.charCodeAt(at), !isBigEndian);
  return new Uint8Array(view.buffer);
}

const rowsOf = (text: string) => readRoster(utf8(text)).rows.map(({ line: _line, ...row }) => row);

test("a Canvas gradebook is read with its rows of points and posting, its ids, and names as they are", () => {
  const file = readRoster(
    utf8(
      [
        "Student,ID,SIS User ID,SIS Login ID,Section,08 Optimizers (12),Current Score",
        ",,,,,Manual Posting (2 students),",
        "    Points Possible,,,,,100,(read only)",
        '"Lovelace, Ada",101,007,alovelace,"Lecture 1; Lab 2",98,98',
        '"Student, Test",900,,3f2a,Lecture 1,,',
        '"Points Possible",102,8,ppossible,Lecture 1,1,1',
        "",
      ].join("\r\n"),
    ),
  );
  expect(file.rows).toEqual([
    { line: 4, name: "Lovelace, Ada", lmsId: "101", sisId: "007", login: "alovelace", section: "Lecture 1; Lab 2" },
    { line: 6, name: "Points Possible", lmsId: "102", sisId: "8", login: "ppossible", section: "Lecture 1" },
  ]);
  expect(file.wrong).toEqual([]);
  expect(file.skipped).toEqual([{ line: 5, message: "Canvas's test student is nobody" }]);
});

test.each([
  [
    "Canvas, people",
    "Name,Login ID,SIS ID,Section,Role\nAda Lovelace,ada,7,A,TA\n",
    { name: "Ada Lovelace", login: "ada", sisId: "7", section: "A", role: "assistant" },
  ],
  [
    "Canvas, provisioning",
    'canvas_user_id,user_id,login_id,first_name,last_name,full_name,sortable_name,email\n1,7,ada,Ada,Lovelace,Ada Lovelace,"Lovelace, Ada",ada@x.edu\n',
    { lmsId: "1", sisId: "7", login: "ada", name: "Ada Lovelace", email: "ada@x.edu" },
  ],
  [
    "Moodle, participants",
    "First name;Last name;ID number;Email address;Groups;Roles\nAda;Lovelace;7;ada@x.edu;A;Student\n",
    { name: "Ada Lovelace", sisId: "7", email: "ada@x.edu", section: "A", role: "student" },
  ],
  [
    "Moodle, upload",
    "username,firstname,lastname,email,idnumber,group1\nada,Ada,Lovelace,ada@x.edu,7,A\n",
    { login: "ada", name: "Ada Lovelace", email: "ada@x.edu", sisId: "7", section: "A" },
  ],
  [
    "Gradescope",
    "Email\tName\tSID\tSections\tRole\nada@x.edu\tAda Lovelace\t7\tA\tStudent\n",
    { email: "ada@x.edu", name: "Ada Lovelace", sisId: "7", section: "A", role: "student" },
  ],
  [
    "plain, another order",
    "section,id,E-Mail,NAME\nA,7,ada@x.edu,Ada\n",
    { section: "A", sisId: "7", email: "ada@x.edu", name: "Ada" },
  ],
  ["Excel's first line", "sep=;\nName;Login\nLovelace, Ada;ada\n", { name: "Lovelace, Ada", login: "ada" }],
])("the headers of %s are known", (_, text, row) => {
  expect(rowsOf(text)).toEqual([row]);
});

test.each([
  ["UTF-8", utf8("Name,Login\nZoë,z\n")],
  ["UTF-8 with a mark", utf8("\uFEFFName,Login\nZoë,z\n")],
  ["UTF-16 as Excel writes it", utf16("Name\tLogin\r\nZoë\tz\r\n")],
  ["UTF-16, big end first", utf16("Name\tLogin\r\nZoë\tz\r\n", true)],
  ["UTF-16 without a mark", utf16("Name;Login\nZoë;z\n", false, false)],
  ["lines that end as on an old Mac", utf8("Name,Login\rZoë,z\r")],
])("%s is read", (_, bytes) => {
  expect(readRoster(bytes)).toMatchObject({ rows: [{ line: 2, name: "Zoë", login: "z" }], wrong: [], skipped: [] });
});

test.each([
  ["an address that is none", "Name,Email\nAda,ada\n", 2, /^the e-mail address: must be an e-mail address, got "ada"$/],
  [
    "a comma without quotes",
    "Name,Login\nGrace,g\nLovelace, Ada,ada\n",
    3,
    /must have 2 cells as the header has, got 3/,
  ],
  ["nobody in particular", "Name,Section\n,A\n", 2, /must say who it is about/],
  ["an unknown role", "Name,Role\nAda,dean\n", 2, /role must be student or assistant, got "dean"/],
  ["an open quote", 'Name,Login\nGrace,g\n"Ada,ada\nB,b\n', 3, /a quote must be closed/],
  ["a name of two lines", 'Name,Login\n"Ada\nLovelace",ada\n', 2, /^the name: must be one line/],
  ["a name that turns the text round", "Name,Login\nAda\u202Exe,ada\n", 2, /^the name: must be one line/],
  ["unknown headers", "Colour,Size\nred,1\n", 1, /a header must say who is who .* got Colour, Size/],
  ["a header twice", "Name,Email,Email\nAda,a@x.y,b@x.y\n", 1, /must stand once, got Email twice/],
  ["no line at all", "\n\n", 1, /must begin with headers/],
])("%s is named by its line", (_, text, line, message) => {
  const { wrong } = readRoster(utf8(text));
  expect(wrong).toEqual([{ line, message: expect.stringMatching(message) }]);
});

test("lines are counted through blank lines and cells of several lines", () => {
  const text = 'Name,Login,Note\n\nAda,a,"two\nlines"\nGrace,g,\nMary,,x,y\n';
  const { rows, wrong } = readRoster(utf8(text));
  expect(rows.map(({ line }) => line)).toEqual([3, 5]);
  expect(wrong.map(({ line }) => line)).toEqual([6]);
});

test("bytes of another encoding are named by their line, with what to do", () => {
  const { wrong } = readRoster(new Uint8Array([...utf8("Name\nAda\nZo"), 0xeb, 0x0a]));
  expect(wrong).toEqual([{ line: 3, message: expect.stringContaining("save it as “CSV UTF-8”") }]);
});

test("those who teach and watch are left out, each with its line", () => {
  const { rows, skipped } = readRoster(utf8("Name,Role\nAda,Student\nGrace,Teacher\nMary,Observer\n"));
  expect(rows).toHaveLength(1);
  expect(skipped.map(({ line }) => line)).toEqual([3, 4]);
});

const pieces = [
  "Ada",
  "O’Brien",
  "d'Arc",
  'the "Countess"',
  "Lovelace, Ada",
  "Zoë",
  "Łukasz",
  "עדה",
  "أمل",
  "李小龍",
  "Ng",
  "a;b",
  "=1+1",
];
const name = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.stringMatching(/^[A-Za-zà-öø-ÿА-я'",;.\- ]{1,12}$/)), {
    minLength: 1,
    maxLength: 3,
  })
  .map((words) => words.join(" ").trim())
  // An apostrophe before what a spreadsheet would run is no part of a name: it is how one is written for a spreadsheet.
  .filter((text) => text !== "" && unguarded(text) === text);

test("names come back as they were written, whatever the delimiter, the encoding and the order of columns", () => {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const write = {
    utf8,
    marked: (text: string) => utf8(`\uFEFF${text}`),
    utf16,
    swapped: (text: string) => utf16(text, true),
  };
  fc.assert(
    fc.property(
      fc.array(name, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(",", ";", "\t"),
      fc.constantFrom("\n", "\r\n"),
      fc.constantFrom(...(["utf8", "marked", "utf16", "swapped"] as const)),
      fc.boolean(),
      (names, delimiter, newline, encoding, swapped) => {
        const lines = [["Name", "SIS ID"], ...names.map((each, index) => [quoted(each), String(index)])];
        const text = lines.map((cells) => (swapped ? cells.toReversed() : cells).join(delimiter)).join(newline);
        const file = readRoster(write[encoding](text));
        expect(file.wrong).toEqual([]);
        expect(file.rows).toEqual(names.map((each, index) => ({ line: index + 2, name: each, sisId: String(index) })));
      },
    ),
    { numRuns: 200 },
  );
});

test("no bytes make it throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: "binary" }).map(utf8)), (bytes) => {
      const { rows, wrong } = readRoster(bytes);
      for (const { line } of [...rows, ...wrong]) expect(line).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

test("each column is named with what it was taken for, and one that is passed over as well", () => {
  const { columns } = readRoster(Buffer.from("Student, ID ,SIS User ID,Favourite colour\nAda,1,7,red\n"));
  expect(columns).toEqual([
    { header: "Student", as: "name" },
    { header: "ID", as: "lmsId" },
    { header: "SIS User ID", as: "sisId" },
    { header: "Favourite colour", as: null },
  ]);
  expect(readRoster(Buffer.from("")).columns).toEqual([]);
});
