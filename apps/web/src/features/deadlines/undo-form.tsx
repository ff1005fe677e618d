import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Assignment } from "@tinytorch/api";
import { type SubmitEvent, useState } from "react";
import { Field } from "../../components/field.tsx";
import { Problem } from "../../components/problem.tsx";
import { service } from "../../session/session.ts";
import styles from "./deadlines.module.css";
import { changedTexts } from "./rule-texts.ts";
import { Touched } from "./touched.tsx";

interface UndoFormProps {
  readonly assignment: Assignment;
  readonly title: string;
  readonly onDone: (changes: readonly string[]) => void;
  readonly onLeave: () => void;
}

/** Takes the newest decision about a module back; that it was there stays on record. */
export function UndoForm({ assignment, title, onDone, onLeave }: UndoFormProps) {
  const [because, setBecause] = useState("");
  const queries = useQueryClient();
  const undoing = useMutation({
    mutationFn: () => service().undoAssignment(assignment.module, { because }),
    onSuccess: async (after) => {
      onDone(changedTexts(assignment, after));
      await queries.invalidateQueries();
    },
  });

  function send(event: SubmitEvent) {
    event.preventDefault();
    undoing.mutate();
  }

  return (
    <form onSubmit={send} className={styles.form} aria-label={`Take the newest change of ${title} back`}>
      <p>What held before it holds again.</p>
      <Touched module={assignment.module} />
      <Field label="Why, as it stands on record" required maxLength={500} value={because} onChange={setBecause} />
      {undoing.isError && <Problem error={undoing.error} />}
      <p className="row">
        <button type="submit" className="primary" disabled={undoing.isPending}>
          Take it back
        </button>
        <button type="button" onClick={onLeave}>
          Leave it as it is
        </button>
      </p>
    </form>
  );
}
