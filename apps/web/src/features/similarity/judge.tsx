import styles from "./similarity.module.css";

/** What every page of it says: nothing follows by itself. */
export function Judge() {
  return (
    <p className={styles.judge}>
      A pair is a pointer for a person to look, never a mark: two people may have been shown the same lines, or found
      the same short way. Somebody who knows them must judge, and students are not told.
    </p>
  );
}
