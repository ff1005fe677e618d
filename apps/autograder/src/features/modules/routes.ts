import { type ModuleSummary, modulesApi } from "@tinytorch/api";
import { type Calendar, limitsFor, type ModuleManifest } from "@tinytorch/course";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";

/** The course's modules. */
export const v1: RegisterRoutes = (app, { course, calendar }) => {
  const modules = course.modules.map(({ manifest }) => summarize(manifest, calendar));
  serve(app, modulesApi, { modules: () => ({ modules }) });
};

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
