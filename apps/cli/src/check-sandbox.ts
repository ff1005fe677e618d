import { spawnSync } from "node:child_process";
import type { HealthCheck } from "./health-check.ts";

/** Run apart, like every trial of the doctor's: what breaks there is a finding and not our end. */
const printLayers = `
  import { sandboxLayers } from "@tinytorch/grader";
  console.log(sandboxLayers().join(" "));
`;

/** Which layers keep a submission apart here; when bubblewrap is not among them, why, and what to do. */
export function checkSandbox(): HealthCheck {
  const name = "sandbox";
  const trial = spawnSync(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", printLayers],
    { cwd: import.meta.dirname, encoding: "utf8", timeout: 20_000 },
  );
  if (trial.status !== 0) {
    const said = trial.stderr.split("\n").find((line) => /Error/.test(line));
    return { name, health: "problem", detail: `it must open, got ${said ?? `code ${trial.status}`}` };
  }
  const layers = trial.stdout.trim();
  const detail = layers.replaceAll(" ", " + ");
  if (layers.includes("bubblewrap")) return { name, health: "ok", detail };
  return { name, health: "warning", detail, ...whyNoBubblewrap() };
}

function whyNoBubblewrap(): Pick<HealthCheck, "advice"> {
  const loopback = "Until then an autograder listens on loopback only.";
  if (process.platform !== "linux") {
    return {
      advice: `The third layer, bubblewrap, exists on Linux only: run a course's server there. ${loopback}`,
    };
  }
  const trial = spawnSync("bwrap", ["--unshare-all", "--ro-bind", "/", "/", "true"], { encoding: "utf8" });
  if (trial.error !== undefined) {
    return {
      advice: `The third layer, bubblewrap, is not installed: apt install bubblewrap (Debian, Ubuntu), dnf install bubblewrap (Fedora), pacman -S bubblewrap (Arch), apk add bubblewrap (Alpine). ${loopback}`,
    };
  }
  const said = trial.stderr.trim().split("\n")[0];
  if (trial.status !== 0) {
    return {
      advice: `bubblewrap is installed, but its trial fails: ${said || `code ${trial.status}`}. The kernel must allow unprivileged user namespaces: on Ubuntu 24.04 and later give bwrap an AppArmor profile with "userns,", elsewhere look at the sysctls kernel.unprivileged_userns_clone and user.max_user_namespaces; in a container, its seccomp profile must allow it. ${loopback}`,
    };
  }
  return {
    advice: `bubblewrap is installed and makes namespaces, but not all the sandbox asks for: it needs version 0.8 or later (--disable-userns). ${loopback}`,
  };
}
