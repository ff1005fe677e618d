import { type ReactNode, useEffect, useRef } from "react";
import styles from "./page.module.css";

interface PageProps {
  readonly title: string;
  /** Under the title, in a smaller voice. */
  readonly lead?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

let pagesShown = 0;

/** One page: its title for the tab, its heading, which gets the focus when one comes from another page, and what is on it. */
export function Page({ title, lead, wide = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · TinyTorch`;
  }, [title]);
  useEffect(() => {
    pagesShown += 1;
    if (pagesShown > 1) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <main id="main" className={wide ? styles.wide : styles.page}>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead !== undefined && <div className={styles.lead}>{lead}</div>}
      {children}
    </main>
  );
}
