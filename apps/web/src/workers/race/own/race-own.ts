import type { Scheduled } from "@tinytorch/optimizers";
import type { OwnPath, OwnRace } from "../../../features/lab/own-race.ts";
import { descend } from "../descend.ts";
import { makeSchedule } from "../make-optimizer.ts";

/** What of a student's optimizer is used. */
interface Walker {
  readonly zeroGrad?: unknown;
  readonly step?: unknown;
  readonly paramGroups?: unknown;
}

/**
 * Races a class that a student's module exports: made with the parameters and `{ learningRate }`, asked to `step()`. What it throws is
 * thrown on.
 */
export function raceOwn(mine: object, { surface, steps, className, options, rate, schedule }: OwnRace): OwnPath {
  const Own: unknown = Reflect.get(mine, className);
  if (typeof Own !== "function") return words(`src/index.ts exports no class ${className} yet.`);
  let problem: string | null = null;
  const path = descend(surface, steps, (params) => {
    const walker: Walker = Reflect.construct(Own, [params, { learningRate: rate, ...options }]);
    const { step, zeroGrad } = walker;
    if (typeof step !== "function") problem = `Your ${className} has no step(), so it stays where it is.`;
    const isScheduled = schedule === "constant" || hasGroups(walker);
    if (!isScheduled) {
      problem = `Your ${className} has no paramGroups with a learningRate, by which a schedule changes its rate. Choose the schedule "constant".`;
    }
    const changing = hasGroups(walker) ? makeSchedule[schedule](walker, steps) : null;
    return {
      zeroGrad() {
        if (typeof zeroGrad === "function") Reflect.apply(zeroGrad, walker, []);
        else for (const parameter of params) parameter.zeroGrad();
      },
      step() {
        if (problem === null && typeof step === "function") Reflect.apply(step, walker, []);
      },
      afterStep: () => changing?.step(),
    };
  });
  return problem === null ? { type: "path", ...path } : words(problem);
}

function words(sentence: string): OwnPath {
  return { type: "words", words: sentence };
}

/** Whether a schedule finds what it changes. */
function hasGroups(walker: Walker): walker is Walker & Scheduled {
  const { paramGroups } = walker;
  if (!Array.isArray(paramGroups) || paramGroups.length === 0) return false;
  return paramGroups.every((group) => typeof group === "object" && typeof group?.learningRate === "number");
}
