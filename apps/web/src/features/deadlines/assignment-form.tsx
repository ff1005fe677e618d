import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError, type Assignment, couldLower } from "@tinytorch/api";
import { type SubmitEvent, useId, useState } from "react";
import { Dialog } from "../../components/dialog.tsx";
import { Field } from "../../components/field.tsx";
import { Problem } from "../../components/problem.tsx";
import { service } from "../../session/session.ts";
import styles from "./deadlines.module.css";
import { changeOf, type Draft, draftOf } from "./draft.ts";
import { changedTexts, counting, policies } from "./rule-texts.ts";
import { Touched } from "./touched.tsx";

interface AssignmentFormProps {
  readonly assignment: Assignment;
  /** What the module is called. */
  readonly title: string;
  /** What has changed, a line each. */
  readonly onDone: (changes: readonly string[]) => void;
  readonly onLeave: () => void;
}

/** Where one decides about a module. What one typed stays until it holds. */
export function AssignmentForm({ assignment, title, onDone, onLeave }: AssignmentFormProps) {
  // What somebody else decides meanwhile is not undone by fields that nobody touched here.
  const [before] = useState(assignment);
  const { module } = before;
  const [draft, setDraft] = useState<Draft>(() => draftOf(before));
  const [asks, setAsks] = useState(false);
  const id = useId();
  const queries = useQueryClient();
  const change = changeOf(before, draft);
  const changes = changedTexts(before, { ...before, ...change });
  const meanwhile = changedTexts(before, assignment);
  const deciding = useMutation({
    mutationFn: () => service().changeAssignment(module, { ...change, because: draft.because }),
    onSuccess: async (after) => {
      onDone(changedTexts(assignment, after));
      await queries.invalidateQueries();
    },
    onSettled: () => setAsks(false),
  });
  const field = (name: keyof Omit<Draft, "counts" | "lateCosts">) => ({
    value: draft[name],
    onChange: (text: string) => setDraft({ ...draft, [name]: text }),
    wrong: deciding.error instanceof ApiError && deciding.error.field?.startsWith(fieldNames[name]) === true,
  });
  const time = (name: "release" | "due" | "closes", label: string) => (
    <Field label={label} type="datetime-local" {...field(name)} />
  );

  function send(event: SubmitEvent) {
    event.preventDefault();
    if (couldLower(assignment, change)) setAsks(true);
    else deciding.mutate();
  }

  return (
    <form onSubmit={send} className={styles.form} aria-label={`Change what holds of ${title}`}>
      <p>
        Times are those on the clock of <strong>{draft.zone}</strong>. An empty field is no rule.
      </p>
      <div className={styles.fields}>
        {time("release", "Opens")}
        {time("due", "Due")}
        {time("closes", "Closes")}
        <Field
          label="Clock that these times are read on"
          required
          maxLength={64}
          list={`${id}-zones`}
          {...field("zone")}
        />
        <datalist id={`${id}-zones`}>
          {Intl.supportedValuesOf("timeZone").map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <Field label="Points it is worth" type="number" min="0.01" step="any" {...field("points")} />
        <Field label="Attempts" type="number" min="1" step="1" {...field("attempts")} />
        <Field label="Minutes between attempts" type="number" min="0" step="1" required {...field("coolDown")} />
        <div>
          <label htmlFor={`${id}-counts`}>Which submission counts</label>
          <select
            id={`${id}-counts`}
            value={draft.counts}
            onChange={({ target }) => setDraft({ ...draft, counts: policyOf(target.value) })}
          >
            {policies.map((policy) => (
              <option key={policy} value={policy}>
                {counting[policy]}
              </option>
            ))}
          </select>
        </div>
      </div>
      <p>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={draft.lateCosts}
            onChange={({ target }) => setDraft({ ...draft, lateCosts: target.checked })}
          />
          Late work costs points
        </label>
      </p>
      {draft.lateCosts && (
        <div className={styles.fields}>
          <Field
            label="Percent off for each day"
            type="number"
            min="0"
            max="100"
            step="any"
            required
            {...field("percent")}
          />
          <Field label="Days late work is taken" type="number" min="0" max="365" step="1" required {...field("days")} />
          <Field label="Minutes of grace" type="number" min="0" max="1440" step="1" required {...field("grace")} />
        </div>
      )}
      <Field label="Why, as it stands on record" required maxLength={500} {...field("because")} />
      <section aria-label="What changes" className={styles.preview}>
        {changes.length === 0 ? (
          <p>Nothing is another than before yet.</p>
        ) : (
          <ul>
            {changes.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {meanwhile.length > 0 && (
          <p role="status">
            Somebody decided meanwhile: {meanwhile.join("; ")}. What you do not touch stays as it is now.
          </p>
        )}
        <Touched module={module} />
      </section>
      {deciding.isError && <Problem error={deciding.error} />}
      <p className="row">
        <button type="submit" className="primary" disabled={changes.length === 0 || deciding.isPending}>
          {deciding.isPending ? "Saving …" : "Let it hold"}
        </button>
        <button type="button" onClick={onLeave}>
          Leave it as it is
        </button>
      </p>
      {asks && (
        <Dialog title="This could lower grades" onClose={() => setAsks(false)}>
          <p>An earlier date, other points or another rule could lower grades in {title} that there are:</p>
          <ul>
            {changes.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p className="row">
            <button type="button" className="primary" disabled={deciding.isPending} onClick={() => deciding.mutate()}>
              Let it hold all the same
            </button>
            <button type="button" onClick={() => setAsks(false)}>
              Go back
            </button>
          </p>
        </Dialog>
      )}
    </form>
  );
}

function policyOf(text: string): Draft["counts"] {
  return policies.find((policy) => policy === text) ?? "latest";
}

/** What the service calls each of the fields. */
const fieldNames = {
  ...{ release: "release", due: "due", closes: "closes", zone: "zone", points: "points", attempts: "attempts" },
  ...{ coolDown: "coolDownMinutes", percent: "late", days: "late", grace: "late", because: "because" },
} as const;
