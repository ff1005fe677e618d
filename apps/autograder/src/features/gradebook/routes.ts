import { type Grade, type Gradebook, gradesApi } from "@tinytorch/api";
import { countedPoints } from "@tinytorch/course";
import { gradebookCsv } from "../../gradebook-csv.ts";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import type { StoredGrade } from "../../store/grades.ts";

/** The grades that count, less what being late costs: one's own, and everybody's for an instructor. */
export const v1: RegisterRoutes = (app, { course, calendar, store }) => {
  const modules = course.modules.map(({ manifest }) => manifest.id);
  const withDueDates = modules.filter((module) => calendar.due(module) !== undefined);

  function count(grade: StoredGrade): Grade {
    const late = calendar.lateness(grade.module, Date.parse(grade.receivedAt));
    return { ...grade, late, counted: countedPoints(grade.score, late) };
  }

  function gradebook(): Gradebook {
    const rows = store.grades.ofStudents().map(({ student, grades }) => ({ student, grades: grades.map(count) }));
    return { modules, rows };
  }

  serve(app, gradesApi, {
    grades: ({ account }) => ({ grades: store.grades.of(account.id).map(count) }),
    gradebook,
    gradebookCsv({ reply }) {
      reply.header("content-disposition", 'attachment; filename="gradebook.csv"');
      return gradebookCsv(gradebook(), withDueDates);
    },
  });
};
