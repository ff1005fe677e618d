import { type KeyboardEvent, useRef } from "react";
import styles from "./file-tabs.module.css";

interface FileTabsProps {
  readonly paths: readonly string[];
  readonly shown: string;
  /** Files in which something is wrong. */
  readonly faulty: ReadonlySet<string>;
  /** The element that shows the chosen one. */
  readonly panel: string;
  readonly onChoose: (path: string) => void;
}

/** A tab for each file: chosen by a click, or by the arrow keys. */
export function FileTabs({ paths, shown, faulty, panel, onChoose }: FileTabsProps) {
  const list = useRef<HTMLDivElement>(null);

  function move(event: KeyboardEvent) {
    const at = paths.indexOf(shown);
    const last = paths.length - 1;
    const to = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    const path = to === undefined ? undefined : paths[to];
    if (path === undefined || to === undefined) return;
    event.preventDefault();
    onChoose(path);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[to]?.focus();
  }

  return (
    <div ref={list} role="tablist" aria-label="Files" className={styles.tabs} onKeyDown={move}>
      {paths.map((path) => (
        <button
          key={path}
          type="button"
          role="tab"
          aria-selected={path === shown}
          aria-controls={panel}
          tabIndex={path === shown ? 0 : -1}
          onClick={() => onChoose(path)}
        >
          {path.replace(/^src\//, "")}
          {faulty.has(path) && (
            <span className={styles.faulty} role="img" aria-label="something is wrong here">
              ●
            </span>
          )}
        </button>
      ))}
    </div>
  );
}
