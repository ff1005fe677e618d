import { gradesApi, type Owner, reaches } from "@tinytorch/api";
import { type Facts, gradebookTable, gradeOf } from "@tinytorch/gradebook";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import { gradebookCsv } from "./csv.ts";
import { maximumPoints } from "./maximum-points.ts";
import { showGrade } from "./show-grade.ts";

/** The grades as the gradebook has them: one's own, and those of the students that one teaches. */
export const v1: RegisterRoutes = (app, context) => {
  const { course, store, clock } = context;
  // What was graded before its module broke stays in the book.
  const modules = [...course.ids];

  const render = (facts: Facts) => showGrade(facts, clock.now()) ?? [];

  function linesFor(account: Owner, people: "active" | "all") {
    return store.grades.ofStudents({
      isChosen: (student) =>
        (people === "all" || student.droppedAt === null) && reaches("gradebook.read", account, student),
    });
  }

  serve(app, gradesApi, {
    grades: ({ account }) => ({ grades: store.grades.of(account.id).flatMap(render) }),
    gradebook: ({ account, query }) => ({
      modules,
      maximums: Object.fromEntries(modules.map((module) => [module, maximumPoints(context, module)])),
      rows: linesFor(account, query.people).map(({ student, facts }) => ({ student, grades: facts.flatMap(render) })),
    }),
    gradebookCsv({ account, query, reply }) {
      const rows = linesFor(account, query.people).map(({ student: { name }, facts }) => ({
        name,
        grades: facts.map((each) => gradeOf(each, clock.now())),
      }));
      reply.header("content-disposition", 'attachment; filename="gradebook.csv"');
      const columns = modules.map((module) => ({
        assignment: store.grades.assignment(module),
        maximum: maximumPoints(context, module),
      }));
      return gradebookCsv(gradebookTable(columns, rows));
    },
  });
};
