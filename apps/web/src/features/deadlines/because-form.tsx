import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { Field } from "../../components/field.tsx";
import { Problem } from "../../components/problem.tsx";
import styles from "./deadlines.module.css";

interface BecauseFormProps {
  /** What is done here, for who does not see where it stands. */
  readonly label: string;
  /** What its button says. */
  readonly deed: string;
  readonly onSend: (because: string) => Promise<unknown>;
  readonly onLeave: () => void;
  readonly children?: ReactNode;
}

/** Asks why, and does it. What was typed stays until it is done. */
export function BecauseForm({ label, deed, onSend, onLeave, children }: BecauseFormProps) {
  const [because, setBecause] = useState("");
  const queries = useQueryClient();
  const sending = useMutation({ mutationFn: () => onSend(because), onSuccess: () => queries.invalidateQueries() });

  function send(event: SubmitEvent) {
    event.preventDefault();
    sending.mutate();
  }

  return (
    <form onSubmit={send} className={styles.form} aria-label={label}>
      {children}
      <Field label="Why, as it stands on record" required maxLength={500} value={because} onChange={setBecause} />
      {sending.isError && <Problem error={sending.error} />}
      <p className={`row ${styles.ending}`}>
        <button type="submit" className="primary" disabled={sending.isPending}>
          {deed}
        </button>
        <button type="button" onClick={onLeave}>
          Leave it as it is
        </button>
      </p>
    </form>
  );
}
