import { type Grade, gradesApi } from "@tinytorch/api";
import { inHundredths } from "@tinytorch/course";
import { type Facts, gradebookTable, gradeOf, sayReason } from "@tinytorch/gradebook";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import { gradebookCsv } from "./csv.ts";

/** The grades as the gradebook has them: one's own, and everybody's for an instructor. */
export const v1: RegisterRoutes = (app, { course, store, clock }) => {
  // What was graded before its module broke stays in the book.
  const modules = [...course.ids];

  /** A grade for the wire; none before something counts. */
  function render(facts: Facts): readonly Grade[] {
    const { module, points, maxPoints, late, submissionId, runId, reason } = gradeOf(facts, clock.now());
    if (points === null) return [];
    const counting = facts.submissions.find(({ id }) => id === submissionId);
    const gradedAt = runId === null ? undefined : store.grades.gradedAt(runId);
    return [
      {
        module,
        score: counting?.run == null ? null : inHundredths(counting.run.score),
        maxScore: maxPoints,
        late,
        counted: points,
        reason: reason.map(sayReason),
        submissionId,
        runId,
        receivedAt: counting === undefined ? null : new Date(counting.receivedAt).toISOString(),
        gradedAt: gradedAt === undefined ? null : new Date(gradedAt).toISOString(),
      },
    ];
  }

  serve(app, gradesApi, {
    grades: ({ account }) => ({ grades: store.grades.of(account.id).flatMap(render) }),
    gradebook: () => ({
      modules,
      rows: store.grades.ofStudents().map(({ student, facts }) => ({ student, grades: facts.flatMap(render) })),
    }),
    gradebookCsv({ reply }) {
      const rows = store.grades.ofStudents().map(({ student: { name }, facts }) => ({
        name,
        grades: facts.map((each) => gradeOf(each, clock.now())),
      }));
      reply.header("content-disposition", 'attachment; filename="gradebook.csv"');
      return gradebookCsv(gradebookTable(modules.map(store.grades.assignment), rows));
    },
  });
};
