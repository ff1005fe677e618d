import type { Assignment } from "@tinytorch/api";
import { service } from "../../session/session.ts";
import { BecauseForm } from "./because-form.tsx";
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
  return (
    <BecauseForm
      label={`Take the newest change of ${title} back`}
      deed="Take it back"
      onSend={async (because) => {
        onDone(changedTexts(assignment, await service().undoAssignment(assignment.module, { because })));
      }}
      onLeave={onLeave}
    >
      <p>What held before it holds again.</p>
      <Touched module={assignment.module} />
    </BecauseForm>
  );
}
