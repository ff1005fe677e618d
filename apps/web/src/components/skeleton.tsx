import styles from "./skeleton.module.css";

interface SkeletonProps {
  /** What is on its way: `your grades`. */
  readonly of: string;
  /** How much room it keeps, so that nothing jumps when it comes. */
  readonly lines?: number;
}

/** Keeps the room of what is on its way. */
export function Skeleton({ of, lines = 6 }: SkeletonProps) {
  return (
    <div role="status" className={styles.skeleton}>
      <span className="hidden-visually">Loading {of}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={styles.line} aria-hidden="true" />
      ))}
    </div>
  );
}
