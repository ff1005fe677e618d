import { gradebookQuerySchema, gradebookSchema, gradesSchema } from "@tinytorch/api";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { accountOf } from "../authentication.ts";
import type { Context } from "../context.ts";
import { gradebookCsv } from "../gradebook-csv.ts";
import { documented } from "./documented.ts";

/** The grades that count: one's own, and everybody's for an instructor. */
export function gradeRoutes({ course, store }: Context): FastifyPluginAsyncZod {
  const modules = course.modules.map(({ manifest }) => manifest.id);
  return async (app) => {
    app.get(
      "/grades",
      { schema: documented("grades", "One's own grades that count", { 200: gradesSchema }) },
      (request) => ({ grades: store.grades.of(accountOf(request).id) }),
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
        const gradebook = store.grades.gradebook(modules);
        const wantsCsv = request.query.format
          ? request.query.format === "csv"
          : acceptsCsv(request.headers.accept);
        if (!wantsCsv) {
          reply.send(gradebook);
          return;
        }
        reply
          .header("content-type", "text/csv; charset=utf-8")
          .header("content-disposition", 'attachment; filename="gradebook.csv"')
          .serializer((text: string) => text)
          .send(gradebookCsv(gradebook));
      },
    );
  };
}

function acceptsCsv(accept = ""): boolean {
  return accept.split(",").some((range) => range.split(";")[0]?.trim() === "text/csv");
}
