import { type Action, ApiError, type CourseMember, type Owner } from "@tinytorch/api";
import { reachedPerson } from "./reach.ts";
import type { People } from "./store.ts";

/**
 * The student whom a request names in a field, for an action on what is the student's.
 * @throws ApiError `not-found` for who is not there and for whom the account does not reach, the same; `invalid-request` for who is no student.
 */
export function namedStudent(people: Pick<People, "byId">, { action, account, id, field }: Named): CourseMember {
  const student = reachedPerson(action, account, people.byId(id));
  if (student.role === "student") return student;
  throw new ApiError("invalid-request", {
    message: `${field}: it must be a student's account, got one of the role ${student.role}.`,
    field,
  });
}

interface Named {
  readonly action: Action;
  readonly account: Owner;
  readonly id: string;
  readonly field: string;
}
