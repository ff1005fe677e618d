import type { Modules } from "@tinytorch/api";
import styles from "./course-map.module.css";

interface MilestoneCardProps {
  readonly milestone: Modules["milestones"][number];
  /** The modules that it needs and that do not pass all their tests yet. */
  readonly missing: readonly string[];
}

/** A piece of history that one's own modules do together: what it needs, and whether one has that. */
export function MilestoneCard({ milestone: { id, title, modules }, missing }: MilestoneCardProps) {
  return (
    <li className={`${styles.card} ${styles.milestone}`}>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.facts}>Milestone, on modules {numbersOf(modules)}</p>
      <p className={styles.promise}>
        {missing.length === 0
          ? "You have all that it needs: each of them passes all its tests."
          : `Still to pass all their tests: ${numbersOf(missing)}.`}
      </p>
      <p className={styles.facts}>
        <span>
          Run it on your own code: <code>tito milestone {id}</code>
        </span>
      </p>
    </li>
  );
}

/** `01, 02, 03` */
function numbersOf(modules: readonly string[]): string {
  return modules.map((module) => module.slice(0, 2)).join(", ");
}
