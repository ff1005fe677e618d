import { type CourseMember, type IssuedInvitation, type Role, reaches, whose } from "@tinytorch/api";
import { Dialog } from "../../components/dialog.tsx";
import { useSession } from "../../session/use-session.ts";
import { PersonCredentials } from "./person-credentials.tsx";
import { PersonFacts } from "./person-facts.tsx";
import { PersonStay } from "./person-stay.tsx";
import { RenamePerson } from "./rename-person.tsx";

interface PersonDialogProps {
  readonly person: CourseMember;
  readonly onIssued: (invitations: readonly IssuedInvitation[]) => void;
  readonly onClose: () => void;
}

/** One person of the course: what is known, how they sign in, and whether they are in it. */
export function PersonDialog({ person, onIssued, onClose }: PersonDialogProps) {
  const session = useSession();
  if (session.kind !== "signed-in" && session.kind !== "ended") return null;
  const me = { ...session.user, section: null };
  const mayChange = reaches("people.change", me, person);
  return (
    <Dialog title={person.name ?? person.login} onClose={onClose}>
      {mayChange ? (
        <>
          <PersonFacts person={person} me={session.user} />
          <RenamePerson person={person} />
          {person.droppedAt === null && reaches("invitation.change", me, person) && (
            <PersonCredentials person={person} onIssued={onIssued} />
          )}
          <PersonStay person={person} isOneself={me.id === person.id} />
        </>
      ) : (
        <p>
          Login <bdi>{person.login}</bdi>, {person.role}
          {person.section !== null && `, section ${person.section}`}. {whoChanges(me.role)}
        </p>
      )}
    </Dialog>
  );
}

function whoChanges(role: Role): string {
  return whose("people.change", role) === "nobody"
    ? "What is known of people is changed by instructors."
    : "An account of this role is changed by an admin.";
}
