import { type ModuleSummary, modulesSchema } from "@tinytorch/api";
import { limitsFor, type ModuleManifest } from "@tinytorch/course";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Context } from "../context.ts";
import { documented } from "./documented.ts";

/** The course's modules. */
export function moduleRoutes({ course }: Context): FastifyPluginAsyncZod {
  const modules = course.modules.map(({ manifest }) => summarize(manifest));
  return async (app) => {
    app.get(
      "/modules",
      { schema: documented("modules", "The course's modules", { 200: modulesSchema }) },
      () => ({ modules }),
    );
  };
}

function summarize(manifest: ModuleManifest): ModuleSummary {
  const { id, title, promise, stars, hours, prerequisites, next, submittedFiles, points, limits } = manifest;
  const { fileBytes } = limitsFor(limits);
  return { id, title, promise, stars, hours, prerequisites, next, submittedFiles, points, fileBytes };
}
