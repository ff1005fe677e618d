import type { LabChoice, Runner } from "../../features/lab/lab-choice.ts";
import type { Lane } from "../../features/lab/lane.ts";
import { isRule, type RuleName, rules, titleOf } from "../../features/lab/rules.ts";
import type { SurfaceName } from "../../features/lab/surfaces.ts";
import { descend } from "./descend.ts";
import { makeOptimizer, makeSchedule } from "./make-optimizer.ts";

/** Lets each of the library's go down the surface; what is a student's own runs elsewhere. */
export function runRace({
  surface,
  steps,
  runners,
}: Pick<LabChoice, "surface" | "steps" | "runners">): readonly Lane[] {
  return runners.flatMap((runner, place) => {
    const { rule, rate, schedule } = runner;
    if (!isRule(rule)) return [];
    const path = runLane(surface, steps, { ...runner, rule });
    return [{ place, title: titleOf(rules[rule].title, rate, schedule), ...path }];
  });
}

function runLane(surface: SurfaceName, steps: number, { rule, rate, schedule }: Runner & { readonly rule: RuleName }) {
  return descend(surface, steps, (params) => {
    const optimizer = makeOptimizer[rule](params, rate);
    const changing = makeSchedule[schedule](optimizer, steps);
    return {
      zeroGrad: () => optimizer.zeroGrad(),
      step: () => optimizer.step(),
      afterStep: () => changing?.step(),
    };
  });
}
