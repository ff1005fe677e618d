import type { Owner } from "@tinytorch/api";
import { type Assignments, countingSubmission, type Extension, type Facts } from "@tinytorch/gradebook";
import type { Database } from "better-sqlite3";
import { inOrderOfName } from "../accounts/account.ts";
import { exceptionFact } from "../exceptions/facts.ts";
import type { ExceptionChoice, StoredException, StoredExceptions } from "../exceptions/store.ts";
import type { LateDayBanks } from "../late-days/banks.ts";
import { type FactsByModule, openSubmissionFacts } from "./submission-facts.ts";

/** A student, as far as that decides who sees the line, and in which view of the gradebook. */
interface Student extends Owner {
  readonly droppedAt: number | null;
}

/** A student's line in the gradebook, as facts: of every module there is something to say about, in order of module. */
export interface StudentFacts {
  readonly student: { readonly id: string; readonly name: string };
  readonly facts: readonly Facts[];
}

/** What a single submission is judged by, besides what was handed in. */
export type Terms = Pick<Facts, "assignment" | "exceptions" | "extensionsOfAll">;

/** What decides grades. What the grade is, the gradebook works out; no grade is kept. */
export interface Grades {
  readonly assignment: Assignments;
  /** What was decided about a module and holds for the person: enough to say how late a single submission is. */
  terms(userId: string, module: string): Terms;
  /** The same of many, for one answer: what holds for everybody is read once. */
  manyTerms(): (userId: string, module: string) => Terms;
  /** Of one person in one module, handed in or not. */
  facts(userId: string, module: string): Facts;
  /** Of one person, in every module there is something to say about, in order of module. */
  of(userId: string): readonly Facts[];
  /** Of the students with or without submissions, by name: all of them, or those that are chosen. */
  ofStudents(isChosen?: (student: Student) => boolean): readonly StudentFacts[];
  /** Of everybody who handed something in for the module. */
  ofModule(module: string): readonly Facts[];
  /** Whether a run is the person's grade in the module. */
  counts(userId: string, module: string, runId: string): boolean;
}

/** Where the rules of grades are kept. */
export interface GradingRules {
  readonly assignments: Assignments;
  readonly exceptions: Pick<StoredExceptions, "list" | "extensionsIn">;
  readonly banks: LateDayBanks;
}

/** Rules as they are read once for many grades. */
interface ReadRules {
  of(userId: string, module: string): Terms & Pick<Facts, "lateDaysLeft">;
  /** The modules in which something holds for the person. */
  modulesOf(userId: string): readonly string[];
}

export function openGrades(database: Database, { assignments, exceptions, banks }: GradingRules): Grades {
  const submitted = openSubmissionFacts(database);
  const students = database.prepare<[], Student & { readonly name: string }>(
    `SELECT id, name, role, section, dropped_at AS droppedAt FROM users u WHERE role = 'student' AND erased_at IS NULL ${inOrderOfName}`,
  );
  /** Here a person's exceptions join what was handed in; `choice` says whose may be asked for. */
  function read(choice: ExceptionChoice, extensions = new Map<string, readonly Extension[]>()): ReadRules {
    const all = exceptions.list(choice);
    const byPerson = Map.groupBy(all, ({ userId, module }) => `${userId} ${module}`);
    const modules = Map.groupBy(all, ({ userId }) => userId);
    const extensionsOf = (module: string) => {
      const found = extensions.get(module) ?? extensionsAmong(exceptions.extensionsIn(module));
      extensions.set(module, found);
      return found;
    };
    const bank = choice.userId === undefined ? banks.ofAll() : banks.of;
    return {
      of: (userId, module) => ({
        assignment: assignments(module),
        exceptions: (byPerson.get(`${userId} ${module}`) ?? []).map(exceptionFact),
        extensionsOfAll: extensionsOf(module),
        lateDaysLeft: bank(userId).left,
      }),
      modulesOf: (userId) => [...new Set((modules.get(userId) ?? []).map(({ module }) => module))],
    };
  }
  function byModule(userId: string, own: FactsByModule, rules: ReadRules): readonly Facts[] {
    return [...new Set([...own.keys(), ...rules.modulesOf(userId)])]
      .sort()
      .map((module) => ({ ...rules.of(userId, module), submissions: own.get(module) ?? [] }));
  }
  function facts(userId: string, module: string): Facts {
    return { ...read({ userId, module }).of(userId, module), submissions: submitted.of(userId).get(module) ?? [] };
  }
  return {
    assignment: assignments,
    terms: (userId, module) => read({ userId, module }).of(userId, module),
    manyTerms() {
      const extensions = new Map<string, readonly Extension[]>();
      return (userId, module) => read({ userId, module }, extensions).of(userId, module);
    },
    facts,
    of: (userId) => byModule(userId, submitted.of(userId), read({ userId })),
    ofStudents(isChosen = () => true) {
      const byPerson = submitted.ofAll();
      const rules = read({});
      return students.all().flatMap(({ name, ...student }) => {
        if (!isChosen(student)) return [];
        const { id } = student;
        return [{ student: { id, name }, facts: byModule(id, byPerson.get(id) ?? new Map(), rules) }];
      });
    },
    ofModule(module) {
      const rules = read({ module });
      return Array.from(submitted.ofAll()).flatMap(([userId, own]) => {
        const submissions = own.get(module);
        return submissions === undefined ? [] : [{ ...rules.of(userId, module), submissions }];
      });
    },
    counts: (userId, module, runId) => countingSubmission(facts(userId, module))?.run.id === runId,
  };
}

function extensionsAmong(all: readonly StoredException[]): readonly Extension[] {
  return all.map(exceptionFact).filter((exception) => exception.kind === "extension");
}
