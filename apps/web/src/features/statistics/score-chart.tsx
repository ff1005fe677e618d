import { sayTenth } from "@tinytorch/api/words";
import { Scrolling } from "../../components/scrolling.tsx";
import styles from "./statistics.module.css";

const [width, height] = [640, 220];
const bar = width / 10;

interface ScoreChartProps {
  /** How many have a score of each tenth of the points. */
  readonly scores: readonly number[];
}

/** How scores are spread, as bars, with the same as a table below. */
export function ScoreChart({ scores }: ScoreChartProps) {
  const most = Math.max(1, ...scores);
  const all = scores.reduce((sum, count) => sum + count, 0);
  return (
    <figure className={styles.chart}>
      <Scrolling label="Scores">
        <svg
          viewBox={`-10 -24 ${width + 20} ${height + 52}`}
          role="img"
          aria-label={`Scores of ${all} students, in tenths of the points; the table below has the numbers`}
        >
          {scores.map((count, tenth) => {
            const tall = (count / most) * height;
            return (
              <g key={sayTenth(tenth)}>
                <rect
                  className={styles.bar}
                  x={tenth * bar + 4}
                  y={height - tall}
                  width={bar - 8}
                  height={tall}
                  rx="3"
                />
                {count > 0 && (
                  <text className={styles.count} x={(tenth + 0.5) * bar} y={height - tall - 6}>
                    {count}
                  </text>
                )}
                <text className={styles.tenth} x={(tenth + 0.5) * bar} y={height + 20}>
                  {sayTenth(tenth)}
                </text>
              </g>
            );
          })}
          <line className={styles.base} x1="0" x2={width} y1={height} y2={height} />
        </svg>
      </Scrolling>
      <details>
        <summary>The numbers as a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Points of 100</th>
              <th scope="col">Students</th>
            </tr>
          </thead>
          <tbody>
            {scores.map((count, tenth) => (
              <tr key={sayTenth(tenth)}>
                <th scope="row">{sayTenth(tenth)}</th>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
