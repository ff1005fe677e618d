import type { ModuleSummary } from "@tinytorch/api";
import { useState } from "react";
import type { ChosenFiles } from "../../../components/chosen-files.ts";
import { Dialog } from "../../../components/dialog.tsx";
import DropZone from "../../../components/drop-zone.tsx";
import note from "../../../components/note.module.css";
import { Problem } from "../../../components/problem.tsx";
import type { Work } from "./work.ts";

interface BringFilesProps {
  readonly work: Work;
  readonly module: ModuleSummary;
  readonly modules: readonly ModuleSummary[];
  readonly onClose: () => void;
}

/** Takes files of one's own computer in the place of those here. */
export function BringFiles({ work, module, modules, onClose }: BringFilesProps) {
  const [choice, setChoice] = useState<ChosenFiles | null>(null);
  const paths = Object.keys(choice?.files ?? {}).sort();
  const ready = choice !== null && choice.problems.length === 0 && paths.length > 0;
  return (
    <Dialog title="Upload files" onClose={onClose}>
      <DropZone label="Files to upload" isPartial module={module} modules={modules} onChoice={setChoice} />
      <div aria-live="polite">
        {choice?.problems.map((problem) => (
          <Problem key={problem} error={new Error(problem)} />
        ))}
        {choice?.notes.map((sentence) => (
          <p key={sentence} className={note.note}>
            {sentence}
          </p>
        ))}
        {ready && <p>These take the place of yours here, which stay among the earlier versions: {paths.join(", ")}.</p>}
      </div>
      <p>
        <button
          type="button"
          className="primary"
          disabled={!ready}
          onClick={() => {
            void work.replace({ ...work.state.files, ...choice?.files }, "before files were uploaded");
            onClose();
          }}
        >
          Use them
        </button>
      </p>
    </Dialog>
  );
}
