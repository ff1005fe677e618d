import type { Picture } from "@tinytorch/workbench";
import { useId, useState } from "react";
import styles from "./picture-view.module.css";

type Plot = NonNullable<Picture["plot"]>;
type Place = Plot["paths"][number]["points"][number];

const [width, height] = [640, 420];

/** A map with paths over it, up to the step that is chosen; the same as a table. */
export function PlotView({ plot }: { readonly plot: Plot }) {
  const last = Math.max(0, ...plot.paths.map(({ points }) => points.length - 1));
  const [chosen, setChosen] = useState<number | null>(null);
  const step = Math.min(chosen ?? last, last);
  const id = useId();
  return (
    <>
      <PlotMap plot={plot} step={step} />
      <ul className={styles.legend}>
        {plot.paths.map(({ name, colour, dashed }) => (
          <li key={name}>
            <svg viewBox="0 0 24 6" className={styles.swatch} aria-hidden="true">
              <path className={`${styles.path} ${styles[colour]} ${dashed ? styles.dashed : ""}`} d="M0 3h24" />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <label htmlFor={id} className={styles.step}>
        Step {step} of {last}
      </label>
      <input
        id={id}
        type="range"
        className={styles.slider}
        min={0}
        max={last}
        value={step}
        onChange={({ target }) => setChosen(target.valueAsNumber)}
      />
      <details>
        <summary>As a table</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
        {/* biome-ignore lint/a11y/useSemanticElements: no fieldset, for nothing is filled in */}
        <div role="group" aria-label="Where each is after each step" className={styles.table} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Step</th>
                {plot.paths.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: last + 1 }, (_, row) => (
                <tr key={row}>
                  <th scope="row">{row}</th>
                  {plot.paths.map(({ name, points }) => (
                    <td key={name}>{sayPlace(points[row])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

function PlotMap({ plot, step }: { readonly plot: Plot; readonly step: number }) {
  const at = scale(plot);
  const contours = plot.contours.map(([from, to]) => line([at(from), at(to)])).join("");
  const places = plot.paths.map(
    ({ name, points }) => `${name}: ${sayPlace(points[Math.min(step, points.length - 1)])}`,
  );
  return (
    <svg
      className={styles.map}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${plot.title}, after step ${step}. ${places.join("; ")}`}
    >
      <path className={styles.contours} d={contours} />
      {plot.paths.map(({ name, colour, dashed, points }) => {
        const shown = points.slice(0, step + 1).map(at);
        const [x, y] = shown.findLast((place) => place !== null) ?? [0, 0];
        return (
          <g key={name} className={`${styles.path} ${styles[colour]} ${dashed ? styles.dashed : ""}`}>
            <title>{name}</title>
            <path d={line(shown)} />
            <circle cx={x} cy={y} r="5" />
          </g>
        );
      })}
      {plot.marks.map(({ text, at: place, from }, index) => {
        const [x, y] = at(place) ?? [0, 0];
        return from > step ? null : (
          <text key={index} x={x} y={y} className={styles.mark}>
            {text}
          </text>
        );
      })}
    </svg>
  );
}

/** Where a point of the plot is on the map; null for one that is not finite. */
function scale({ x: [left, right], y: [below, above] }: Plot) {
  // What is far outside stays drawable.
  const within = (value: number) => Math.max(-1e5, Math.min(1e5, value));
  return ([x, y]: Place): readonly [number, number] | null =>
    x === null || y === null
      ? null
      : [within(((x - left) / (right - left)) * width), within(height - ((y - below) / (above - below)) * height)];
}

/** A line through places; one that is not there breaks it. */
function line(places: readonly (readonly [number, number] | null)[]): string {
  return places
    .map((place, index) =>
      place === null
        ? ""
        : `${index === 0 || places[index - 1] === null ? "M" : "L"}${place[0].toFixed(1)} ${place[1].toFixed(1)}`,
    )
    .join("");
}

function sayPlace(place: Place | undefined): string {
  if (place === undefined) return "";
  return place.map((each) => (each === null ? "not a number" : each.toFixed(3))).join(", ");
}
