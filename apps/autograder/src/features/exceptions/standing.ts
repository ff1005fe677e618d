import type { Exception, Extension } from "@tinytorch/gradebook";
import type { Memory } from "../../database/memory.ts";
import { rememberRows } from "../../database/remembered-rows.ts";
import { type ExceptionFactRow, exceptionFact } from "./facts.ts";

/** A person's exceptions that hold, by module, in the order in which they were made. */
export type ExceptionsByModule = ReadonlyMap<string, readonly Exception[]>;

/** The exceptions that hold, as grades follow from them. */
export interface StandingExceptions {
  of(userId: string): ExceptionsByModule;
  /** Of everybody who has any. */
  ofAll(): ReadonlyMap<string, ExceptionsByModule>;
  /** Everybody's extensions in a module, in the order in which they were made. */
  extensionsIn(module: string): readonly Extension[];
  /** The same of every module that has any. */
  allExtensions(): ReadonlyMap<string, readonly Extension[]>;
}

interface Row extends ExceptionFactRow {
  readonly key: string;
  readonly module: string;
}

const columns = `sequence, kind, module, zone, due, closes, attempts, points, max_points AS maxPoints, submission_id AS submissionId,
  days, reason AS because`;
const standing = "removed_at IS NULL";

/** They are remembered, by person and, of extensions, by module too. */
export function openStandingExceptions(memory: Memory): StandingExceptions {
  const byPerson = rememberRows<Row, ExceptionsByModule>(memory, "exceptions_by_person", {
    ...{ tables: { exceptions: "user_id" }, key: "user_id", order: "sequence", condition: standing },
    select: `SELECT user_id AS key, ${columns} FROM exceptions`,
    shape: byModule,
  });
  const extensions = rememberRows<Row, readonly Extension[]>(memory, "extensions_by_module", {
    ...{ tables: { exceptions: "module" }, key: "module", order: "sequence" },
    condition: `${standing} AND kind = 'extension'`,
    select: `SELECT module AS key, ${columns} FROM exceptions`,
    shape: (rows) => rows.map(exceptionFact).filter((exception) => exception.kind === "extension"),
  });
  return {
    of: byPerson.of,
    ofAll: byPerson.ofAll,
    extensionsIn: extensions.of,
    allExtensions: extensions.ofAll,
  };
}

function byModule(found: readonly Row[]): ExceptionsByModule {
  const own = Map.groupBy(found, ({ module }) => module);
  return new Map(Array.from(own, ([module, rows]) => [module, rows.map(exceptionFact)]));
}
