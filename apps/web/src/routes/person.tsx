import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { StaffOnly } from "../components/staff-only.tsx";
import { PersonFacts, PersonView } from "../features/person/person-view.tsx";
import { personQuery } from "../queries/class.ts";

const route = getRouteApi("/people/$id");

/** `/people/95da58f7-…`: everything about one of the course, for those who teach them. */
export default function PersonPage() {
  return (
    <StaffOnly action="people.read" title="A person">
      <Person key={route.useParams().id} />
    </StaffOnly>
  );
}

function Person() {
  const { id } = route.useParams();
  const person = useQuery(personQuery(id));
  return (
    <Page
      title={person.data === undefined ? "A person" : (person.data.name ?? person.data.login)}
      lead={person.data !== undefined && <PersonFacts person={person.data} />}
    >
      {person.isError && <Problem error={person.error} retry={person.refetch} />}
      {person.isPending && <Skeleton of="the person" />}
      {person.data !== undefined && <PersonView person={person.data} />}
    </Page>
  );
}
