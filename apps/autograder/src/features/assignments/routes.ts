import { ApiError, type Assignment, assignmentSchema, assignmentsApi, whose } from "@tinytorch/api";
import { AssignmentRulesError, writeCalendar } from "@tinytorch/course";
import { deadlinesOf, type Facts } from "@tinytorch/gradebook";
import type { RegisterRoutes } from "../../http/features.ts";
import { isoTime } from "../../http/iso-time.ts";
import { keptIfShown } from "../../http/kept-if-shown.ts";
import { serve } from "../../http/serve.ts";
import { requireThere } from "../modules/named-module.ts";
import type { HeldRules } from "./store.ts";

/** What is decided about modules. */
export const v1: RegisterRoutes = (app, { course, store, rules }) => {
  const { assignments } = store;
  const shown = (held: HeldRules) => showAssignment(held, assignments.find(held.module));
  const decided = (module: string, decision: () => void) =>
    keptIfShown(store, assignmentSchema, () => {
      decision();
      const [assignment] = assignments.held([module]).map(shown);
      if (assignment === undefined) throw new Error(`internal: decided: something must hold of ${module}, got nothing`);
      return assignment;
    });

  serve(app, assignmentsApi, {
    assignments({ account }) {
      const held = assignments.held(course.ids);
      const ofAll = new Map(held.map(({ module, rules: own }) => [module, own]));
      const mayChange = whose("assignment.change", account.role) === "everybody";
      return {
        assignments: held.map(shown),
        courseJson: mayChange ? writeCalendar({ ...rules, assignments: ofAll }) : null,
      };
    },
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

function showAssignment({ module, rules, lastChange }: HeldRules, assignment: Facts["assignment"]): Assignment {
  const { due, closes } = deadlinesOf({ assignment, exceptions: [] });
  return {
    ...rules,
    module,
    releaseAt: isoTime(assignment.release ?? null),
    dueAt: isoTime(due),
    closesAt: isoTime(closes),
    changed: lastChange && { ...lastChange, at: isoTime(lastChange.at) },
  };
}
