import type { Owner } from "@tinytorch/api";
import { type Assignments, countingSubmission, type Facts } from "@tinytorch/gradebook";
import type { Memory } from "../../database/memory.ts";
import { inOrderOfName } from "../accounts/account.ts";
import type { ExceptionsByModule, StandingExceptions } from "../exceptions/standing.ts";
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

/** What a person's work in a module is judged by, besides what was handed in. */
export type Terms = Pick<Facts, "assignment" | "exceptions">;

/** Whose facts are asked for. */
export interface StudentChoice {
  /** All students by default. */
  readonly isChosen?: (student: Student) => boolean;
  /** In this module alone. */
  readonly module?: string;
}

/** What decides grades. What the grade is, the gradebook works out; no grade is kept. */
export interface Grades {
  readonly assignment: Assignments;
  /** What was decided about modules and holds for anybody, read once for all who are asked about. */
  terms(): (userId: string, module: string) => Terms;
  /** Of one person in one module, handed in or not. */
  facts(userId: string, module: string): Facts;
  /** The same of several, in their order, read at once. */
  factsOfEach(asked: readonly { readonly userId: string; readonly module: string }[]): readonly Facts[];
  /** Of one person, in every module there is something to say about, in order of module. */
  of(userId: string): readonly Facts[];
  /** Of the students with or without submissions, by name. */
  ofStudents(choice?: StudentChoice): readonly StudentFacts[];
  /** Of everybody who handed something in for the module. */
  ofModule(module: string): readonly Facts[];
  /** Whether a run is the person's grade in the module. */
  counts(userId: string, module: string, runId: string): boolean;
}

/** Where the rules of grades are kept. */
export interface GradingRules {
  readonly assignments: Assignments;
  readonly exceptions: StandingExceptions;
  readonly banks: LateDayBanks;
}

/** What everybody's facts are put together from, read once. */
interface Everything {
  readonly exceptions: ReadonlyMap<string, ExceptionsByModule>;
  readonly extensions: ReadonlyMap<string, Facts["extensionsOfAll"]>;
  readonly bank: ReturnType<LateDayBanks["ofAll"]>;
}

export function openGrades(memory: Memory, { assignments, exceptions, banks }: GradingRules): Grades {
  const submitted = openSubmissionFacts(memory);
  const { database, together } = memory;
  const students = database.prepare<[], Student & { readonly name: string }>(
    `SELECT id, name, role, section, dropped_at AS droppedAt FROM users u WHERE role = 'student' AND erased_at IS NULL ${inOrderOfName}`,
  );
  const readAll = (): Everything => ({
    exceptions: exceptions.ofAll(),
    extensions: exceptions.allExtensions(),
    bank: banks.ofAll(),
  });
  const everybody = () => together(() => ({ byPerson: submitted.ofAll(), all: readAll() }));
  /** One person's, in the module or in every one there is something to say about. */
  function factsOf(userId: string, own: FactsByModule | undefined, all: Everything, module?: string): readonly Facts[] {
    const theirs = all.exceptions.get(userId);
    const named = module === undefined ? [...(own?.keys() ?? []), ...(theirs?.keys() ?? [])] : [module];
    if (named.length === 0) return [];
    const lateDaysLeft = all.bank(userId).left;
    return [...new Set(named)].sort().map((each) => ({
      assignment: assignments(each),
      exceptions: theirs?.get(each) ?? [],
      extensionsOfAll: all.extensions.get(each) ?? [],
      lateDaysLeft,
      submissions: own?.get(each) ?? [],
    }));
  }
  function facts(userId: string, module: string): Facts {
    return together(() => ({
      assignment: assignments(module),
      exceptions: exceptions.of(userId).get(module) ?? [],
      extensionsOfAll: exceptions.extensionsIn(module),
      lateDaysLeft: banks.of(userId).left,
      submissions: submitted.in(userId, module),
    }));
  }
  return {
    assignment: assignments,
    terms() {
      const all = exceptions.ofAll();
      return (userId, module) => ({
        assignment: assignments(module),
        exceptions: all.get(userId)?.get(module) ?? [],
      });
    },
    facts,
    factsOfEach(asked) {
      const { byPerson, all } = everybody();
      return asked.flatMap(({ userId, module }) => factsOf(userId, byPerson.get(userId), all, module));
    },
    of: (userId) => together(() => factsOf(userId, submitted.of(userId), readAll())),
    ofStudents({ isChosen = () => true, module } = {}) {
      const { byPerson, all } = everybody();
      return students.all().flatMap(({ name, ...student }) => {
        if (!isChosen(student)) return [];
        const { id } = student;
        return [{ student: { id, name }, facts: factsOf(id, byPerson.get(id), all, module) }];
      });
    },
    ofModule(module) {
      const { byPerson, all } = everybody();
      return Array.from(byPerson).flatMap(([userId, own]) =>
        own.has(module) ? factsOf(userId, own, all, module) : [],
      );
    },
    counts: (userId, module, runId) => countingSubmission(facts(userId, module))?.run.id === runId,
  };
}
