import { Dialog } from "../../../components/dialog.tsx";
import type { Work } from "./work.ts";
import type { Files } from "./work-store.ts";

interface PutBackProps {
  readonly work: Work;
  /** The file that is shown. */
  readonly path: string;
  readonly onClose: () => void;
}

/** Asks before the starter takes the place of what was written. */
export function PutBack({ work, path, onClose }: PutBackProps) {
  const { starter, state } = work;
  const original = starter[path];
  const put = (files: Files) => {
    void work.replace(files, "before the starter was put back");
    onClose();
  };
  return (
    <Dialog title="Put the starter back?" onClose={onClose}>
      <p>What you wrote stays among the earlier versions.</p>
      <p className="row">
        {original === undefined && (
          <button type="button" onClick={() => put(without(state.files, path))}>
            Remove {path}, which it does not have
          </button>
        )}
        {original !== undefined && (
          <button type="button" onClick={() => put({ ...state.files, [path]: original })}>
            {path} alone
          </button>
        )}
        <button type="button" onClick={() => put(starter)}>
          All files
        </button>
      </p>
    </Dialog>
  );
}

function without(files: Files, path: string): Files {
  return Object.fromEntries(Object.entries(files).filter(([each]) => each !== path));
}
