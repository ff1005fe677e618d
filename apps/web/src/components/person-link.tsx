import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Person } from "@tinytorch/api";
import { studentsQuery } from "../queries/class.ts";

/** Leads staff to a student's page, under the name as the person writes it once that is known. */
export function PersonLink({ person: { id, name: login } }: { readonly person: Person }) {
  const students = useQuery(studentsQuery);
  const name = students.data?.people.find((each) => each.id === id)?.name;
  return (
    <Link to="/people/$id" params={{ id }}>
      {name == null ? login : `${name} (${login})`}
    </Link>
  );
}
