import { useEffect, useState } from "react";
import { Dialog } from "../../../components/dialog.tsx";
import { When } from "../../../components/when.tsx";
import type { Work } from "./work.ts";
import type { Files, Version } from "./work-store.ts";

interface HistoryProps {
  readonly work: Work;
  readonly onClose: () => void;
}

/** The files as they were now and then; one goes back to any of them, and from there to what is now. */
export function History({ work, onClose }: HistoryProps) {
  const [versions, setVersions] = useState<readonly Version[] | null>(null);
  useEffect(() => {
    void work.versions().then(setVersions);
  }, [work]);
  return (
    <Dialog title="Earlier versions" onClose={onClose}>
      {versions?.length === 0 && <p>None yet: one is kept every few minutes while you write.</p>}
      <ol>
        {versions?.map(({ id, at, why, files }) => (
          <li key={id}>
            <p className="row">
              <span>
                <When at={new Date(at).toISOString()} />, {why}{" "}
                <span className="quiet">({sayDifferent(files, work.state.files)})</span>
              </span>
              <button
                type="button"
                disabled={!work.state.isOurs}
                onClick={() => {
                  void work.replace(files, "before going back to an earlier version");
                  onClose();
                }}
              >
                Go back to it
              </button>
            </p>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

function sayDifferent(files: Files, now: Files): string {
  const paths = new Set([...Object.keys(files), ...Object.keys(now)]);
  const different = [...paths].filter((path) => files[path] !== now[path]);
  if (different.length === 0) return "the same as now";
  return different.length === 1 ? `${different[0]} is different` : `${different.length} files are different`;
}
