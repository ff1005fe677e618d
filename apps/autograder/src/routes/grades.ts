import { type Grade, gradebookQuerySchema, gradebookSchema, gradesSchema } from "@tinytorch/api";
import { type Facts, gradebookTable, gradeOf, sayReason } from "@tinytorch/gradebook";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { accountOf } from "../authentication.ts";
import type { Context } from "../context.ts";
import { gradebookCsv } from "../gradebook-csv.ts";
import { documented } from "./documented.ts";

/** The grades as the gradebook has them: one's own, and everybody's for an instructor. */
export function gradeRoutes({ course, store, clock }: Context): FastifyPluginAsyncZod {
  const modules = course.modules.map(({ manifest }) => manifest.id);

  /** A grade for the wire; none before something counts. */
  function render(facts: Facts): readonly Grade[] {
    const { module, points, maxPoints, late, submissionId, runId, reason } = gradeOf(facts, clock.now());
    if (points === null) return [];
    const counting = facts.submissions.find(({ id }) => id === submissionId);
    const gradedAt = runId === null ? undefined : store.grades.gradedAt(runId);
    return [
      {
        module,
        score: counting?.run?.score ?? null,
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

  return async (app) => {
    app.get(
      "/grades",
      { schema: documented("grades", "One's own grades that count", { 200: gradesSchema }) },
      (request) => ({ grades: store.grades.of(accountOf(request).id).flatMap(render) }),
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
        const students = store.grades.ofStudents();
        const wantsCsv = request.query.format ? request.query.format === "csv" : acceptsCsv(request.headers.accept);
        if (!wantsCsv) {
          reply.send({
            modules,
            rows: students.map(({ student, facts }) => ({ student, grades: facts.flatMap(render) })),
          });
          return;
        }
        const rows = students.map(({ student: { name }, facts }) => ({
          name,
          grades: facts.map((each) => gradeOf(each, clock.now())),
        }));
        reply
          .header("content-type", "text/csv; charset=utf-8")
          .header("content-disposition", 'attachment; filename="gradebook.csv"')
          .serializer((text: string) => text)
          .send(gradebookCsv(gradebookTable(modules.map(store.grades.assignment), rows)));
      },
    );
  };
}

function acceptsCsv(accept = ""): boolean {
  return accept.split(",").some((range) => range.split(";")[0]?.trim() === "text/csv");
}
