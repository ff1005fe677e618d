import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Submission } from "@tinytorch/api";
import { lazy, Suspense } from "react";
import { When } from "../../components/when.tsx";
import { useSession } from "../../session/use-session.ts";
import { filesQuery, previousQuery } from "./queries.ts";

const Differences = lazy(() => import("./differences.tsx"));

/** What became different since the submission before; nothing for the first. */
export function Changes({ submission }: { readonly submission: Submission }) {
  const { id, student } = submission;
  const session = useSession();
  const isOwn = "user" in session && session.user.id === student.id;
  const files = useQuery(filesQuery(id));
  const before = useQuery(previousQuery(submission, isOwn));
  if (files.data === undefined || !before.data) return null;
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">What changed</h2>
      <p>
        Since{" "}
        <Link to="/submissions/$id" params={{ id: before.data.id }}>
          the submission of <When at={before.data.receivedAt} />
        </Link>
        .
      </p>
      <Suspense fallback={null}>
        <Differences before={before.data.files} after={files.data.files} />
      </Suspense>
    </section>
  );
}
