import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SimilarityWhich } from "@tinytorch/api";
import { type SubmitEvent, useId, useState } from "react";
import { Field } from "../../components/field.tsx";
import { Problem } from "../../components/problem.tsx";
import { service } from "../../session/session.ts";
import styles from "./similarity.module.css";

interface StartFormProps {
  readonly module: string;
  /** One is under way: one runs at a time. */
  readonly busy: boolean;
}

/** Begins a comparison of a module's submissions. */
export function StartForm({ module, busy }: StartFormProps) {
  const [which, setWhich] = useState<SimilarityWhich>("latest");
  const [threshold, setThreshold] = useState("30");
  const [common, setCommon] = useState("25");
  const id = useId();
  const queries = useQueryClient();
  const starting = useMutation({
    mutationFn: () =>
      service().startSimilarity(module, { which, threshold: Number(threshold), commonPercent: Number(common) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["similarity", "of", module] }),
  });

  function send(event: SubmitEvent) {
    event.preventDefault();
    starting.mutate();
  }

  return (
    <form onSubmit={send} aria-label="Compare the submissions">
      <div className={styles.fields}>
        <div>
          <label htmlFor={`${id}-which`}>Of each student</label>
          <select
            id={`${id}-which`}
            value={which}
            onChange={({ target }) => setWhich(target.value === "counting" ? "counting" : "latest")}
          >
            <option value="latest">the latest submission</option>
            <option value="counting">the submission that is the grade</option>
          </select>
        </div>
        <Field
          label="List pairs from so many % alike"
          type="number"
          min="1"
          max="100"
          required
          value={threshold}
          onChange={setThreshold}
        />
        <Field
          label="Ignore what more than so many % share"
          type="number"
          min="1"
          max="100"
          required
          value={common}
          onChange={setCommon}
        />
      </div>
      {starting.isError && <Problem error={starting.error} />}
      <p className="row">
        <button type="submit" className="primary" disabled={busy || starting.isPending}>
          Compare
        </button>
        <span className="quiet">
          The starter is ignored, and what is compared is syntax: other names change little.
        </span>
      </p>
    </form>
  );
}
