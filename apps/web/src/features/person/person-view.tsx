import type { CourseMember } from "@tinytorch/api";
import { When } from "../../components/when.tsx";
import { useMay } from "../../session/use-may.ts";
import { PersonAudit } from "./person-audit.tsx";
import { PersonGrades } from "./person-grades.tsx";
import { PersonLateDays } from "./person-late-days.tsx";
import { PersonQuestions } from "./person-questions.tsx";
import { PersonSignIn } from "./person-sign-in.tsx";
import { PersonSubmissions } from "./person-submissions.tsx";

/** Everything about one of the course, and what one may do. */
export function PersonView({ person }: { readonly person: CourseMember }) {
  const isStudent = person.role === "student";
  const mayInvite = useMay("invitation.change");
  const mayAudit = useMay("audit.read");
  return (
    <>
      {person.droppedAt !== null && (
        <p>
          <strong>Dropped</strong> <When at={person.droppedAt} />: the work and the grades stay.
        </p>
      )}
      {isStudent && <PersonGrades id={person.id} />}
      <PersonSubmissions id={person.id} />
      {isStudent && <PersonLateDays id={person.id} />}
      {isStudent && <PersonQuestions id={person.id} />}
      {mayInvite && <PersonSignIn person={person} />}
      {mayAudit && <PersonAudit id={person.id} />}
    </>
  );
}

/** Who it is: the login, and what is known beside it. */
export function PersonFacts({ person }: { readonly person: CourseMember }) {
  const { login, role, section, email, sisId, lmsId } = person;
  const facts = [
    ["login", login],
    ["role", role],
    ["section", section],
    ["e-mail", email],
    ["id at the school", sisId],
    ["id in the LMS", lmsId],
  ] as const;
  return (
    <p className="row">
      {facts.map(([word, value]) => value !== null && <span key={word}>{`${word} ${value}`}</span>)}
    </p>
  );
}
