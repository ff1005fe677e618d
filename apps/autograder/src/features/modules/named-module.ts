import { ApiError, errors } from "@tinytorch/api";
import type { Course, CourseModule } from "@tinytorch/course-files";

/** Somebody must mend a broken module before it can be worked with. */
const brokenModuleSeconds = 600;

/** @throws ApiError `unavailable` for a module that cannot be graded as the course stands. */
export function refuseBroken({ broken }: Pick<Course, "broken">, id: string): void {
  if (broken.every((each) => each.id !== id)) return;
  const message = `${id} cannot be graded as the course stands, so it takes no work now; tell an instructor.`;
  throw new ApiError("unavailable", { message, field: "module", retryAfter: brokenModuleSeconds });
}

/** @throws ApiError `unknown-module` where a request's body names a module that the course has not, whole or broken. */
export function requireKnown({ ids }: Pick<Course, "ids">, id: string): void {
  if (!ids.includes(id)) throw new ApiError("unknown-module", { field: "module" });
}

/** @throws ApiError `not-found` where a path names a module that the course has not, whole or broken. */
export function requireThere({ ids }: Pick<Course, "ids">, id: string): void {
  if (!ids.includes(id)) throw new ApiError("not-found", { message: errors["unknown-module"].sentence });
}

/** The module that a path names. @throws ApiError `not-found`, or `unavailable` for a broken one. */
export function namedModule(course: Pick<Course, "broken" | "module">, id: string): CourseModule {
  refuseBroken(course, id);
  const module = course.module(id);
  if (module !== undefined) return module;
  throw new ApiError("not-found", { message: errors["unknown-module"].sentence });
}
