import { type SubmitEvent, useId, useState } from "react";
import { Field } from "../../components/field.tsx";
import styles from "./audit.module.css";
import { type AuditChoice, readAuditChoice } from "./audit-choice.ts";

interface ChoiceFormProps {
  readonly choice: AuditChoice;
  readonly modules: readonly { readonly id: string; readonly title: string }[];
  /** Actions that were seen, to choose from. */
  readonly actions: readonly string[];
  readonly onChoice: (choice: AuditChoice) => void;
}

/** Chooses what of the audit is shown. */
export function ChoiceForm({ choice, modules, actions, onChoice }: ChoiceFormProps) {
  const [draft, setDraft] = useState(choice);
  const id = useId();
  const field = (name: keyof AuditChoice) => ({
    value: draft[name] ?? "",
    onChange: (text: string) => setDraft({ ...draft, [name]: text }),
  });

  function send(event: SubmitEvent) {
    event.preventDefault();
    onChoice(readAuditChoice({ ...draft }));
  }

  return (
    <form onSubmit={send} aria-label="Choose what is shown">
      <div className={styles.choice}>
        <Field label="Person, by login" autoComplete="off" {...field("person")} />
        <div>
          <label htmlFor={`${id}-module`}>Module</label>
          <select
            id={`${id}-module`}
            value={draft.module ?? ""}
            onChange={({ target }) => setDraft({ ...draft, module: target.value })}
          >
            <option value="">every module</option>
            {modules.map(({ id: each, title }) => (
              <option key={each} value={each}>
                {each.slice(0, 2)} {title}
              </option>
            ))}
          </select>
        </div>
        <Field label="Action" list={`${id}-actions`} placeholder="regrade.applied" {...field("action")} />
        <datalist id={`${id}-actions`}>
          {actions.map((action) => (
            <option key={action} value={action} />
          ))}
        </datalist>
        <Field label="Id of what it was done to" autoComplete="off" {...field("subject")} />
        <Field label="From day" type="date" {...field("since")} />
        <Field label="To day" type="date" {...field("until")} />
      </div>
      <p className="row">
        <button type="submit" className="primary">
          Show
        </button>
        <button type="button" onClick={() => onChoice({})}>
          Show everything
        </button>
        <span className="quiet">Days are those of your clock, {zone}.</span>
      </p>
    </form>
  );
}

const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
