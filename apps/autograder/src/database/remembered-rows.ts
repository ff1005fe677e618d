import type { Database } from "better-sqlite3";
import type { Memory } from "./memory.ts";

/** What rows are found by: a person, a module. */
type Key = string | null;

/** By which column a table's row is one of a key; by `submission_id` it is one of that submission's student. */
export type KeyColumn = "user_id" | "module" | "submission_id";

/** What rows of some tables say of each key, read once and remembered until one of them changes. */
export interface RememberedRows<Value, K extends Key = string> {
  of(key: K): Value;
  /** What is remembered of a key already, without reading it. */
  remembered(key: K): Value | undefined;
  /** Of every key that has rows, and of some that have none, with what is said of those. */
  ofAll(): ReadonlyMap<K, Value>;
}

export interface RememberedRowsOptions<Row, Value> {
  /** Every table that the rows are read from. */
  readonly tables: Readonly<Record<string, KeyColumn>>;
  /** A statement's beginning, up to its conditions, that gives the key as `key`. */
  readonly select: string;
  /** What holds for all rows. */
  readonly condition?: string;
  /** The column of the key, and that of the order, as the statement names them. */
  readonly key: string;
  readonly order: string;
  readonly shape: (rows: readonly Row[]) => Value;
}

/**
 * Remembers what it has read of a key until that changes: what this connection changes is noted by triggers of its own, whatever
 * statement does it; what another one changes lets everything be read anew. Within a transaction what is changed there is read,
 * and never remembered, for it may be undone.
 *
 * @param name of its triggers: one of its own on a connection.
 */
export function rememberRows<Row extends { readonly key: K }, Value, K extends Key = string>(
  { database, ofOthers }: Memory,
  name: string,
  { tables, select, condition = "TRUE", key: column, order, shape }: RememberedRowsOptions<Row, Value>,
): RememberedRows<Value, K> {
  const ofKey = database.prepare<[K], Row>(`${select} WHERE ${condition} AND ${column} IS ? ORDER BY ${order}`);
  const everything = database.prepare<[], Row>(`${select} WHERE ${condition} ORDER BY ${order}`);
  const nothing = shape([]);

  const known = new Map<K, Value>();
  let holdsAll = false;
  /** While all are held: those that have to be read anew. */
  const changed = new Set<K>();
  let seen = ofOthers();
  noteChanges(database, name, tables, (key: K) => {
    known.delete(key);
    if (holdsAll) changed.add(key);
  });

  function forgetWhatOthersChange(): void {
    const now = ofOthers();
    if (now === seen) return;
    known.clear();
    changed.clear();
    holdsAll = false;
    seen = now;
  }
  function keep(key: K, value: Value): void {
    if (database.inTransaction) return;
    known.set(key, value);
    changed.delete(key);
  }
  function remembered(key: K): Value | undefined {
    forgetWhatOthersChange();
    return known.get(key) ?? (holdsAll && !changed.has(key) ? nothing : undefined);
  }
  return {
    remembered,
    of(key) {
      const found = remembered(key);
      if (found !== undefined) return found;
      const value = shape(ofKey.all(key));
      keep(key, value);
      return value;
    },
    ofAll() {
      forgetWhatOthersChange();
      if (holdsAll && changed.size === 0) return known;
      if (holdsAll) {
        const anew = [...changed].map((key) => [key, shape(ofKey.all(key))] as const);
        if (database.inTransaction) return new Map([...known, ...anew]);
        for (const [key, value] of anew) keep(key, value);
        return known;
      }
      const all = new Map(
        Array.from(
          Map.groupBy(everything.all(), ({ key }) => key),
          ([key, rows]) => [key, shape(rows)],
        ),
      );
      if (database.inTransaction) return all;
      for (const [key, value] of all) known.set(key, value);
      holdsAll = true;
      return known;
    },
  };
}

/** Calls `forget` with the key of every row that changes, also where the change is undone later. */
function noteChanges<K extends Key>(
  database: Database,
  name: string,
  tables: Readonly<Record<string, KeyColumn>>,
  forget: (key: K) => void,
): void {
  database.function(`forget_${name}`, (key: K) => void forget(key));
  for (const [table, column] of Object.entries(tables)) {
    for (const [change, row] of [
      ["INSERT", "NEW"],
      ["UPDATE", "NEW"],
      ["DELETE", "OLD"],
    ]) {
      const noted =
        column === "submission_id"
          ? `forget_${name}(user_id) FROM submissions WHERE id = ${row}.submission_id`
          : `forget_${name}(${row}.${column})`;
      database.exec(`
        CREATE TEMP TRIGGER ${name}_after_${change}_of_${table} AFTER ${change} ON main.${table} BEGIN SELECT ${noted}; END`);
    }
  }
}
