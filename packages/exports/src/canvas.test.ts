import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canvasCsv } from "./canvas.ts";
import { asCanvasReads } from "./canvas-cell.ts";
import { readCanvasGradebook } from "./canvas-template.ts";
import { unreadHeaders } from "./canvas-titles.ts";
import { type CanvasCourse, importIntoCanvas, previewInCanvas } from "./testing/canvas-course.ts";
import { column, excused, people, person, points, row } from "./testing/sample-class.ts";

const [optimizers, tensor] = [column("08-optimizers"), column("01-tensor")];
const everyone = people.map((each, index) =>
  row(
    each,
    points("08-optimizers", 90 + index / 3),
    each.login === "plato" ? excused("01-tensor") : points("01-tensor", 50, 50),
  ),
);
const book = { columns: [optimizers, tensor], rows: everyone };
const course: CanvasCourse = {
  assignments: [
    { id: 123, title: "08-optimizers", points: 100 },
    { id: 77, title: "Essay", points: 20 },
  ],
  students: people
    .filter(({ dropped }) => !dropped)
    .map(({ name, login, sisId, lmsId }) => ({
      id: Number(lmsId),
      name,
      login,
      sisId: sisId ?? "",
      grades: { 77: "20" },
    })),
};
/** By hand, as the documentation shows an export: a posting row, points, read-only totals, a test student. */
const exported = `Student,ID,SIS User ID,SIS Login ID,Section,08-optimizers (123),Essay (77),Assignments Current Score,Final Score
,,,,,Manual Posting,,,
    Points Possible,,,,,100.00,20.00,(read only),(read only)
"Lovelace, Ada ""Countess""",101,S01,ada,Section A,80.00,20.00,100.00,40.00
李明,103,S03,li,Section B,EX,20.00,,
Plato,105,S05,plato,Section A,,20.00,,
"Student, Test",999,,,Section A,,,,
`;

test("the header is what Canvas looks for, the row of points follows, and grades have two decimals and no grouping", () => {
  const { text } = canvasCsv({
    columns: [column("08-optimizers", 2000)],
    rows: [row(people[0] ?? person("x"), points("08-optimizers", 1234.5, 2000))],
  });
  expect(text).toBe(
    "Student,ID,SIS User ID,SIS Login ID,Section,08-optimizers\r\n" +
      "    Points Possible,,,,,2000.00\r\n" +
      '"Lovelace, Ada ""Countess""",101,S01,ada,A,1234.50\r\n',
  );
});

test("without Student, ID and Section in their places Canvas reads nothing", () => {
  const { text } = canvasCsv(book);
  expect(() => previewInCanvas(text, course)).not.toThrow();
  expect(() => previewInCanvas(text.replace("Section", "Group"), course)).toThrow("Invalid header row");
});

test("everybody arrives, whatever the name is made of, an excuse is an excuse, and who was dropped is left out", () => {
  const { text, leftOut } = canvasCsv(book);
  const preview = previewInCanvas(text, course);
  expect(preview.unknownStudents).toEqual([]);
  expect(preview.newAssignments).toEqual(["01-tensor"]);
  expect(preview.changes).toHaveLength(2 * course.students.length);
  expect(preview.changes).toContain("Plato: 01-tensor nothing -> EX");
  expect(preview.changes).toContain("李明: 08-optimizers nothing -> 90.67");
  expect(preview.changes).toContain("Kim Lee: 01-tensor nothing -> 100.00");
  expect(leftOut).toEqual([{ login: "gone", module: null, because: "dropped" }]);
});

test("imported once and again it changes nothing", () => {
  const { text } = canvasCsv(book);
  const after = importIntoCanvas(text, course);
  expect(previewInCanvas(text, course).changes).not.toEqual([]);
  expect(previewInCanvas(text, after)).toEqual({ newAssignments: [], newPoints: {}, unknownStudents: [], changes: [] });
  expect(after.students.every(({ grades }) => grades[77] === "20")).toBe(true);
});

test("an excuse in small letters is the same to Canvas, and a third decimal is none", () => {
  const { text } = canvasCsv({
    columns: [optimizers],
    rows: [row(people[0] ?? person("x"), excused("08-optimizers"))],
  });
  const [ada, ...others] = course.students;
  if (ada === undefined) throw new Error("the course must have students");
  const withGrade = (grade: string) => ({ ...course, students: [{ ...ada, grades: { 123: grade } }, ...others] });
  expect(previewInCanvas(text.replace(",EX", ",ex"), withGrade("EX")).changes).toEqual([]);
  const scored = canvasCsv({
    columns: [optimizers],
    rows: [row(people[0] ?? person("x"), points("08-optimizers", 90.126))],
  });
  expect(previewInCanvas(scored.text, withGrade("90.13")).changes).toEqual([]);
  expect(previewInCanvas(scored.text, withGrade("90.14")).changes).toHaveLength(1);
});

describe("a blank, which clears what Canvas has", () => {
  const half = {
    columns: [optimizers, tensor],
    rows: [...everyone.slice(0, 2), row(people[2] ?? person("x"), points("01-tensor", 40))],
  };

  test("is never written: a column that is not whole is left out, and says so", () => {
    const { text, leftOut } = canvasCsv(half);
    expect(text.split("\r\n")[0]).toBe("Student,ID,SIS User ID,SIS Login ID,Section,01-tensor");
    expect(leftOut).toMatchObject([
      { login: null, module: "08-optimizers", because: expect.stringContaining("1 without a grade") },
    ]);
  });

  test("of one module is nobody's: who has no grade is left out", () => {
    const { text, leftOut } = canvasCsv({ ...half, columns: [optimizers] });
    expect(previewInCanvas(text, course).changes).toHaveLength(2);
    expect(leftOut).toMatchObject([{ login: "li", module: null }]);
  });

  test("may stand where Canvas has no such column yet", () => {
    const { text, leftOut } = canvasCsv(half, { isFirst: true });
    expect(text).toContain("李明,103,S03,li,B,,40.00\r\n");
    expect(leftOut).toEqual([]);
  });
});

describe("with Canvas's own export", () => {
  const template = readCanvasGradebook(exported);

  test("its headers and ids are kept, what it has stands where there is no grade, and who is not in it is left out", () => {
    const rows = [
      row(person("ada"), points("08-optimizers", 94)),
      row(person("plato")),
      row(person("new"), points("08-optimizers", 1)),
    ];
    const { text, leftOut, warnings } = canvasCsv({ columns: [optimizers], rows }, { template });
    expect(text).toBe(
      "Student,ID,SIS User ID,SIS Login ID,Section,08-optimizers (123)\r\n" +
        "    Points Possible,,,,,100.00\r\n" +
        '"Lovelace, Ada ""Countess""",101,S01,ada,Section A,94.00\r\n' +
        "Plato,105,S05,plato,Section A,\r\n",
    );
    expect(leftOut).toEqual([{ login: "new", module: null, because: "not in Canvas's own export" }]);
    expect(warnings).toEqual(["in Canvas's own export and without an account here: 李明 (li)"]);
    const preview = previewInCanvas(text, course);
    expect(preview).toMatchObject({ newAssignments: [], unknownStudents: [] });
    expect(preview.changes).toEqual(['Lovelace, Ada "Countess": 08-optimizers nothing -> 94.00']);
  });

  test("an excuse that Canvas has stays where there is no grade", () => {
    const { text } = canvasCsv({ columns: [optimizers], rows: [row(person("li"))] }, { template });
    expect(text).toContain("李明,103,S03,li,Section B,EX\r\n");
  });

  test("a module that it lacks becomes a new assignment, with a warning", () => {
    const { warnings } = canvasCsv(
      { columns: [tensor], rows: [row(person("ada"), points("01-tensor", 1))] },
      { template },
    );
    expect(warnings).toContainEqual(expect.stringContaining("01-tensor: Canvas makes a new assignment"));
  });

  test("points are written as many as Canvas has for the assignment", () => {
    const ten = readCanvasGradebook(exported.replace("100.00,20.00,(read", "10.00,20.00,(read"));
    const { text, warnings } = canvasCsv(
      { columns: [optimizers], rows: [row(person("ada"), points("08-optimizers", 94))] },
      { template: ten },
    );
    expect(text).toContain(",ada,Section A,9.40\r\n");
    expect(warnings).toContainEqual(expect.stringContaining("100 points are written as the 10"));
  });

  test("a column that is read only there is left out", () => {
    const closed = readCanvasGradebook(exported.replace("100.00,20.00,(read", "(read only),20.00,(read"));
    const ada = row(person("ada"), points("08-optimizers", 94), points("01-tensor", 1));
    const { text, leftOut } = canvasCsv({ columns: [optimizers, tensor], rows: [ada] }, { template: closed });
    expect(text).not.toContain("optimizers");
    expect(leftOut).toEqual([{ login: null, module: "08-optimizers", because: "read only in Canvas" }]);
  });

  test("it is read with a byte-order mark and with semicolons too; another file is refused, and so are two columns of one module", () => {
    expect(readCanvasGradebook(`\uFEFF${exported}`)).toEqual(template);
    const rows = 'Student;ID;SIS User ID;SIS Login ID;Section;W (5)\n    Points Possible;;;;;10,5\n"a;b";1;S;l;A;9,5\n';
    expect(readCanvasGradebook(rows)).toMatchObject({
      columns: [{ header: "W (5)", maximum: 10.5 }],
      students: [{ student: "a;b" }],
    });
    expect(() => readCanvasGradebook("Name,Email\nA,b\n")).toThrow(
      "template: must be a gradebook that Canvas exported",
    );
    expect(() => readCanvasGradebook('Student,"ID\n')).toThrow("template: must be CSV");
    const twice = readCanvasGradebook(exported.replace("Essay (77)", "08-Optimizers (77)"));
    expect(() => canvasCsv(book, { template: twice })).toThrow("one column must be that of 08-optimizers");
  });
});

describe("people whom Canvas may not find", () => {
  test("without a Canvas id they are warned of before; Canvas would look for ids, login and name, and ask", () => {
    const rows = [row(person("ada", { name: "Ada" }), points("08-optimizers", 1)), ...everyone.slice(1, 2)];
    const { text, warnings } = canvasCsv({ columns: [optimizers], rows });
    expect(warnings[0]).toMatch(/^without a Canvas id.*: ada$/);
    expect(previewInCanvas(text, { ...course, students: course.students.slice(1) }).unknownStudents).toEqual(["Ada"]);
  });

  test("an id that is no number is not written as one: Canvas would read its beginning", () => {
    const { text, warnings } = canvasCsv({
      columns: [optimizers],
      rows: [row(person("x", { lmsId: "101abc" }), points("08-optimizers", 1))],
    });
    expect(text).toContain("x,,,x,,1.00");
    expect(warnings[0]).toMatch(/^without a Canvas id/);
  });

  test("ids that Canvas changes are flagged, others are not", () => {
    const flagged = (sisId: string) => {
      const { warnings } = canvasCsv({
        columns: [optimizers],
        rows: [row(person("x", { lmsId: "1", sisId }), points("08-optimizers", 1))],
      });
      return warnings.some((warning) => warning.startsWith("with an id that Canvas reads as another number"));
    };
    expect(["1,234", "1.2.3", "12.", "5,0"].map(flagged)).toEqual([true, true, true, true]);
    expect(["1234", "007", "1.5", "S1,234", "a.b"].map(flagged)).toEqual([false, false, false, false, false]);
  });

  test("two people of one Canvas id are left out, both", () => {
    const rows = ["x", "y"].map((login) => row(person(login, { lmsId: "5" }), points("08-optimizers", 1)));
    const { leftOut } = canvasCsv({ columns: [optimizers], rows: [...rows, ...everyone.slice(0, 1)] });
    expect(leftOut.map(({ login, because }) => [login, because])).toEqual([
      ["x", "several people have the Canvas id 5"],
      ["y", "several people have the Canvas id 5"],
    ]);
  });

  test("a person called Points Possible is found by the id and taken for no row of points", () => {
    const named = person("pp", { name: "Points Possible", lmsId: "105" });
    const { text } = canvasCsv({
      columns: [optimizers],
      rows: [row(named, points("08-optimizers", 7)), ...everyone.slice(0, 1)],
    });
    const preview = previewInCanvas(text, course);
    expect(preview.newPoints).toEqual({});
    expect(preview.changes).toContain("Plato: 08-optimizers nothing -> 7.00");
  });

  test("a name that a spreadsheet would run is text, and its person is found", () => {
    const { text } = canvasCsv(book);
    expect(text).toContain("'=SUM(A1:A9),108,S08,sum,");
    expect(previewInCanvas(text, course).changes).toContain("=SUM(A1:A9): 01-tensor nothing -> 100.00");
  });

  test("semicolons and line breaks in names do not make another file of it", () => {
    const named = person("x", { name: "a;b;c;d;e;f;g;h\ni", lmsId: "105", section: "1;2;3;4;5;6;7" });
    const { text } = canvasCsv({ columns: [optimizers], rows: [row(named, points("08-optimizers", 7))] });
    expect(previewInCanvas(text, course).changes).toEqual(["Plato: 08-optimizers nothing -> 7.00"]);
  });
});

describe("a file of headers alone, which Canvas imports without a word, is refused", () => {
  test("where nobody of the template has an account", () => {
    const rows = [row(person("new"), points("08-optimizers", 1)), row(person("old", { dropped: true }))];
    expect(() => canvasCsv({ columns: [optimizers], rows }, { template: readCanvasGradebook(exported) })).toThrow(
      "canvas: somebody must be in the file, got nobody; not in Canvas's own export: new; dropped: old.",
    );
  });

  test("where nobody has a grade, and where Canvas takes no column", () => {
    expect(() => canvasCsv({ columns: [optimizers], rows: [row(person("new"))] })).toThrow(
      "canvas: somebody must be in the file, got nobody; no grade in what is exported: new.",
    );
    const closed = readCanvasGradebook(exported.replace("100.00,20.00,(read", "(read only),20.00,(read"));
    const ada = row(person("ada"), points("08-optimizers", 94));
    expect(() => canvasCsv({ columns: [optimizers], rows: [ada] }, { template: closed })).toThrow(
      "canvas: a module must be in the file, got none; read only in Canvas: 08-optimizers.",
    );
  });
});

test.each(unreadHeaders)("a title with %j, which Canvas would drop, is refused", (words) => {
  const titled = { ...optimizers, title: `My ${words} of week 3` };
  const withTitle = `Student,ID,SIS User ID,SIS Login ID,Section,${titled.title}\nA,101,,,,5\n`;
  expect(previewInCanvas(withTitle, course)).toMatchObject({ newAssignments: [], changes: [] });
  expect(() => canvasCsv({ columns: [titled], rows: [] })).toThrow(
    `canvas: a column's title must not contain "${words}"`,
  );
});

test.each(["Section", "ID", "", " x", "Week (12)", "1,5", "=1", "two\nlines"])("the title %j is refused", (title) => {
  expect(() => canvasCsv({ columns: [{ ...optimizers, title }], rows: [] })).toThrow(/^canvas: a column's title must /);
});

test("a title that is there twice is refused, and one that begins with the words of a total is not", () => {
  expect(() => canvasCsv({ columns: [optimizers, { ...tensor, title: "08-optimizers" }], rows: [] })).toThrow(
    "be there once",
  );
  expect(() => canvasCsv({ columns: [{ ...optimizers, title: "Final project" }], rows: everyone })).not.toThrow();
});

test("what Canvas makes of a cell is told as its importer does, for any digits and separators", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{1,3}([.,][0-9]{1,3}){0,3}$/), (cell) => {
      const header = "Student,ID,SIS User ID,SIS Login ID,Section,08-optimizers\n";
      const { changes } = previewInCanvas(`${header}Plato,105,,,,"${cell}"\n`, course);
      expect(changes).toEqual([`Plato: 08-optimizers nothing -> ${asCanvasReads(cell)}`]);
    }),
  );
});
