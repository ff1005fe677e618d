import { parse } from "csv-parse/sync";

/** A course in Moodle, as much of it as an import of grades reads. */
export interface MoodleCourse {
  readonly decimal: "." | ",";
  readonly users: readonly { readonly idnumber: string; readonly email: string; readonly username: string }[];
  /** By item, by username. */
  readonly items: Readonly<
    Record<string, { readonly isLocked?: boolean; readonly grades: Readonly<Record<string, number>> }>
  >;
}

const fields = { "ID number": "idnumber", "Email address": "email", Username: "username" } as const;

/**
 * Imports grades by the rules of Moodle's own importer (moodle `grade/import/csv/classes/load_data.php` at 0289d8c), written
 * anew: every column is mapped to the item of its name, or makes one.
 * @throws Error for what makes it give up the whole import.
 */
export function importIntoMoodle(text: string, course: MoodleCourse): MoodleCourse {
  const [header = [], ...rows]: string[][] = parse(text, { bom: true });
  const [keyHeader = "", ...titles] = header.map((title) => title.trim());
  const field = Object.entries(fields).find(([name]) => name === keyHeader)?.[1];
  if (field === undefined) throw new Error(`no field to map people by, got ${keyHeader}`);
  const items: Record<string, { isLocked?: boolean; grades: Record<string, number> }> = Object.fromEntries(
    Object.entries(course.items).map(([title, item]) => [title, { ...item, grades: { ...item.grades } }]),
  );
  for (const [key = "", ...cells] of rows) {
    // What PHP calls empty is skipped, and so is who stands there.
    if (key === "" || key === "0") continue;
    const user = course.users.find((each) => each[field] === key);
    if (user === undefined) throw new Error(`user mapping error: ${keyHeader} ${key}`);
    for (const [index, title] of titles.entries()) {
      const item = items[title] ?? { grades: {} };
      items[title] = item;
      if (item.isLocked) throw new Error(`grade item locked: ${title}`);
      const cell = (cells[index] ?? "").trim();
      if (cell === "" || cell === "-") {
        delete item.grades[user.username];
        continue;
      }
      const value = Number(cell.replace(course.decimal, "."));
      if (Number.isNaN(value)) throw new Error(`bad grade: ${cell}`);
      if (value > 100) throw new Error(`grade value too big: ${cell}`);
      item.grades[user.username] = value;
    }
  }
  return { ...course, items };
}
