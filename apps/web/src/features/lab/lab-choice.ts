import { isOwn, type OwnRule } from "./own-rules.ts";
import { isRule, type RuleName, type ScheduleName, schedules } from "./rules.ts";
import { type SurfaceName, surfaces } from "./surfaces.ts";

/** One that goes down the surface. */
export interface Runner {
  readonly rule: RuleName | OwnRule;
  readonly rate: number;
  readonly schedule: ScheduleName;
}

/** All that the lab shows: its address says it whole. */
export interface LabChoice {
  readonly surface: SurfaceName;
  readonly steps: number;
  readonly runners: readonly Runner[];
  /** Whether PyTorch's recorded paths are shown beside. */
  readonly pytorch: boolean;
}

/** As the address has it: `?surface=beale&steps=200&runs=sgd:0.001:constant,own.adam:0.1:cosine`. */
export interface LabAddress {
  readonly surface?: string | undefined;
  readonly steps?: number | undefined;
  readonly runs?: string | undefined;
  readonly pytorch?: boolean | undefined;
}

export const mostRunners = 6;
export const mostSteps = 2_000;

const first: LabChoice = {
  surface: "beale",
  steps: 200,
  runners: [
    { rule: "sgd", rate: 0.01, schedule: "constant" },
    { rule: "momentum", rate: 0.002, schedule: "constant" },
    { rule: "adam", rate: 0.1, schedule: "cosine" },
  ],
  pytorch: true,
};

const isSurface = (name: unknown): name is SurfaceName => typeof name === "string" && Object.hasOwn(surfaces, name);
const isSchedule = (name: string): name is ScheduleName => Object.hasOwn(schedules, name);

/** What an address asks for; what it has wrong is as if it had not been said. */
export function readAddress({ surface, steps, runs, pytorch }: LabAddress): LabChoice {
  const runners = typeof runs === "string" ? runs.split(",").flatMap(readRunner).slice(0, mostRunners) : [];
  const wanted = Math.round(Number(steps));
  return {
    surface: isSurface(surface) ? surface : first.surface,
    steps: wanted >= 1 && wanted <= mostSteps ? wanted : first.steps,
    runners: runners.length > 0 ? runners : first.runners,
    pytorch: pytorch !== false,
  };
}

function readRunner(text: string): Runner[] {
  const [rule = "", rate = "", schedule = ""] = text.split(":");
  const number = Number(rate);
  if (!(isRule(rule) || isOwn(rule)) || !isSchedule(schedule) || !(number > 0 && number <= 100)) return [];
  return [{ rule, rate: number, schedule }];
}

export function writeAddress({ surface, steps, runners, pytorch }: LabChoice): LabAddress {
  const runs = runners.map(({ rule, rate, schedule }) => `${rule}:${rate}:${schedule}`).join(",");
  return { surface, steps, runs, ...(pytorch ? {} : { pytorch }) };
}
