import styles from "./lab.module.css";

/** A piece of a line as it is on the map: a runner's, by its place, or PyTorch's. */
export function Swatch({ of }: { readonly of: number | "torch" }) {
  return (
    <svg className={styles.swatch} viewBox="0 0 24 8" aria-hidden="true">
      <g className={of === "torch" ? styles.torch : styles[`lane${of}`]}>
        <polyline points="1,4 23,4" />
      </g>
    </svg>
  );
}
