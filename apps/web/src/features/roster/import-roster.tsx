import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { RosterComparison } from "@tinytorch/api";
import { useState } from "react";
import { useDropzone } from "react-dropzone";
import { Problem } from "../../components/problem.tsx";
import { Said } from "../../components/said.tsx";
import { service } from "../../session/session.ts";
import { ComparisonView } from "./comparison-view.tsx";
import { readRoster } from "./read-roster.ts";
import styles from "./roster.module.css";

interface Preview {
  readonly name: string;
  readonly file: string;
  readonly found: RosterComparison;
}

/** Takes a roster file, shows what it would change, and applies all of it or nothing. */
export function ImportRoster({ onDone }: { readonly onDone: () => void }) {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [dropGone, setDropGone] = useState(false);
  const queries = useQueryClient();
  const reading = useMutation({
    mutationFn: async (chosen: readonly File[]): Promise<Preview> => {
      const [one, ...more] = chosen;
      if (one === undefined || more.length > 0) throw new Error("Drop one file: a roster is one table of people.");
      const file = await readRoster(one);
      return { name: one.name, file, found: await service().previewRoster({ file }) };
    },
    onMutate: () => {
      applying.reset();
      setDropGone(false);
      setPreview(null);
    },
    onSuccess: setPreview,
  });
  const applying = useMutation({
    mutationFn: ({ file }: Preview) => service().applyRoster({ file, dropGone }),
    onSuccess: async () => {
      setPreview(null);
      await queries.invalidateQueries();
    },
  });
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    onDrop: (files) => reading.mutate(files),
    noClick: true,
    noKeyboard: true,
  });
  return (
    <section aria-labelledby="import" className={styles.panel}>
      <h2 id="import">Import a file</h2>
      <p>
        What Canvas, Moodle or Gradescope exports, or a table of your own with headers such as Name, Email, Login, SIS
        ID, Section, Role. Nothing is changed before you have seen what would be.
      </p>
      <div
        {...getRootProps({ role: "group", "aria-label": "A roster file" })}
        className={isDragActive ? styles.over : styles.zone}
      >
        <input {...getInputProps({ "aria-label": "Roster file" })} />
        <p>{reading.isPending ? "Reading …" : "Drop the file here."}</p>
        <p className="row">
          <button type="button" onClick={open}>
            Choose a file
          </button>
          <button type="button" onClick={onDone}>
            Close
          </button>
        </p>
      </div>
      {reading.isError && <Problem error={reading.error} />}
      {preview !== null && (
        <section aria-label={`What ${preview.name} would change`}>
          <ComparisonView found={preview.found} />
          <Ending preview={preview} dropGone={dropGone} onDropGone={setDropGone} />
          {applying.isError && <Problem error={applying.error} />}
          <p>
            <button
              type="button"
              className="primary"
              disabled={!canApply(preview.found, dropGone) || applying.isPending}
              onClick={() => applying.mutate(preview)}
            >
              {applying.isPending ? "Applying …" : "Apply all of it"}
            </button>
          </p>
        </section>
      )}
      <Said>
        {applying.isSuccess && (
          <p>
            All of it is done: {applying.data.new.length} new, {applying.data.changed.length} changed,{" "}
            {applying.data.dropGone ? applying.data.gone.length : 0} dropped.
            {applying.data.new.length > 0 && " Nobody new can sign in yet: invite them."}
          </p>
        )}
      </Said>
    </section>
  );
}

function canApply({ wrong, changed, gone, ...found }: RosterComparison, dropGone: boolean): boolean {
  return wrong.length === 0 && found.new.length + changed.length + (dropGone ? gone.length : 0) > 0;
}

interface EndingProps {
  readonly preview: Preview;
  readonly dropGone: boolean;
  readonly onDropGone: (drop: boolean) => void;
}

/** What there is to decide, or why nothing can be applied. */
function Ending({ preview: { found }, dropGone, onDropGone }: EndingProps) {
  const { wrong, gone, changed, same } = found;
  const kept = same + changed.length;
  if (wrong.length > 0) {
    return <p>Nothing is applied while a line is wrong. Mend the file, and drop it here again.</p>;
  }
  return (
    <>
      {gone.length > 0 && (
        <label className={styles.check}>
          <input type="checkbox" checked={dropGone} onChange={({ target }) => onDropGone(target.checked)} />
          Drop {gone.length === 1 ? "the one" : `the ${gone.length}`} not in the file; work and grades stay
        </label>
      )}
      {dropGone && gone.length > kept && (
        <p className={styles.wrong}>
          That drops {gone.length} and keeps {kept}: is it the file of the whole course?
        </p>
      )}
      {!canApply(found, dropGone) && <p>There is nothing to apply: everybody is as the file says.</p>}
    </>
  );
}
