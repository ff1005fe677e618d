import type { Database, Statement } from "better-sqlite3";

/** What a list may be narrowed by, each as SQL that names the filter's field: `["module", "q.module = @module"]`. */
export type Conditions<Filter> = readonly (readonly [keyof Filter & string, string])[];

/**
 * Gives the statement for a filter: one for each choice of its fields, prepared at its first use, so that SQLite plans each by the
 * index that serves it.
 *
 * @param select the statement, given the condition of its WHERE.
 */
export function filteredStatements<Filter extends object, Row>(
  database: Database,
  conditions: Conditions<Filter>,
  select: (where: string) => string,
): (filter: Filter) => Statement<[Filter], Row> {
  const statements = new Map<string, Statement<[Filter], Row>>();
  return (filter) => {
    const asked = conditions.filter(([name]) => filter[name] !== undefined).map(([, condition]) => condition);
    const where = ["TRUE", ...asked].join(" AND ");
    const statement = statements.get(where) ?? database.prepare<[Filter], Row>(select(where));
    statements.set(where, statement);
    return statement;
  };
}
