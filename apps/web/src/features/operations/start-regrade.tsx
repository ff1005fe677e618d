import { useMutation, useQueryClient } from "@tanstack/react-query";
import { regradeRequestSchema } from "@tinytorch/api";
import { type SubmitEvent, useId, useState } from "react";
import { Field } from "../../components/field.tsx";
import { Problem } from "../../components/problem.tsx";
import { service } from "../../session/session.ts";
import styles from "./operations.module.css";
import { regradesQuery } from "./queries.ts";

const choices = {
  latest: "each student's latest",
  best: "each student's best",
  all: "every graded one",
  one: "one submission",
} as const;

interface StartRegradeProps {
  readonly modules: readonly { readonly id: string; readonly title: string }[];
  readonly onStarted: (id: string) => void;
}

/** Begins a regrade: a dry run, which changes no grade until it is applied. */
export function StartRegrade({ modules, onStarted }: StartRegradeProps) {
  const [module, setModule] = useState(modules[0]?.id ?? "");
  const [which, setWhich] = useState<string>("latest");
  const [submissionId, setSubmissionId] = useState("");
  const id = useId();
  const queries = useQueryClient();
  const starting = useMutation({
    mutationFn: () =>
      service().startRegrade(
        regradeRequestSchema.parse({
          ...{ module, which },
          ...(which === "one" ? { submissionId: submissionId.trim() } : {}),
        }),
      ),
    onSuccess: async (regrade) => {
      onStarted(regrade.id);
      await queries.invalidateQueries({ queryKey: regradesQuery.queryKey });
    },
  });

  function send(event: SubmitEvent) {
    event.preventDefault();
    starting.mutate();
  }

  return (
    <form onSubmit={send} aria-label="Grade again">
      <div className={styles.fields}>
        <div>
          <label htmlFor={`${id}-module`}>Module</label>
          <select id={`${id}-module`} value={module} onChange={({ target }) => setModule(target.value)}>
            {modules.map(({ id: each, title }) => (
              <option key={each} value={each}>
                {each.slice(0, 2)} {title}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor={`${id}-which`}>Submissions</label>
          <select id={`${id}-which`} value={which} onChange={({ target }) => setWhich(target.value)}>
            {Object.entries(choices).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </div>
        {which === "one" && (
          <Field
            label="The submission's id, whole"
            required
            pattern="\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\s*"
            title="as its address has it: 95da58f7-3c1d-4b6e-9f0a-5b7d2e8c4a10"
            value={submissionId}
            onChange={setSubmissionId}
          />
        )}
      </div>
      {starting.isError && <Problem error={starting.error} />}
      <p>
        <button type="submit" disabled={starting.isPending || module === ""}>
          Grade again, and change nothing yet
        </button>
      </p>
    </form>
  );
}
