import { useEffect, useState } from "react";
import styles from "./lab.module.css";
import { LossCurves } from "./loss-curves.tsx";
import { SurfaceMap } from "./surface-map.tsx";
import { surfaces } from "./surfaces.ts";
import type { Race } from "./use-race.ts";

/** How long a race takes to watch, whatever its steps. */
const showMilliseconds = 4_000;

/** The race as it goes on: by itself, or by the slider; who asks for no motion sees its end. */
export function LabView({ race: { choice, lanes } }: { readonly race: Race }) {
  const { surface, steps } = choice;
  const [step, setStep] = useState(steps);
  const [moves, setMoves] = useState(() => !matchMedia("(prefers-reduced-motion: reduce)").matches);

  useEffect(() => setStep(moves ? 0 : steps), [choice]);

  useEffect(() => {
    if (!moves) return;
    let asked = 0;
    let before = performance.now();
    let at = 0;
    const draw = (now: number) => {
      at = Math.min(steps, at + ((now - before) / showMilliseconds) * steps);
      before = now;
      setStep(Math.round(at));
      if (at < steps) asked = requestAnimationFrame(draw);
      else setMoves(false);
    };
    asked = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(asked);
  }, [moves, steps]);

  return (
    <div className={styles.view}>
      <SurfaceMap surface={surfaces[surface]} lanes={lanes} step={step} />
      <div className={styles.player}>
        <button type="button" onClick={() => setMoves(!moves)}>
          {moves ? "Stop" : "Watch"}
        </button>
        <label className={styles.slider}>
          <span>
            Step {step} of {steps}
          </span>
          <input
            type="range"
            min={0}
            max={steps}
            value={step}
            onChange={({ target }) => {
              setMoves(false);
              setStep(target.valueAsNumber);
            }}
          />
        </label>
      </div>
      <LossCurves lanes={lanes} steps={steps} step={step} />
      <table className={styles.table}>
        <caption>After {steps} steps</caption>
        <thead>
          <tr>
            <th scope="col">Runner</th>
            <th scope="col">Loss</th>
            <th scope="col">Place</th>
          </tr>
        </thead>
        <tbody>
          {lanes.map(({ title, losses, points, lostAt }, lane) => (
            <tr key={lane}>
              <th scope="row">{title}</th>
              <td>{lostAt === null ? losses.at(-1)?.toPrecision(3) : `lost at step ${lostAt}`}</td>
              <td>
                {points
                  .at(-1)
                  ?.map((coordinate) => coordinate.toFixed(3))
                  .join(", ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
