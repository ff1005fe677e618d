import { mean, median, pointBiserial } from "./numbers.ts";

/** How a test went in one run. */
export interface TestOutcome {
  readonly test: string;
  readonly passed: boolean;
  readonly score: number;
}

/** A student who has a grade in the module. */
export interface GradedStudent {
  /** Of the submission that counts. */
  readonly score: number;
  readonly maxScore: number;
  readonly tests: readonly TestOutcome[];
  readonly diagnosis: string | null;
  /** Every graded submission, in the order of `byReceipt`. */
  readonly attempts: readonly { readonly sequence: number; readonly receivedAt: number; readonly isFull: boolean }[];
  /** By test, the sequence of the submission that passed it first. */
  readonly firstPasses: ReadonlyMap<string, number>;
}

/** How many passed, and how long it took those who did. Null stands for too few to say. */
export interface Passing {
  /** Of those who have a grade, from 0 to 1. */
  readonly passRate: number | null;
  /** The median of how many submissions those needed who passed at any time. */
  readonly attempts: number | null;
  /** The median of the minutes from their first submission to the first that passed. */
  readonly minutes: number | null;
}

export interface TestStatistics extends Passing {
  readonly test: string;
  /** Whose counting run has the test. */
  readonly students: number;
  /** The point-biserial correlation with the rest of the score; null also where all passed, none did, or the rest is everybody's. */
  readonly discrimination: number | null;
}

export interface ModuleStatistics extends Passing {
  readonly students: number;
  /** Numbers of fewer people than this are not told. */
  readonly enough: number;
  /** How many have a score of each tenth of the points, all of them in the last; null for too few. */
  readonly scores: readonly number[] | null;
  readonly meanScore: number | null;
  readonly medianScore: number | null;
  readonly tests: readonly TestStatistics[];
  /** What was diagnosed, the most frequent first, with its share of those who have a grade; null for too few. */
  readonly diagnoses:
    | readonly { readonly diagnosis: string; readonly students: number; readonly share: number }[]
    | null;
}

/** Of fewer people a rate says little of the module and much of a person. */
export const enoughStudents = 10;

/** What a class did in a module, by each student's submission that counts; a module is passed with all its points. */
export function statisticsOf(students: readonly GradedStudent[], enough = enoughStudents): ModuleStatistics {
  const isEnough = students.length >= enough;
  const shares = students.map(({ score, maxScore }) => (100 * score) / maxScore);
  const tests = [...new Set(students.flatMap(({ tests }) => tests.map(({ test }) => test)))];
  const full = students.map((student) => ({
    student,
    passed: student.score === student.maxScore,
    first: student.attempts.find(({ isFull }) => isFull)?.sequence,
  }));
  return {
    students: students.length,
    enough,
    ...passingOf(full, enough),
    scores: isEnough ? tenths(shares) : null,
    meanScore: isEnough ? mean(shares) : null,
    medianScore: isEnough ? median(shares) : null,
    tests: tests.map((test) => statisticsOfTest(test, students, enough)),
    diagnoses: isEnough ? diagnosesOf(students) : null,
  };
}

function statisticsOfTest(test: string, students: readonly GradedStudent[], enough: number): TestStatistics {
  const taken = students.flatMap((student) => {
    const outcome = student.tests.find((each) => each.test === test);
    if (outcome === undefined) return [];
    const { passed, score } = outcome;
    return [{ student, passed, first: student.firstPasses.get(test), value: student.score - score }];
  });
  const discrimination = taken.length < enough ? null : pointBiserial(taken);
  return { test, students: taken.length, ...passingOf(taken, enough), discrimination };
}

interface Taken {
  readonly student: GradedStudent;
  readonly passed: boolean;
  /** The sequence of the first submission that passed. */
  readonly first: number | undefined;
}

function passingOf(taken: readonly Taken[], enough: number): Passing {
  const ways = taken.flatMap(({ student: { attempts }, first }) => {
    const at = attempts.findIndex(({ sequence }) => sequence === first);
    const [begun, done] = [attempts[0], attempts[at]];
    if (begun === undefined || done === undefined) return [];
    return [{ attempts: at + 1, minutes: (done.receivedAt - begun.receivedAt) / 60_000 }];
  });
  const isEnough = ways.length >= enough;
  return {
    passRate: taken.length < enough ? null : taken.filter(({ passed }) => passed).length / taken.length,
    attempts: isEnough ? median(ways.map(({ attempts }) => attempts)) : null,
    minutes: isEnough ? median(ways.map(({ minutes }) => minutes)) : null,
  };
}

function tenths(shares: readonly number[]): number[] {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const share of shares) {
    const tenth = Math.min(9, Math.floor(share / 10));
    counts[tenth] = (counts[tenth] ?? 0) + 1;
  }
  return counts;
}

function diagnosesOf(students: readonly GradedStudent[]) {
  const said = students.flatMap(({ diagnosis }) => diagnosis ?? []);
  return [...Map.groupBy(said, (each) => each)]
    .map(([diagnosis, { length }]) => ({ diagnosis, students: length, share: length / students.length }))
    .sort((one, other) => other.students - one.students || (one.diagnosis < other.diagnosis ? -1 : 1));
}
