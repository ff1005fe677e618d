import { type ClassStatistics, statisticsApi } from "@tinytorch/api";
import type { CourseModule } from "@tinytorch/course-files";
import { type ModuleStatistics, statisticsOf } from "@tinytorch/gradebook";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import { namedModule } from "../modules/named-module.ts";

/** What a class did in a module. */
export const v1: RegisterRoutes = (app, { course, store }) => {
  serve(app, statisticsApi, {
    statistics({ params: { id } }) {
      const module = namedModule(course, id);
      return describe(module, statisticsOf(store.statistics.gradedStudents(id)));
    },
  });
};

/** Tests in the order of the rubric; those that it has no more come last. */
function describe({ manifest: { id }, rubric }: CourseModule, found: ModuleStatistics): ClassStatistics {
  const titles = new Map(rubric.tests.map((test) => [`${id}/${test.id}`, test.title]));
  const order = [...titles.keys()];
  const place = (test: string) => (titles.has(test) ? order.indexOf(test) : order.length);
  const tests = found.tests
    .map((each) => ({ ...each, title: titles.get(each.test) ?? null }))
    .sort((one, other) => place(one.test) - place(other.test));
  const { scores, diagnoses, ...rest } = found;
  return { ...rest, module: id, tests, scores: scores && [...scores], diagnoses: diagnoses && [...diagnoses] };
}
