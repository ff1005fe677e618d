import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { sayLate } from "../../components/late.ts";
import { Problem } from "../../components/problem.tsx";
import { Status } from "../../components/status.tsx";
import { When } from "../../components/when.tsx";
import { pastSubmissionsQuery } from "../../queries/course.ts";
import styles from "./past-submissions.module.css";

/** What one has handed in of a module, newest first, and which of it is the grade. */
export function PastSubmissions({ module }: { readonly module: string }) {
  const past = useQuery(pastSubmissionsQuery(module));
  return (
    <section className={styles.past} aria-labelledby="past">
      <h2 id="past">Handed in</h2>
      {past.isError && <Problem error={past.error} retry={past.refetch} />}
      {past.data?.submissions.length === 0 && <p>Nothing yet.</p>}
      <ol className={styles.list}>
        {past.data?.submissions.map(({ id, receivedAt, late, counts, ...standing }) => (
          <li key={id}>
            <Link to="/submissions/$id" params={{ id }}>
              <When at={receivedAt} />
            </Link>
            <div className={styles.facts}>
              <Status {...standing} />
              {late !== null && <span>{sayLate(late)}</span>}
              {counts === true && <strong>this is your grade</strong>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
