import { Link } from "@tanstack/react-router";
import type { AuditEntry } from "@tinytorch/api";
import { When } from "../../components/when.tsx";
import styles from "./audit.module.css";

/** What was done, each in a sentence, with all that is on record behind it. */
export function Entries({ entries }: { readonly entries: readonly AuditEntry[] }) {
  return (
    <ol className={styles.entries}>
      {entries.map(({ id, at, action, sentence, subject, detail }) => (
        <li key={id}>
          <p>{sentence}</p>
          <div className={styles.meta}>
            <When at={at} />
            <Link to="/audit" search={{ action }}>
              {action}
            </Link>
            <details>
              <summary>
                Details<span className="hidden-visually"> of entry {id}</span>
              </summary>
              <div className={styles.detail}>
                of {subject}
                {Object.entries(detail).map(([name, value]) => (
                  <div key={name}>
                    {name}: {typeof value === "string" ? value : JSON.stringify(value)}
                  </div>
                ))}
              </div>
            </details>
          </div>
        </li>
      ))}
    </ol>
  );
}
