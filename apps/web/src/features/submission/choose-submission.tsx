import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Submission } from "@tinytorch/api";
import { type SubmitEvent, useId } from "react";
import { refreshGrades } from "../../components/decisions/refresh-grades.ts";
import { Problem } from "../../components/problem.tsx";
import { exceptionsOfQuery } from "../../queries/class.ts";
import { useDraft } from "../../session/drafts.ts";
import { service } from "../../session/session.ts";
import styles from "./files.module.css";

/** Lets this submission be the one that counts, whatever comes later, or takes that back. */
export function ChooseSubmission({ submission: { id, student } }: { readonly submission: Submission }) {
  const exceptions = useQuery(exceptionsOfQuery(student.id));
  const [because, setBecause] = useDraft(`choose ${id}`);
  const queries = useQueryClient();
  const field = useId();
  const isChosen = exceptions.data?.exceptions.some(
    ({ kind, submissionId, removed }) => kind === "choice" && submissionId === id && removed === null,
  );
  const choosing = useMutation({
    mutationFn: () => {
      const body = { because: because.trim() };
      return isChosen === true ? service().unchooseSubmission(id, body) : service().chooseSubmission(id, body);
    },
    onSuccess: () => {
      setBecause("");
      return refreshGrades(queries);
    },
  });
  function send(event: SubmitEvent) {
    event.preventDefault();
    choosing.mutate();
  }
  const words = isChosen === true ? "Let it no longer be the one that counts" : "Let this submission count";
  return (
    <details className={styles.file}>
      <summary>{words}</summary>
      <form onSubmit={send}>
        <p>
          <label htmlFor={field}>Reason, which the student reads</label>
          <input id={field} type="text" value={because} onChange={(event) => setBecause(event.target.value)} />
        </p>
        {choosing.isError && <Problem error={choosing.error} />}
        <button type="submit" disabled={because.trim() === "" || choosing.isPending || exceptions.data === undefined}>
          {words}
        </button>
      </form>
    </details>
  );
}
