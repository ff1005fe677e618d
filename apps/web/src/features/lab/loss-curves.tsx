import styles from "./lab.module.css";
import type { Lane } from "./lane.ts";

interface LossCurvesProps {
  readonly lanes: readonly Lane[];
  readonly steps: number;
  readonly step: number;
}

const [width, height] = [640, 240];
/** Below the lowest power of ten that is drawn. */
const least = 1e-8;

/** Each one's loss at every step, by powers of ten above the lowest loss of all. */
export function LossCurves({ lanes, steps, step }: LossCurvesProps) {
  const lowest = Math.min(0, ...lanes.flatMap(({ losses }) => losses));
  const power = (loss: number) => Math.log10(Math.max(least, loss - lowest));
  const powers = lanes.flatMap(({ losses }) => losses.map(power));
  const [from, to] = [Math.floor(Math.min(...powers, 0)), Math.ceil(Math.max(...powers, 1))];
  const up = (loss: number) => height - ((power(loss) - from) / (to - from)) * height;
  const across = (index: number) => (index / steps) * width;
  const ticks = Array.from({ length: to - from + 1 }, (_, tick) => from + tick);
  return (
    <svg
      className={styles.losses}
      viewBox={`-60 -10 ${width + 70} ${height + 30}`}
      role="img"
      aria-label="Loss at every step; the table below has the numbers"
    >
      {ticks.map((tick) => (
        <g key={tick} className={styles.tick}>
          <line x1="0" x2={width} y1={up(10 ** tick + lowest)} y2={up(10 ** tick + lowest)} />
          <text x="-8" y={up(10 ** tick + lowest) + 5}>
            1e{tick}
          </text>
        </g>
      ))}
      <line className={styles.now} x1={across(step)} x2={across(step)} y1="0" y2={height} />
      {lanes.map(({ place, title, losses }) => (
        <g key={place} className={styles[`lane${place}`]}>
          <title>{title}</title>
          <polyline
            points={losses.map((loss, index) => `${across(index).toFixed(1)},${up(loss).toFixed(1)}`).join(" ")}
          />
        </g>
      ))}
      <text className={styles.axis} x={width} y={height + 18}>
        step {steps}
      </text>
    </svg>
  );
}
