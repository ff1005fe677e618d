import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SimilaritySummary } from "@tinytorch/api";
import { Problem } from "../../components/problem.tsx";
import { service } from "../../session/session.ts";
import styles from "./similarity.module.css";

/** How far a comparison is, and its end where somebody wants that. */
export function Running({ report: { id, module, submissions, progress } }: { readonly report: SimilaritySummary }) {
  const queries = useQueryClient();
  const cancelling = useMutation({
    mutationFn: () => service().cancelSimilarity(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["similarity", "of", module] }),
  });
  const read = progress?.read ?? 0;
  return (
    <section aria-label="The comparison that runs">
      <p aria-live="polite">
        {progress?.comparing === true
          ? `All ${submissions} are read and are held against each other.`
          : `Reading ${submissions} submissions.`}{" "}
        You may leave meanwhile.
      </p>
      <progress className={styles.progress} aria-label="Submissions read" max={Math.max(1, submissions)} value={read} />
      {cancelling.isError && <Problem error={cancelling.error} />}
      <p>
        <button type="button" disabled={cancelling.isPending} onClick={() => cancelling.mutate()}>
          End it
        </button>
      </p>
    </section>
  );
}
