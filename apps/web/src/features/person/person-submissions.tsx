import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { sayLate } from "../../components/late.ts";
import { Problem } from "../../components/problem.tsx";
import { Status } from "../../components/status.tsx";
import { When } from "../../components/when.tsx";
import { submissionsOfQuery } from "../../queries/class.ts";
import styles from "./person.module.css";

/** Whatever the person handed in, newest first. */
export function PersonSubmissions({ id }: { readonly id: string }) {
  const all = useQuery(submissionsOfQuery(id));
  return (
    <section aria-labelledby="submissions">
      <h2 id="submissions">Submissions</h2>
      {all.isError && <Problem error={all.error} retry={all.refetch} />}
      {all.data?.length === 0 && <p>Nothing was handed in.</p>}
      <ol className={styles.list}>
        {all.data?.map(({ id: submission, module, receivedAt, late, counts, handedInFor, ...standing }) => (
          <li key={submission}>
            <Link to="/submissions/$id" params={{ id: submission }}>
              {module}, <When at={receivedAt} />
            </Link>
            <div className={styles.facts}>
              <Status {...standing} />
              {late !== null && <span>{sayLate(late)}</span>}
              {counts === true && <strong>this is the grade</strong>}
              {handedInFor !== null && <span>handed in by {handedInFor.by?.name ?? "somebody who was erased"}</span>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
