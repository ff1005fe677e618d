import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import note from "../../components/note.module.css";
import { type Beside, besideOf } from "./beside.ts";
import { BesidePyTorch } from "./beside-pytorch.tsx";
import styles from "./lab.module.css";
import type { Absent, Lane } from "./lane.ts";
import { LossCurves } from "./loss-curves.tsx";
import { recordedQuery } from "./recorded-query.ts";
import { SurfaceMap } from "./surface-map.tsx";
import { type Surface, surfaces } from "./surfaces.ts";
import { Swatch } from "./swatch.tsx";
import type { Race } from "./use-race.ts";

/** How long a race takes to watch, whatever its steps. */
const showMilliseconds = 4_000;

const noBesides: ReadonlyMap<number, Beside> = new Map();

interface LabViewProps {
  readonly race: Race;
  /** What the student's own came to. */
  readonly own: { readonly lanes: readonly Lane[]; readonly absent: readonly Absent[] };
}

/** The race as it goes on: by itself, or by the slider; who asks for no motion sees its end. */
export function LabView({ race: { choice, lanes: ofLibrary }, own }: LabViewProps) {
  const { surface, steps, pytorch } = choice;
  const lanes = useMemo(
    () => [...ofLibrary, ...own.lanes].sort((one, other) => one.place - other.place),
    [ofLibrary, own.lanes],
  );
  const { axes }: Surface = surfaces[surface];
  const recorded = useQuery({ ...recordedQuery(surface), enabled: pytorch });
  const besides = useMemo(() => {
    const runs = pytorch ? recorded.data?.runs : undefined;
    return runs === undefined
      ? null
      : new Map(choice.runners.map((runner, place) => [place, besideOf(runner, choice, runs)]));
  }, [choice, pytorch, recorded.data]);
  const isBeside = lanes.some(({ place }) => besides?.get(place)?.type === "recorded");
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
      <SurfaceMap surface={surfaces[surface]} lanes={lanes} besides={besides ?? noBesides} step={step} />
      <ul className={styles.legend} aria-label="Lines on the map">
        {lanes.map(({ place, title }) => (
          <li key={place}>
            <Swatch of={place} /> {title}
          </li>
        ))}
        {isBeside && (
          <li>
            <Swatch of="torch" /> PyTorch, recorded; a ring is where one parts from it
          </li>
        )}
      </ul>
      {axes !== undefined && <p>{axes}</p>}
      <div role="status">
        {own.absent.map(({ place, title, words }) => (
          <p key={place} className={note.note}>
            <strong>{title}</strong>: {words}
          </p>
        ))}
      </div>
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
          {lanes.map(({ place, title, losses, points, lostAt }) => (
            <tr key={place}>
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
      {pytorch && (
        <BesidePyTorch
          surface={surfaces[surface]}
          lanes={lanes}
          besides={besides}
          source={recorded.data?.source}
          isMissing={recorded.isError}
        />
      )}
    </div>
  );
}
