import { type ModuleSummary, modulesSchema } from "@tinytorch/api";
import { type Calendar, limitsFor, type ModuleManifest } from "@tinytorch/course";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Context } from "../context.ts";
import { documented } from "./documented.ts";

/** The course's modules. */
export function moduleRoutes({ course, calendar }: Context): FastifyPluginAsyncZod {
  const modules = course.modules.map(({ manifest }) => summarize(manifest, calendar));
  return async (app) => {
    app.get("/modules", { schema: documented("modules", "The course's modules", { 200: modulesSchema }) }, () => ({
      modules,
    }));
  };
}

function summarize(manifest: ModuleManifest, calendar: Calendar): ModuleSummary {
  const { id, title, promise, stars, hours, prerequisites, next, submittedFiles, points, limits } = manifest;
  const { fileBytes } = limitsFor(limits);
  const [due, closes] = [calendar.due(id), calendar.closes(id)].map((time) =>
    time === undefined ? null : new Date(time).toISOString(),
  );
  return {
    ...{ id, title, promise, stars, hours, prerequisites, next, submittedFiles, points, fileBytes },
    ...{ due: due ?? null, closes: closes ?? null },
  };
}
