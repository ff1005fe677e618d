import { type Grade, gradebookQuerySchema, gradebookSchema, gradesSchema } from "@tinytorch/api";
import { countedPoints } from "@tinytorch/course";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { accountOf } from "../authentication.ts";
import type { Context } from "../context.ts";
import { gradebookCsv } from "../gradebook-csv.ts";
import type { StoredGrade } from "../store/grades.ts";
import { documented } from "./documented.ts";

/** The grades that count, less what being late costs: one's own, and everybody's for an instructor. */
export function gradeRoutes({ course, calendar, store }: Context): FastifyPluginAsyncZod {
  const modules = course.modules.map(({ manifest }) => manifest.id);
  const withDueDates = modules.filter((module) => calendar.due(module) !== undefined);

  function count(grade: StoredGrade): Grade {
    const late = calendar.lateness(grade.module, Date.parse(grade.receivedAt));
    return { ...grade, late, counted: countedPoints(grade.score, late) };
  }

  return async (app) => {
    app.get(
      "/grades",
      { schema: documented("grades", "One's own grades that count", { 200: gradesSchema }) },
      (request) => ({ grades: store.grades.of(accountOf(request).id).map(count) }),
    );
    app.get(
      "/gradebook",
      {
        config: { roles: ["instructor"] },
        schema: {
          querystring: gradebookQuerySchema,
          produces: ["application/json", "text/csv"],
          ...documented("grades", "Every student's grades, as JSON or CSV", {
            200: z.union([gradebookSchema, z.string()]),
          }),
        },
      },
      (request, reply) => {
        const rows = store.grades.ofStudents().map(({ student, grades }) => ({ student, grades: grades.map(count) }));
        const gradebook = { modules, rows };
        const wantsCsv = request.query.format ? request.query.format === "csv" : acceptsCsv(request.headers.accept);
        if (!wantsCsv) {
          reply.send(gradebook);
          return;
        }
        reply
          .header("content-type", "text/csv; charset=utf-8")
          .header("content-disposition", 'attachment; filename="gradebook.csv"')
          .serializer((text: string) => text)
          .send(gradebookCsv(gradebook, withDueDates));
      },
    );
  };
}

function acceptsCsv(accept = ""): boolean {
  return accept.split(",").some((range) => range.split(";")[0]?.trim() === "text/csv");
}
