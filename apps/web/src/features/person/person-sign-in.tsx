import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CourseMember } from "@tinytorch/api";
import { useId, useState } from "react";
import { download } from "../../components/download.ts";
import { Problem } from "../../components/problem.tsx";
import { When } from "../../components/when.tsx";
import { service } from "../../session/session.ts";
import { useMay } from "../../session/use-may.ts";

/** A link that lets the person in, and all that is kept about them. */
export function PersonSignIn({ person }: { readonly person: CourseMember }) {
  const { id, login, droppedAt } = person;
  const queries = useQueryClient();
  const field = useId();
  const [isCopied, setCopied] = useState(false);
  const inviting = useMutation({
    mutationFn: async () => (await service().invite({ users: [id] })).invitations[0],
    onSuccess: () => {
      setCopied(false);
      return queries.invalidateQueries({ queryKey: ["audit"] });
    },
  });
  const mayExport = useMay("data.export");
  const exporting = useMutation({
    mutationFn: async () =>
      download(`${login}.json.gz`, new Uint8Array(await service().personData(id)), "application/gzip"),
  });
  const link = inviting.data?.link;
  async function copy(text: string) {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }
  return (
    <section aria-labelledby="sign-in">
      <h2 id="sign-in">Signing in</h2>
      {droppedAt === null ? (
        <p>
          <button type="button" disabled={inviting.isPending} onClick={() => inviting.mutate()}>
            Make an invitation
          </button>{" "}
          <span className="quiet">It signs in once, and takes the place of the one before.</span>
        </p>
      ) : (
        <p>Nobody signs in to an account that was dropped.</p>
      )}
      {inviting.isError && <Problem error={inviting.error} />}
      {inviting.data !== undefined && link !== undefined && (
        <div role="status">
          <p>
            <label htmlFor={field}>The link, shown this once: send it to {person.name ?? login}</label>
            <input id={field} type="text" readOnly value={link} onFocus={(event) => event.target.select()} />
          </p>
          <p className="row">
            {isSecureContext && (
              <button type="button" onClick={() => void copy(link)}>
                Copy
              </button>
            )}
            {isCopied && <span>Copied.</span>}
            <span className="quiet">
              It works until <When at={inviting.data.expiresAt} />.
            </span>
          </p>
        </div>
      )}
      {mayExport && (
        <p>
          <button type="button" disabled={exporting.isPending} onClick={() => exporting.mutate()}>
            Download all that is kept about them
          </button>
        </p>
      )}
      {exporting.isError && <Problem error={exporting.error} />}
    </section>
  );
}
