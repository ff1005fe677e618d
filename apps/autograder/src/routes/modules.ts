import { type ModuleSummary, modulesSchema } from "@tinytorch/api";
import { limitsFor, type ModuleManifest } from "@tinytorch/course";
import { type Deadlines, deadlinesOf } from "@tinytorch/gradebook";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { accountOf } from "../authentication.ts";
import type { Context } from "../context.ts";
import { documented } from "./documented.ts";

/** The course's modules, with the deadlines of whoever asks. */
export function moduleRoutes({ course, store }: Context): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/modules",
      { schema: documented("modules", "The course's modules", { 200: modulesSchema }) },
      (request) => ({
        modules: course.modules.map(({ manifest }) =>
          summarize(manifest, deadlinesOf(store.grades.facts(accountOf(request).id, manifest.id))),
        ),
      }),
    );
  };
}

function summarize(manifest: ModuleManifest, { due, closes }: Deadlines): ModuleSummary {
  const { id, title, promise, stars, hours, prerequisites, next, submittedFiles, points, limits } = manifest;
  const { fileBytes } = limitsFor(limits);
  return {
    ...{ id, title, promise, stars, hours, prerequisites, next, submittedFiles, points, fileBytes },
    due: isoTime(due),
    closes: isoTime(closes),
  };
}

function isoTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
