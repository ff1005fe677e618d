import { spawnSync } from "node:child_process";
import type { LayerState } from "@tinytorch/grader";
import type { HealthCheck } from "./health-check.ts";

/** Run apart, like every trial of the doctor's: what breaks there is a finding and not our end. */
const printStates = `
  import { layerStates, sandboxWalls as walls } from "@tinytorch/grader";
  const wall = walls.find((each) => each === process.argv[1]);
  console.log(JSON.stringify({ walls, states: wall === undefined ? null : await layerStates(wall) }));
`;

/** What the trial prints: no states when there is no such wall. */
interface Trial {
  readonly walls: readonly string[];
  readonly states: readonly LayerState[] | null;
}

const setting = "TINYTORCH_SANDBOX";

/**
 * What keeps a submission apart here, layer by layer, innermost first. A wall that TINYTORCH_SANDBOX asks for by name and
 * that is missing is a problem; otherwise a missing layer is a warning, and the second of two walls is not needed.
 */
export function checkSandbox(): readonly HealthCheck[] {
  const wall = process.env[setting] || "auto";
  const trial = spawnSync(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", printStates, wall],
    { cwd: import.meta.dirname, encoding: "utf8", timeout: 60_000 },
  );
  if (trial.status !== 0) {
    const said = trial.stderr.split("\n").find((line) => /Error/.test(line));
    return [{ name: "sandbox", health: "problem", detail: `it must open, got ${said ?? `code ${trial.status}`}` }];
  }
  const { walls, states }: Trial = JSON.parse(trial.stdout);
  if (states === null) {
    const detail = `${setting} must be one of ${walls.join(", ")}, got ${JSON.stringify(wall)}`;
    return [{ name: "sandbox", health: "problem", detail }];
  }
  const hasBubblewrap = states.some(({ layer, state }) => layer === "bubblewrap" && state === "active");
  return states.map((state) => checkLayer(state, wall, hasBubblewrap));
}

function checkLayer({ layer, state, problem }: LayerState, wall: string, hasBubblewrap: boolean): HealthCheck {
  const name = `sandbox: ${layer}`;
  if (state === "active") return { name, health: "ok", detail: "active" };
  if (state === "available") {
    const uses = layer === "gvisor" ? "gvisor" : "bubblewrap";
    return { name, health: "absent", detail: `available: ${setting}=${uses} uses it` };
  }
  if (layer === wall) {
    const detail = `missing: ${setting} asks for ${layer}, but ${problem}`;
    return { name, health: "problem", detail };
  }
  const detail = `missing: ${problem}`;
  if (layer === "bubblewrap" && wall === "auto") {
    const advice = "Until it is there an autograder listens on loopback only.";
    return { name, health: "warning", detail, advice };
  }
  const isLack = layer === "rlimits" || (layer === "seccomp" && hasBubblewrap);
  return { name, health: isLack ? "warning" : "absent", detail };
}
