import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useId } from "react";
import { Page } from "../components/page.tsx";
import { StaffOnly } from "../components/staff-only.tsx";
import { Inbox } from "../features/questions/inbox.tsx";
import { modulesQuery } from "../queries/course.ts";

const route = getRouteApi("/questions");

/** `/questions?module=08-optimizers`: what students asked about grades, to be answered where it stands. */
export default function QuestionsPage() {
  return (
    <StaffOnly action="question.answer" title="Questions">
      <Questions />
    </StaffOnly>
  );
}

function Questions() {
  const { module } = route.useSearch();
  const navigate = useNavigate();
  const modules = useQuery(modulesQuery);
  const id = useId();
  return (
    <Page title="Questions" lead="What students ask about their grades.">
      <p style={{ maxWidth: "20rem" }}>
        <label htmlFor={id}>Module</label>
        <select
          id={id}
          value={module ?? ""}
          onChange={({ target: { value } }) =>
            void navigate({
              to: "/questions",
              search: value === "" ? {} : { module: value },
              replace: true,
              resetScroll: false,
            })
          }
        >
          <option value="">all</option>
          {modules.data?.modules.map((each) => (
            <option key={each.id} value={each.id}>
              {each.id.slice(0, 2)} {each.title}
            </option>
          ))}
        </select>
      </p>
      <Inbox module={module} />
    </Page>
  );
}
