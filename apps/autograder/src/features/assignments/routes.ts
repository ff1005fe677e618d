import { ApiError, type Assignment, assignmentSchema, assignmentsApi, whose } from "@tinytorch/api";
import { AssignmentRulesError, writeCalendar } from "@tinytorch/course";
import { deadlinesOf } from "@tinytorch/gradebook";
import type { RegisterRoutes } from "../../http/features.ts";
import { isoTime } from "../../http/iso-time.ts";
import { keptIfShown } from "../../http/kept-if-shown.ts";
import { serve } from "../../http/serve.ts";
import type { Store } from "../../store.ts";
import { requireThere } from "../modules/named-module.ts";

/** What is decided about modules. */
export const v1: RegisterRoutes = (app, { course, store, rules }) => {
  const { assignments } = store;
  const decided = (module: string, decision: () => void) =>
    keptIfShown(store, assignmentSchema, () => {
      decision();
      return showAssignment(store, module);
    });

  serve(app, assignmentsApi, {
    assignments: ({ account }) => ({
      assignments: course.ids.map((module) => showAssignment(store, module)),
      courseJson:
        whose("assignment.change", account.role) === "everybody"
          ? writeCalendar({
              ...rules,
              assignments: new Map(course.ids.map((module) => [module, assignments.rules(module)])),
            })
          : null,
    }),
    changeAssignment({ account, params: { module }, body: { because, ...body } }) {
      requireThere(course, module);
      const changes = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      if (Object.keys(changes).length === 0) {
        throw new ApiError("invalid-request", { message: "body: must change something, got nothing.", field: "body" });
      }
      try {
        return decided(module, () => assignments.change(account.id, module, changes, because));
      } catch (error) {
        if (!(error instanceof AssignmentRulesError)) throw error;
        throw new ApiError("invalid-request", { message: `${error.message}.`, field: error.field });
      }
    },
    undoAssignment({ account, params: { module }, body: { because } }) {
      requireThere(course, module);
      return decided(module, () => assignments.undo(account.id, module, because));
    },
  });
};

function showAssignment({ assignments }: Pick<Store, "assignments">, module: string): Assignment {
  const assignment = assignments.find(module);
  const { due, closes } = deadlinesOf({ assignment, exceptions: [] });
  const changed = assignments.lastChange(module);
  return {
    ...assignments.rules(module),
    module,
    releaseAt: isoTime(assignment.release ?? null),
    dueAt: isoTime(due),
    closesAt: isoTime(closes),
    changed: changed && { ...changed, at: isoTime(changed.at) },
  };
}
