import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Page } from "../components/page.tsx";
import { StaffOnly } from "../components/staff-only.tsx";
import type { Choice } from "../features/gradebook/choice.ts";
import { Gradebook } from "../features/gradebook/gradebook.tsx";

const route = getRouteApi("/gradebook");

/** `/gradebook?section=A&sort=08-optimizers`: everybody's grades; what is shown of them is in the address. */
export default function GradebookPage() {
  const choice = route.useSearch();
  const navigate = useNavigate();
  const change = (asked: Choice) => {
    const search = {
      ...choice,
      ...Object.fromEntries(Object.entries(asked).map(([key, text]) => [key, text || undefined])),
    };
    // Back leads from an open cell to the table.
    void navigate({ to: "/gradebook", search, replace: !asked.student, resetScroll: false });
  };
  return (
    <StaffOnly action="gradebook.read" title="Gradebook">
      <Page wide title="Gradebook">
        <Gradebook choice={choice} onChange={change} />
      </Page>
    </StaffOnly>
  );
}
