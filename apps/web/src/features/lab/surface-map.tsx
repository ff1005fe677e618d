import { contours } from "@tinytorch/lab";
import { useMemo } from "react";
import { type Beside, firstApart } from "./beside.ts";
import styles from "./lab.module.css";
import type { Lane } from "./lane.ts";
import type { Surface } from "./surfaces.ts";

interface SurfaceMapProps {
  readonly surface: Surface;
  readonly lanes: readonly Lane[];
  /** What PyTorch's recorded paths are, by a runner's place. */
  readonly besides: ReadonlyMap<number, Beside>;
  /** Up to which step paths are drawn. */
  readonly step: number;
}

const [width, height] = [640, 480];
const levels = 14;

/** The surface as lines of equal height, and the paths over it. */
export function SurfaceMap({ surface, lanes, besides, step }: SurfaceMapProps) {
  const { across, up } = useMemo(() => scales(surface), [surface]);
  const lines = useMemo(() => contourPath(surface), [surface]);
  const line = (points: Lane["points"]) =>
    points.map(([x, y]) => `${across(x).toFixed(1)},${up(y).toFixed(1)}`).join(" ");
  const words = lanes.map(
    ({ title, losses }) => `${title}: loss ${losses.at(Math.min(step, losses.length - 1))?.toPrecision(3)}`,
  );
  return (
    <svg
      className={styles.map}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${surface.title}. ${words.join("; ")}`}
    >
      <path className={styles.contours} d={lines} />
      {surface.minima.map(([x, y]) => (
        <path key={`${x},${y}`} className={styles.minimum} d={cross(across(x), up(y))} />
      ))}
      {lanes.map(({ place, title, points }) => {
        const shown = points.slice(0, step + 1);
        const [x, y] = shown.at(-1) ?? surface.start;
        return (
          <g key={place} className={styles[`lane${place}`]}>
            <title>{title}</title>
            <polyline points={line(shown)} />
            <circle cx={across(x)} cy={up(y)} r="5" />
          </g>
        );
      })}
      {lanes.map((lane) => {
        const beside = besides.get(lane.place);
        if (beside?.type !== "recorded") return null;
        const parted = firstApart(lane, beside, surface);
        const at = parted === null || parted > step ? undefined : lane.points[parted];
        return (
          <g key={lane.place} className={styles.torch}>
            <title>{`PyTorch's path beside ${lane.title}`}</title>
            <polyline points={line(beside.points.slice(0, step + 1))} />
            {at !== undefined && (
              <circle cx={across(at[0])} cy={up(at[1])} r="8">
                <title>{`Here ${lane.title} parts from PyTorch's path, at step ${parted}`}</title>
              </circle>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function cross(x: number, y: number): string {
  return `M${x - 6} ${y - 6}l12 12M${x - 6} ${y + 6}l12 -12`;
}

function scales({ x, y }: Surface) {
  // What is far outside stays drawable.
  const within = (value: number) => Math.max(-1e5, Math.min(1e5, value));
  return {
    across: (value: number) => within(((value - x[0]) / (x[1] - x[0])) * width),
    up: (value: number) => within(height - ((value - y[0]) / (y[1] - y[0])) * height),
  };
}

/** Lines close together where it is low: each further one as many times higher as the one before. */
function contourPath(surface: Surface): string {
  const { across, up } = scales(surface);
  const { x, y } = surface;
  const corners = x.flatMap((right) => y.map((above) => surface.height(right, above)));
  const lowest = Math.min(...surface.minima.map(([right, above]) => surface.height(right, above)));
  const range = Math.max(...corners) - lowest;
  const heights = Array.from(
    { length: levels },
    (_, level) => lowest + range * 0.001 * 1000 ** (level / (levels - 1)) * 0.7,
  );
  return contours(surface.height, { x, y, levels: heights, cells: 64 })
    .map(
      ([from, to]) =>
        `M${across(from[0]).toFixed(1)} ${up(from[1]).toFixed(1)}L${across(to[0]).toFixed(1)} ${up(to[1]).toFixed(1)}`,
    )
    .join("");
}
