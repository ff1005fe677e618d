import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useId } from "react";
import { refreshGrades } from "../../components/decisions/refresh-grades.ts";
import { Problem } from "../../components/problem.tsx";
import { When } from "../../components/when.tsx";
import { useDraft } from "../../session/drafts.ts";
import { service } from "../../session/session.ts";
import { useMay } from "../../session/use-may.ts";
import styles from "./person.module.css";
import { lateDaysOfQuery } from "./queries.ts";

/** The student's late days: granted, spent and left; and more of them, where one may grant some. */
export function PersonLateDays({ id }: { readonly id: string }) {
  const bank = useQuery(lateDaysOfQuery(id));
  const mayGrant = useMay("late-days.grant");
  return (
    <section aria-labelledby="late-days">
      <h2 id="late-days">Late days</h2>
      {bank.isError && <Problem error={bank.error} retry={bank.refetch} />}
      {bank.data != null && (
        <>
          <p>
            {bank.data.granted} granted, {bank.data.spent} spent, <strong>{bank.data.left} left</strong>
          </p>
          <ul className={styles.plain}>
            {bank.data.spends.map(({ module, days }) => (
              <li key={module}>
                {days} spent on {module}
              </li>
            ))}
            {bank.data.grants.map(({ id: grant, days, because, by, at, student }) => (
              <li key={grant}>
                {days} granted{student === null ? " to everybody" : ""}: {because}{" "}
                <span className="quiet">
                  ({by ?? "the course"}, <When at={at} />)
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {mayGrant && <Grant id={id} />}
    </section>
  );
}

function Grant({ id }: { readonly id: string }) {
  const [days, setDays] = useDraft(`late-days ${id}`);
  const [because, setBecause] = useDraft(`late-days because ${id}`);
  const queries = useQueryClient();
  const field = useId();
  const granting = useMutation({
    mutationFn: () => service().grantLateDays({ student: id, days: Number(days), because: because.trim() }),
    onSuccess: () => {
      setDays("");
      setBecause("");
      return refreshGrades(queries);
    },
  });
  function send(event: SubmitEvent) {
    event.preventDefault();
    granting.mutate();
  }
  return (
    <details className={styles.fold}>
      <summary>Grant late days</summary>
      <form onSubmit={send}>
        <p>
          <label htmlFor={`${field}-days`}>How many</label>
          <input
            id={`${field}-days`}
            type="number"
            min={1}
            max={365}
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
        </p>
        <p>
          <label htmlFor={`${field}-because`}>Reason, which the student reads</label>
          <input
            id={`${field}-because`}
            type="text"
            value={because}
            onChange={(event) => setBecause(event.target.value)}
          />
        </p>
        {granting.isError && <Problem error={granting.error} />}
        <button type="submit" disabled={days === "" || because.trim() === "" || granting.isPending}>
          Grant
        </button>
      </form>
    </details>
  );
}
