import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CourseMember, IssuedInvitation, Token } from "@tinytorch/api";
import { Problem } from "../../components/problem.tsx";
import { When } from "../../components/when.tsx";
import { service } from "../../session/session.ts";
import { invitationsQuery, tokensQuery } from "./queries.ts";
import styles from "./roster.module.css";

interface PersonCredentialsProps {
  readonly person: CourseMember;
  readonly onIssued: (invitations: readonly IssuedInvitation[]) => void;
}

/** What lets a person in: a link that waits, and tokens. Both are ended here, and a new link is made. */
export function PersonCredentials({ person, onIssued }: PersonCredentialsProps) {
  const invitations = useQuery(invitationsQuery);
  const tokens = useQuery(tokensQuery(person.id));
  const queries = useQueryClient();
  const inviting = useMutation({
    mutationFn: () => service().invite({ users: [person.id] }),
    onSuccess: async ({ invitations: issued }) => {
      onIssued(issued);
      await queries.invalidateQueries({ queryKey: invitationsQuery.queryKey });
    },
  });
  const ending = useMutation({
    mutationFn: ({ kind, id }: { readonly kind: "invitation" | "token"; readonly id: string }) =>
      kind === "token" ? service().revokeToken(id) : service().revokeInvitation(id),
    onSuccess: () => queries.invalidateQueries(),
  });
  const open = invitations.data?.invitations.filter(({ user }) => user.id === person.id) ?? [];
  const failed = [invitations, tokens, inviting, ending].find(({ isError }) => isError);
  return (
    <section aria-labelledby="sign-in">
      <h3 id="sign-in">Signing in</h3>
      {failed !== undefined && <Problem error={failed.error} />}
      <ul className={styles.list}>
        {open.map(({ id, expiresAt, isExpired }) => (
          <li key={id}>
            <span>
              An invitation that nobody has used, {isExpired ? "expired" : "works until"} <When at={expiresAt} />
            </span>
            <button type="button" onClick={() => ending.mutate({ kind: "invitation", id })}>
              Take it back
            </button>
          </li>
        ))}
        {tokens.data?.tokens.map((token) => (
          <li key={token.id}>
            <TokenFacts token={token} />
            <button type="button" onClick={() => ending.mutate({ kind: "token", id: token.id })}>
              Revoke<span className="hidden-visually"> {token.label ?? "this token"}</span>
            </button>
          </li>
        ))}
      </ul>
      {tokens.data?.tokens.length === 0 && <p>No token.</p>}
      <p>
        <button type="button" disabled={inviting.isPending} onClick={() => inviting.mutate()}>
          Make an invitation{open.length > 0 && ", in place of the one there is"}
        </button>
      </p>
    </section>
  );
}

function TokenFacts({
  token: { label, scope, createdAt, expiresAt, lastUsedAt, isCurrent },
}: {
  readonly token: Token;
}) {
  return (
    <span>
      <strong>{label ?? "A token"}</strong>, for {scope}, made <When at={createdAt} />
      {lastUsedAt === null ? (
        ", never used"
      ) : (
        <>
          , last used <When at={lastUsedAt} />
        </>
      )}
      {expiresAt !== null && (
        <>
          , until <When at={expiresAt} />
        </>
      )}
      {isCurrent && ", the one you use now"}
    </span>
  );
}
