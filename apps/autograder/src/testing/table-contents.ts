import Database from "better-sqlite3";

/** Every row of every table of a database file, by the table's name, in the order of the rows. */
export function tableContents(file: string): Record<string, unknown[]> {
  const database = new Database(file, { readonly: true });
  const names = database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
  const tables = names.map((name) => {
    const order = name === "sqlite_sequence" ? "name" : "rowid";
    return [name, database.prepare(`SELECT * FROM "${name}" ORDER BY ${order}`).all()] as const;
  });
  database.close();
  return Object.fromEntries(tables);
}
