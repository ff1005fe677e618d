import type { ModuleSummary } from "@tinytorch/api";
import { useRef, useState } from "react";
import { useDropzone } from "react-dropzone";
import { type ChosenFiles, chooseFiles } from "./chosen-files.ts";
import styles from "./drop-zone.module.css";
import { readDropped } from "./dropped-files.ts";

interface DropZoneProps {
  /** Said of the whole of it: `Files to hand in`. */
  readonly label: string;
  /** Whether some of the module's files alone will do. */
  readonly isPartial?: boolean;
  readonly module: ModuleSummary;
  readonly modules: readonly ModuleSummary[];
  readonly onChoice: (choice: ChosenFiles) => void;
}

/** Takes files, a folder or a zip: dropped, or chosen by a button. */
export default function DropZone({ label, isPartial = false, module, modules, onChoice }: DropZoneProps) {
  const folder = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);

  async function take(files: readonly File[]) {
    setBusy(true);
    try {
      onChoice(chooseFiles(module, modules, await readDropped(files), { isPartial }));
    } catch (error) {
      onChoice({ files: {}, problems: [error instanceof Error ? error.message : String(error)], notes: [] });
    } finally {
      setBusy(false);
    }
  }

  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    onDrop: (files) => void take(files),
    noClick: true,
    noKeyboard: true,
  });
  return (
    <div {...getRootProps({ role: "group", "aria-label": label })} className={isDragActive ? styles.over : styles.zone}>
      <input {...getInputProps({ "aria-label": "Files or a zip" })} />
      <input
        ref={folder}
        type="file"
        aria-label="A folder"
        className={styles.input}
        tabIndex={-1}
        {...{ webkitdirectory: "" }}
        onChange={({ target }) => {
          void take([...(target.files ?? [])]);
          target.value = "";
        }}
      />
      <p>{busy ? "Reading …" : "Drop the folder src of your module here, its files, or a zip of them."}</p>
      <p className="row">
        <button type="button" onClick={open}>
          Choose files
        </button>
        <button type="button" onClick={() => folder.current?.click()}>
          Choose a folder
        </button>
      </p>
    </div>
  );
}
