import { spawnSync } from "node:child_process";
import type { LayerState } from "@tinytorch/grader";
import type { HealthCheck } from "./health-check.ts";

/** Run apart, like every trial of the doctor's: what breaks there is a finding and not our end. */
const printStates = `
  import { sandboxJails as jails } from "@tinytorch/course";
  import { layerStates } from "@tinytorch/grader";
  const jail = jails.find((each) => each === process.argv[1]);
  console.log(JSON.stringify({ jails, states: jail === undefined ? null : await layerStates(jail) }));
`;

/** What the trial prints: no states when there is no such jail. */
interface Trial {
  readonly jails: readonly string[];
  readonly states: readonly LayerState[] | null;
}

const setting = "TINYTORCH_SANDBOX";

/**
 * What keeps a submission apart here, layer by layer, innermost first. A jail that TINYTORCH_SANDBOX asks for by name and
 * that is missing is a problem; otherwise a missing layer is a warning, and the second of two jails is not needed.
 */
export function checkSandbox(): readonly HealthCheck[] {
  const jail = process.env[setting] || "auto";
  const trial = spawnSync(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", printStates, jail],
    { cwd: import.meta.dirname, encoding: "utf8", timeout: 60_000 },
  );
  if (trial.status !== 0) {
    const said = trial.stderr.split("\n").find((line) => /Error/.test(line));
    return [{ name: "sandbox", health: "problem", detail: `it must open, got ${said ?? `code ${trial.status}`}` }];
  }
  const { jails, states }: Trial = JSON.parse(trial.stdout);
  if (states === null) {
    const detail = `${setting} must be one of ${jails.join(", ")}, got ${JSON.stringify(jail)}`;
    return [{ name: "sandbox", health: "problem", detail }];
  }
  const hasBubblewrap = states.some(({ layer, state }) => layer === "bubblewrap" && state === "active");
  return states.map((state) => checkLayer(state, jail, hasBubblewrap));
}

function checkLayer({ layer, state, problem }: LayerState, jail: string, hasBubblewrap: boolean): HealthCheck {
  const name = `sandbox: ${layer}`;
  if (state === "active") return { name, health: "ok", detail: "active" };
  if (state === "available") {
    const uses = layer === "gvisor" ? "gvisor" : "bubblewrap";
    return { name, health: "absent", detail: `available: ${setting}=${uses} uses it` };
  }
  if (layer === jail) {
    const detail = `missing: ${setting} asks for ${layer}, but ${problem}`;
    return { name, health: "problem", detail };
  }
  const detail = `missing: ${problem}`;
  if (layer === "bubblewrap" && jail === "auto") {
    const advice = "Until it is there an autograder listens on loopback only.";
    return { name, health: "warning", detail, advice };
  }
  const isLack = layer === "rlimits" || (layer === "seccomp" && hasBubblewrap);
  return { name, health: isLack ? "warning" : "absent", detail };
}
