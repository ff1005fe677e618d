import type { ReactNode } from "react";
import styles from "./scrolling.module.css";

interface ScrollingProps {
  /** What it is called: `Roster`. */
  readonly label: string;
  /** It is so long that what comes after it would not be found: it is no taller than half a window. */
  readonly short?: boolean;
  readonly children: ReactNode;
}

/** What may be wider than the page, such as a table: it scrolls inside, by the keyboard as well. */
export function Scrolling({ label, short = false, children }: ScrollingProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset, for not all that scrolls is filled in
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <div role="group" className={short ? styles.short : styles.scrolls} aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
