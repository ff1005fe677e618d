import type { Assignment } from "@tinytorch/api";
import { useId, useRef, useState } from "react";
import { ModuleLinks } from "../../components/module-links.tsx";
import { Said } from "../../components/said.tsx";
import { CourseTime, When } from "../../components/when.tsx";
import { useMay } from "../../session/use-may.ts";
import { AssignmentForm } from "./assignment-form.tsx";
import styles from "./deadlines.module.css";
import { ruleTexts } from "./rule-texts.ts";
import { UndoForm } from "./undo-form.tsx";

interface AssignmentCardProps {
  readonly assignment: Assignment;
  /** `08 Optimizers` */
  readonly title: string;
}

/** All that holds of a module, where it is changed and taken back. */
export function AssignmentCard({ assignment, title }: AssignmentCardProps) {
  const [open, setOpen] = useState<"change" | "undo" | null>(null);
  const [said, setSaid] = useState<readonly string[] | null>(null);
  const changeButton = useRef<HTMLButtonElement>(null);
  const mayChange = useMay("assignment.change");
  const id = useId();
  const { module, changed } = assignment;

  function choose(next: typeof open) {
    setSaid(null);
    setOpen(next === open ? null : next);
  }
  function leave() {
    setOpen(null);
    changeButton.current?.focus();
  }
  function done(changes: readonly string[]) {
    setSaid(changes);
    leave();
  }

  return (
    <article aria-labelledby={id} className={styles.card}>
      <h3 id={id}>{title}</h3>
      <dl className={styles.rules}>
        {ruleTexts(assignment).map(({ rule, label, text }) => (
          <div key={rule}>
            <dt>{label}</dt>
            <dd>
              <Moment assignment={assignment} rule={rule} text={text} />
            </dd>
          </div>
        ))}
      </dl>
      {changed !== null && (
        <p className="quiet">
          Changed by {changed.by}, <When at={changed.at} />
          {changed.because === "" ? "." : `: ${changed.because}`}
        </p>
      )}
      <Said>
        {said !== null &&
          (said.length === 0 ? (
            <p>The same holds as before.</p>
          ) : (
            <>
              <p>This holds now:</p>
              <ul>
                {said.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </>
          ))}
      </Said>
      <div className="row">
        {mayChange && (
          <button ref={changeButton} type="button" aria-expanded={open === "change"} onClick={() => choose("change")}>
            Change<span className="hidden-visually"> what holds of {title}</span>
          </button>
        )}
        {mayChange && changed !== null && (
          <button type="button" aria-expanded={open === "undo"} onClick={() => choose("undo")}>
            Take the newest change back<span className="hidden-visually"> of {title}</span>
          </button>
        )}
        <ModuleLinks module={module} title={title} />
      </div>
      {open === "change" && <AssignmentForm assignment={assignment} title={title} onDone={done} onLeave={leave} />}
      {open === "undo" && <UndoForm assignment={assignment} title={title} onDone={done} onLeave={leave} />}
    </article>
  );
}

interface MomentProps {
  readonly assignment: Assignment;
  readonly rule: string;
  readonly text: string;
}

/** A rule's text, and where it is a time the moment that it is. */
function Moment({ assignment: { releaseAt, dueAt, closesAt, zone }, rule, text }: MomentProps) {
  const at = rule === "release" ? releaseAt : rule === "due" ? dueAt : rule === "closes" ? closesAt : null;
  return at === null ? text : <CourseTime at={at} zone={zone} />;
}
