import styles from "./points.module.css";

interface PointsProps {
  readonly points: number;
  readonly of: number;
}

/** `72 of 100`, with a bar that says the same. */
export function Points({ points, of }: PointsProps) {
  const share = of === 0 ? 0 : Math.min(1, points / of);
  return (
    <span className={styles.points}>
      <span>
        <strong>{points}</strong> of {of}
      </span>
      <svg className={styles.bar} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect className={styles.ground} width="100" height="8" rx="4" />
        <rect className={share === 1 ? styles.whole : styles.part} width={100 * share} height="8" rx="4" />
      </svg>
    </span>
  );
}
