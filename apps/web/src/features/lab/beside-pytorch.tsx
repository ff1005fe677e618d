import { Problem } from "../../components/problem.tsx";
import { type Beside, sayBeside } from "./beside.ts";
import styles from "./lab.module.css";
import type { Lane } from "./lane.ts";
import type { Surface } from "./surfaces.ts";
import { Swatch } from "./swatch.tsx";

interface BesidePyTorchProps {
  readonly surface: Surface;
  readonly lanes: readonly Lane[];
  /** By a runner's place; null until they are there. */
  readonly besides: ReadonlyMap<number, Beside> | null;
  /** `torch 1.13.0a0` */
  readonly source: string | undefined;
  readonly isMissing: boolean;
}

/** How far each runner is from PyTorch's recorded path at the end, or why none is beside it. */
export function BesidePyTorch({ surface, lanes, besides, source, isMissing }: BesidePyTorchProps) {
  return (
    <section aria-labelledby="beside-pytorch" className={styles.beside}>
      <h2 id="beside-pytorch">Beside PyTorch</h2>
      {isMissing && <Problem error={new Error("PyTorch's paths did not come. Load the page again to see them.")} />}
      {source !== undefined && (
        <p className="quiet">
          <Swatch of="torch" /> is where {source} went from the same start, in float64.
        </p>
      )}
      <ul>
        {lanes.map((lane) => {
          const beside = besides?.get(lane.place);
          return (
            beside !== undefined && (
              <li key={lane.place}>
                <strong>{lane.title}</strong>: {sayBeside(lane, beside, surface)}
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}
