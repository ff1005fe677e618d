import type { SubmissionFact } from "@tinytorch/gradebook";
import type { Memory } from "../../database/memory.ts";
import { rememberRows } from "../../database/remembered-rows.ts";

/** What one person handed in, by module. */
export type FactsByModule = ReadonlyMap<string, readonly SubmissionFact[]>;

/** What was handed in and how it was graded, as far as grades follow from it. */
export interface SubmissionFacts {
  of(userId: string): FactsByModule;
  in(userId: string, module: string): readonly SubmissionFact[];
  /** Of everybody who handed something in, by person. */
  ofAll(): ReadonlyMap<string, FactsByModule>;
}

interface FactRow {
  readonly key: string;
  readonly module: string;
  readonly id: string;
  readonly sequence: number;
  readonly receivedAt: number;
  readonly runId: string | null;
  readonly score: number | null;
  readonly maxScore: number | null;
  readonly gradedAt: number | null;
  readonly loads: 0 | 1 | null;
  readonly status: string;
}

// A run is found by its submission too, so that the index of facts answers for it: its own row holds the report.
const select = `
  SELECT s.user_id AS key, s.module, s.id, s.sequence, s.received_at AS receivedAt, r.id AS runId, r.score,
    r.max_score AS maxScore, r.graded_at AS gradedAt, st.status,
    CASE WHEN r.id IS NULL THEN (SELECT loads FROM load_checks WHERE submission_id = s.id) ELSE r.loads END AS loads
  FROM submissions s JOIN submission_states st ON st.sequence = s.sequence LEFT JOIN standing_runs t ON t.submission_id = s.id
    LEFT JOIN runs r ON r.submission_id = s.id AND r.id = t.run_id`;

const tables = {
  submissions: "user_id",
  submission_states: "user_id",
  standing_runs: "submission_id",
  runs: "submission_id",
  load_checks: "submission_id",
} as const;

/** They are remembered: those of a class of 500 with 8 submissions in each of 10 modules take about 10 MB. */
export function openSubmissionFacts(memory: Memory): SubmissionFacts {
  const facts = rememberRows<FactRow, FactsByModule>(memory, "submission_facts", {
    ...{ tables, select, key: "s.user_id", order: "s.sequence" },
    shape: byModule,
  });
  const { database } = memory;
  const inModule = database.prepare<[string, string], FactRow>(
    `${select} WHERE s.user_id = ? AND s.module = ? ORDER BY s.sequence`,
  );
  return {
    of: facts.of,
    in(userId, module) {
      // What a transaction has changed is not kept: then no more is read than is asked for.
      if (!database.inTransaction) return facts.of(userId).get(module) ?? [];
      const found = facts.remembered(userId);
      return found === undefined ? inModule.all(userId, module).map(toFact) : (found.get(module) ?? []);
    },
    ofAll: facts.ofAll,
  };
}

function byModule(found: readonly FactRow[]): FactsByModule {
  const own = Map.groupBy(found, ({ module }) => module);
  return new Map(Array.from(own, ([module, rows]) => [module, rows.map(toFact)]));
}

function toFact({
  id,
  sequence,
  receivedAt,
  runId,
  score,
  maxScore,
  gradedAt,
  loads,
  status,
}: FactRow): SubmissionFact {
  const isGraded = runId !== null && score !== null && maxScore !== null && gradedAt !== null;
  const run = isGraded ? { id: runId, score, maxScore, gradedAt } : null;
  return { id, sequence, receivedAt, run, loads: loads !== 0, failed: status === "failed" };
}
