import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Problem } from "../../components/problem.tsx";
import { Said } from "../../components/said.tsx";
import { Scrolling } from "../../components/scrolling.tsx";
import { When } from "../../components/when.tsx";
import { service } from "../../session/session.ts";
import styles from "./operations.module.css";
import { deadLettersQuery } from "./queries.ts";

/** Work that was set aside, with what the grader broke on, to be tried again. */
export function DeadLetters() {
  const letters = useQuery(deadLettersQuery);
  const queries = useQueryClient();
  const retrying = useMutation({
    mutationFn: (id: number) => service().retryDeadLetter(id),
    onSuccess: () => queries.invalidateQueries(),
  });
  if (letters.isError) return <Problem error={letters.error} retry={letters.refetch} />;
  const all = letters.data?.deadLetters ?? [];
  return (
    <>
      {retrying.isError && <Problem error={retrying.error} />}
      <Said>{retrying.isSuccess && "It waits to be graded again."}</Said>
      {letters.isSuccess && all.length === 0 && <p>The grader broke on nothing.</p>}
      {all.length > 0 && (
        <Scrolling label="Set aside">
          <table>
            <thead>
              <tr>
                <th scope="col">Submission</th>
                <th scope="col">Module</th>
                <th scope="col">Attempts</th>
                <th scope="col">The last broke on</th>
                <th scope="col">When</th>
                <th scope="col">
                  <span className="hidden-visually">To try it again</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {all.map(({ id, submissionId, student, module, attempts, error, diedAt }) => (
                <tr key={id}>
                  <th scope="row">
                    <Link to="/submissions/$id" params={{ id: submissionId }}>
                      <bdi>{student.name}</bdi>
                    </Link>
                  </th>
                  <td>{module}</td>
                  <td>{attempts}</td>
                  <td className={styles.error}>{error}</td>
                  <td>
                    <When at={diedAt} />
                  </td>
                  <td>
                    <button type="button" disabled={retrying.isPending} onClick={() => retrying.mutate(id)}>
                      Try again<span className="hidden-visually">, the submission of {student.name}</span>
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
    </>
  );
}
