import type { ReactNode } from "react";
import styles from "./said.module.css";

/** What was done, told to screen readers as it happens; its place is there before. */
export function Said({ children }: { readonly children: ReactNode }) {
  return (
    <div role="status" className={styles.said}>
      {children}
    </div>
  );
}
