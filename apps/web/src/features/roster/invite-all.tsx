import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { IssuedInvitation } from "@tinytorch/api";
import { Problem } from "../../components/problem.tsx";
import { service } from "../../session/session.ts";
import { invitationsQuery } from "./queries.ts";

interface InviteAllProps {
  readonly onIssued: (invitations: readonly IssuedInvitation[]) => void;
}

/** Makes a link for everybody who has nothing to sign in with. */
export function InviteAll({ onIssued }: InviteAllProps) {
  const queries = useQueryClient();
  const inviting = useMutation({
    mutationFn: () => service().invite({ all: true }),
    onSuccess: async ({ invitations }) => {
      onIssued(invitations);
      await queries.invalidateQueries({ queryKey: invitationsQuery.queryKey });
    },
  });
  return (
    <>
      <button type="button" disabled={inviting.isPending} onClick={() => inviting.mutate()}>
        Invite everybody who cannot sign in yet
      </button>
      {inviting.isError && <Problem error={inviting.error} />}
    </>
  );
}
