import type { Extension } from "@codemirror/state";
import { useEffect, useRef } from "react";
import styles from "./editor.module.css";
import { type CodeEditor, type Fault, openEditor } from "./open-editor.ts";

/** Where somebody wants to be in a file; another one each time, though the line be the same. */
export interface Target {
  readonly line: number;
}

interface EditorProps {
  readonly path: string;
  readonly text: string;
  readonly isEditable: boolean;
  readonly faults: readonly Fault[];
  readonly target: Target | null;
  readonly onEdit: (path: string, text: string) => void;
  readonly onSave: () => void;
  /** What a language knows of a file. */
  readonly more: (path: string) => Extension;
}

/** The editor, in which one file is shown at a time. */
export function Editor({ path, text, isEditable, faults, target, onEdit, onSave, more }: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor>(null);
  const events = useRef({ onEdit, onSave });
  events.current = { onEdit, onSave };
  const known = useRef(more);

  useEffect(() => {
    if (place.current === null) return;
    const opened = openEditor(
      place.current,
      {
        onEdit: (changed, now) => events.current.onEdit(changed, now),
        onSave: () => events.current.onSave(),
      },
      known.current,
    );
    editor.current = opened;
    return () => opened.close();
  }, []);
  useEffect(() => editor.current?.show(path, text, isEditable), [path, text, isEditable]);
  useEffect(() => editor.current?.setFaults(faults), [faults]);
  useEffect(() => {
    if (target !== null) editor.current?.goTo(target.line);
  }, [target]);

  return <div ref={place} className={styles.editor} />;
}
