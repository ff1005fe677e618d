import { isSubmittablePath } from "@tinytorch/api";
import { type SubmitEvent, useId, useState } from "react";
import { Dialog } from "../../../components/dialog.tsx";
import { Problem } from "../../../components/problem.tsx";
import type { Work } from "./work.ts";

interface NewFileProps {
  readonly work: Work;
  readonly onMade: (path: string) => void;
  readonly onClose: () => void;
}

/** Makes an empty file beside those of the module, for helpers of one's own. */
export function NewFile({ work, onMade, onClose }: NewFileProps) {
  const [path, setPath] = useState("src/helpers/");
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();

  function make(event: SubmitEvent) {
    event.preventDefault();
    const name = path.trim();
    if (!isSubmittablePath(name)) {
      return setProblem("A file is called like src/helpers/two-words.ts: small letters, digits and hyphens, in src.");
    }
    if (work.state.files[name] !== undefined) return setProblem(`There is a file ${name} already.`);
    work.edit(name, "");
    onMade(name);
    onClose();
  }

  return (
    <Dialog title="New file" onClose={onClose}>
      <form onSubmit={make}>
        <p>
          <label htmlFor={id}>Path</label>
          <input
            id={id}
            type="text"
            value={path}
            spellCheck={false}
            autoComplete="off"
            aria-describedby={problem === null ? undefined : `${id}-problem`}
            onChange={({ target }) => setPath(target.value)}
          />
        </p>
        {problem !== null && (
          <div id={`${id}-problem`}>
            <Problem error={new Error(problem)} />
          </div>
        )}
        <button type="submit" className="primary">
          Make it
        </button>
      </form>
    </Dialog>
  );
}
