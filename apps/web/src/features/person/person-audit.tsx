import { useInfiniteQuery } from "@tanstack/react-query";
import { Problem } from "../../components/problem.tsx";
import { When } from "../../components/when.tsx";
import styles from "./person.module.css";
import { auditOfQuery } from "./queries.ts";

/** What the person did and what concerns them, newest first. */
export function PersonAudit({ id }: { readonly id: string }) {
  const audit = useInfiniteQuery(auditOfQuery(id));
  return (
    <section aria-labelledby="audit">
      <h2 id="audit">Audit</h2>
      {audit.isError && <Problem error={audit.error} retry={audit.refetch} />}
      <ol className={styles.list}>
        {audit.data?.pages
          .flatMap(({ entries }) => entries)
          .map(({ id: entry, at, sentence }) => (
            <li key={entry}>
              <span className="quiet">
                <When at={at} />
              </span>{" "}
              {sentence}
            </li>
          ))}
      </ol>
      {audit.hasNextPage && (
        <button type="button" disabled={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          Older entries
        </button>
      )}
    </section>
  );
}
