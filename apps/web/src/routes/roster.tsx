import { useQuery } from "@tanstack/react-query";
import type { IssuedInvitation } from "@tinytorch/api";
import { useState } from "react";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { StaffOnly } from "../components/staff-only.tsx";
import { ImportRoster } from "../features/roster/import-roster.tsx";
import { InviteAll } from "../features/roster/invite-all.tsx";
import { IssuedLinks } from "../features/roster/issued-links.tsx";
import { PeopleTable } from "../features/roster/people-table.tsx";
import { PersonDialog } from "../features/roster/person-dialog.tsx";
import { peopleQuery } from "../features/roster/queries.ts";
import styles from "../features/roster/roster.module.css";
import { useMay } from "../session/use-may.ts";

/** `/roster`: who is in the course, from a file or one by one, and how they are let in. */
export default function RosterPage() {
  return (
    <StaffOnly action="people.read" title="Roster">
      <Roster />
    </StaffOnly>
  );
}

function Roster() {
  const people = useQuery(peopleQuery);
  const [imports, setImports] = useState(false);
  const [issued, setIssued] = useState<readonly IssuedInvitation[] | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const [mayImport, mayInvite] = [useMay("roster.import"), useMay("invitation.change")];
  const person = people.data?.people.find(({ id }) => id === open);

  function show(invitations: readonly IssuedInvitation[]) {
    setOpen(null);
    // What was not hidden yet is not lost; of one person the newest link alone works.
    const others = (issued ?? []).filter(({ user }) => !invitations.some((each) => each.user.id === user.id));
    setIssued([...others, ...invitations]);
  }

  return (
    <Page wide title="Roster" lead="Who is in the course, what they may do, and how they are let in.">
      <div className={`row ${styles.actions}`}>
        {mayImport && (
          <button type="button" aria-expanded={imports} onClick={() => setImports(!imports)}>
            Import a file
          </button>
        )}
        {mayInvite && <InviteAll onIssued={show} />}
      </div>
      {issued !== null && (
        <IssuedLinks key={issued.map(({ id }) => id).join()} invitations={issued} onDone={() => setIssued(null)} />
      )}
      {imports && <ImportRoster onDone={() => setImports(false)} />}
      {people.isError && <Problem error={people.error} retry={people.refetch} />}
      {people.isPending && <Skeleton of="the roster" />}
      {people.data !== undefined && <PeopleTable people={people.data.people} onPerson={({ id }) => setOpen(id)} />}
      {person !== undefined && <PersonDialog person={person} onIssued={show} onClose={() => setOpen(null)} />}
    </Page>
  );
}
