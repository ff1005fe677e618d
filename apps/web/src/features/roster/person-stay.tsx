import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CourseMember } from "@tinytorch/api";
import { useState } from "react";
import { Problem } from "../../components/problem.tsx";
import { When } from "../../components/when.tsx";
import { service } from "../../session/session.ts";
import styles from "./roster.module.css";

interface PersonStayProps {
  readonly person: CourseMember;
  readonly isOneself: boolean;
}

/** Drops somebody, or takes them back. */
export function PersonStay({ person: { id, droppedAt }, isOneself }: PersonStayProps) {
  const [isSure, setIsSure] = useState(false);
  const queries = useQueryClient();
  const changing = useMutation({
    mutationFn: () => (droppedAt === null ? service().dropPerson(id) : service().restorePerson(id)),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <section aria-label="In the course">
      {droppedAt === null ? (
        <p>Who is dropped keeps work and grades, hands in nothing more and cannot sign in, until taken back.</p>
      ) : (
        <p>
          Dropped <When at={droppedAt} />. Work and grades are kept.
        </p>
      )}
      {isOneself && droppedAt === null && (
        <label className={styles.check}>
          <input type="checkbox" checked={isSure} onChange={({ target }) => setIsSure(target.checked)} />
          This is my own account: I shut myself out
        </label>
      )}
      {changing.isError && <Problem error={changing.error} />}
      <p>
        <button
          type="button"
          disabled={changing.isPending || (isOneself && droppedAt === null && !isSure)}
          onClick={() => changing.mutate()}
        >
          {droppedAt === null ? "Drop from the course" : "Take back into the course"}
        </button>
      </p>
    </section>
  );
}
