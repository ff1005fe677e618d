import { ApiError, type CourseMember } from "@tinytorch/api";
import type { Book, Column, Mark, Person } from "@tinytorch/exports";
import { type Facts, gradeOf } from "@tinytorch/gradebook";
import type { Context } from "../../context.ts";
import { maximumPoints } from "../gradebook/maximum-points.ts";

export interface GradesBook extends Book {
  /** The facts of a row, in the order of the rows. */
  readonly facts: readonly (readonly Facts[])[];
}

/** Everybody's grades in some modules; without a choice, in those that somebody has a grade in. @throws ApiError for a module that the course has not. */
export function gradesBook(context: Context, chosen: readonly string[] | undefined): GradesBook {
  const { course, store, clock } = context;
  const unknown = chosen?.find((id) => !course.ids.includes(id));
  if (unknown !== undefined) {
    const message = `modules: each must be one of the course's, got ${JSON.stringify(unknown)}`;
    throw new ApiError("unknown-module", { message, field: "modules" });
  }
  const now = clock.now();
  const factsById = new Map(store.grades.ofStudents().map(({ student, facts }) => [student.id, facts]));
  const students = store.people.list().filter(({ role }) => role === "student");
  const lines = students.map(asExported).map((person) => {
    const facts = (factsById.get(person.id) ?? []).filter(
      ({ assignment: { module } }) => chosen?.includes(module) ?? true,
    );
    return { facts, row: { person, marks: facts.flatMap((each) => markOf(each, now)) } };
  });
  const graded = new Set(lines.flatMap(({ row }) => row.marks.map(({ module }) => module)));
  const modules = course.ids.filter((id) => chosen?.includes(id) ?? graded.has(id));
  return {
    columns: modules.map((module): Column => {
      const title = course.module(module)?.manifest.title ?? module;
      return { module, title, maximum: maximumPoints(context, module) };
    }),
    rows: lines.map(({ row }) => row),
    facts: lines.map(({ facts }) => facts),
  };
}

/** Who has no name of their own is called by the login. */
function asExported({ id, login, name, email, sisId, lmsId, section, droppedAt }: CourseMember): Person {
  return { id, login, name: name ?? login, email, sisId, lmsId, section, dropped: droppedAt !== null };
}

/** A grade for another system; none before something counts, unless none is asked for. */
function markOf(facts: Facts, now: number): Mark[] {
  const { module, points, maxPoints, excused } = gradeOf(facts, now);
  if (excused) return [{ module, excused }];
  return points === null ? [] : [{ module, excused: false, points, of: maxPoints }];
}
